"""Takes data back from files that people have sent: one after the other, and beside the batches.

A download may take seconds. In a batch everybody whose update came with it would wait.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Bot
from telegram.error import TelegramError

from bot.actions.answer_line import apologise
from bot.actions.take_back import take_back
from bot.ports import MOST_BROUGHT, Archive, Asked, CannotTakeBack, Fault
from bot.telegram.aside import Aside
from bot.telegram.buckets import Buckets

log = logging.getLogger(__name__)

DOWNLOAD_MAY_TAKE = 20.0  # seconds
MOST_WAITING = 10  # files


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that is to be taken back, and who asks for that."""

    asked: Asked
    file: str  # Telegram's id of it


class Bringing:
    """Fetches files and takes back what is in them."""

    def __init__(
        self,
        bot: Bot,
        aside: Aside,
        unpack: Callable[[bytes], Archive],
    ) -> None:
        self._bot = bot
        self._aside = aside
        self._unpack = unpack
        self._waiting: asyncio.Queue[Brought] = asyncio.Queue(MOST_WAITING)
        self._allowed = Buckets(3, 1 / 300)  # files of a person

    def take(self, asked: Asked, file: str) -> bool:
        """Take the file back soon. False: it is not fetched, since too many were sent in the last minutes."""
        if self._waiting.full() or not self._allowed.takes(asked.person, asked.update, asked.now):
            return False
        self._waiting.put_nowait(Brought(asked, file))
        return True

    async def run(self) -> None:
        """Take back one file after the other. A file that still waits when the bot ends stays in its chat."""
        while True:
            brought = await self._waiting.get()
            try:
                found = await self._read(brought.file)
                await self._aside.act(brought.asked, take_back, found)
            except Exception:
                log.exception("A file could not be taken back.")
                with contextlib.suppress(Exception):  # the next file must not wait for ever
                    await self._aside.act(brought.asked, apologise)
            finally:
                self._waiting.task_done()

    async def emptied(self) -> None:
        """Wait until every file was taken back or refused."""
        await self._waiting.join()

    async def _read(self, file_id: str) -> Archive | Fault:
        try:
            async with asyncio.timeout(DOWNLOAD_MAY_TAKE):
                file = await self._bot.get_file(file_id)
                if (file.file_size or 0) > MOST_BROUGHT:
                    return Fault.large
                content = bytes(await file.download_as_bytearray())
        except (TelegramError, OSError):
            return Fault.unfetched
        try:
            return await asyncio.to_thread(self._unpack, content)
        except CannotTakeBack as refusal:
            return refusal.fault
