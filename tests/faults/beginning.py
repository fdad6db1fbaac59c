"""People who begin a session as they do in life: they ask for it, and tap; and whether sessions go on.

A test must not put a session that begins later into the database: when the bot starts, it takes such a
session for one whose clock was set back, and begins it at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

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
) -> None:
    """Let each person begin the taster at a moment of people's time; return when all sessions have begun."""
    people = list(chats)
    async with asyncio.TaskGroup() as tasks:
        for chat, at in zip(people, moments, strict=True):
            tasks.create_task(_begin_taster(scene, chat, at, audience))

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


async def _begin_taster(scene: Scene, chat: int, at: datetime, audience: Audience) -> None:
    await scene.waits(at)
    await scene.says(chat, f"/routine {SOLO}")
    await scene.hears(chat, texts.plan(SOLO, 1), PATIENCE)
    if audience is Audience.alone:
        await scene.presses(chat, button.on_my_own)
        await scene.hears(chat, texts.plan(SOLO, 1, "alone"), PATIENCE)
    await scene.presses(chat, button.start)
