"""A bot that ends itself at its n-th statement once it polls; started by fork, so that many can be."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from datetime import timedelta
from functools import cache
from multiprocessing.synchronize import Event

from sqlalchemy import Connection, Engine, event

import bot.compose
import bot.delivery.outcomes
import bot.telegram.request
from bot.domain.catalogue import Catalogue
from bot.reading.readers import Readers
from bot.settings import read_settings

DIED = 77


@cache
def texts() -> tuple[Catalogue, Readers]:
    return bot.compose.read_texts()


class Fuse:
    """Counts statements and commits, and ends the process at the n-th."""

    def __init__(self, length: int) -> None:
        self.left = length
        self.is_lit = False
        event.listen(Engine, "before_cursor_execute", self._statement)
        event.listen(Engine, "commit", self._commit)

    def _statement(self, *_about: object) -> None:
        self._burns()

    def _commit(self, _connection: Connection) -> None:
        self._burns()

    def _burns(self) -> None:
        if self.is_lit:
            self.left -= 1
            if self.left == 0:
                os._exit(DIED)


def live(settings: dict[str, str], fuse_length: int, polls: Event) -> None:
    """Run the bot; with a fuse, light it when it polls. SIGTERM ends it properly."""
    logging.disable(logging.CRITICAL)
    read = texts()
    bot.compose.read_texts = lambda: read
    bot.delivery.outcomes.AMBIGUOUS_WAIT = timedelta(seconds=0.5)
    fuse = Fuse(fuse_length)

    async def run() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)

        def ready() -> None:
            fuse.is_lit = fuse_length > 0
            polls.set()

        await bot.compose.run_bot(read_settings(**settings), stop, ready)

    asyncio.run(run())


# Read once, before the first fork.
texts()
