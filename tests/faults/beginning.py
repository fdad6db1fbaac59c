"""People who begin a session as they do in life: they ask for it, and tap; and whether sessions go on.

A test must not put a session that begins later into the database: when the bot starts, it takes such a
session for one whose clock was set back, and begins it at once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from bot.domain.catalogue import Audience
from tests.faults.crowd import SOLO
from tests.faults.scene import Scene
from tests.process.programs import until
from tests.texts import button, texts

PATIENCE = 300.0  # seconds; bots are killed, and come back, while people wait for their answers
ENDED = ("finished", "stopped")
OVER = (*ENDED, "outage")  # the last one asks how to go on
UPDATES = 3  # that a person sends to begin a session alone


async def begin_tasters(
    scene: Scene,
    chats: Iterable[int],
    moments: Iterable[datetime],
    audience: Audience = Audience.alone,
    again: float = PATIENCE,
) -> None:
    """Let each person begin the taster at a moment of people's time; return when all sessions have begun.

    Who gets no answer for `again` seconds asks again. A bot that dies twice in the same call gives it up.
    """
    people = list(chats)
    async with asyncio.TaskGroup() as tasks:
        for chat, at in zip(people, moments, strict=True):
            tasks.create_task(_begin_taster(scene, chat, at, audience, again))

    async def have_begun() -> bool:
        return len(scene.ledger.ask("select 1 from sessions")) >= len(people)

    await until(have_begun, "sessions never begin", PATIENCE)


async def have_ended(scene: Scene, over: Iterable[str] = ENDED) -> bool:
    """Is each session in one of these states?"""
    states = {row["state"] for row in scene.ledger.ask("select state from sessions")}
    return states <= set(over)


def one_after_the_other(first: datetime, apart: timedelta, number: int) -> list[datetime]:
    """Return so many moments, each `apart` from the one before."""
    return [first + apart * place for place in range(number)]


async def _begin_taster(scene: Scene, chat: int, at: datetime, audience: Audience, again: float) -> None:
    await scene.waits(at)
    await _asks(scene, chat, partial(scene.says, chat, f"/routine {SOLO}"), texts.plan(SOLO, 1), again)
    if audience is Audience.alone:
        press = partial(scene.presses, chat, button.on_my_own)
        await _asks(scene, chat, press, texts.plan(SOLO, 1, "alone"), again)
    await scene.presses(chat, button.start)


async def _asks(
    scene: Scene, chat: int, ask: Callable[[], Awaitable[None]], words: str, again: float
) -> None:
    """Ask until a message says `words`."""
    ends = time.monotonic() + PATIENCE
    await ask()
    while True:
        try:
            return await scene.hears(chat, words, again)
        except AssertionError:
            if time.monotonic() > ends:
                raise
        with suppress(AssertionError):  # the answer comes just now, and the button is gone
            await ask()
