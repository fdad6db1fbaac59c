"""A disk that hangs is told from a process that had no time to run, and from a long queue."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest

from bot.storage import hang_watch
from bot.storage.hang_watch import HangWatch

EVERY = 0.02  # seconds
LOOKS = 5


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(hang_watch, "EVERY", EVERY)
    monkeypatch.setattr(hang_watch, "LOOKS", LOOKS)
    yield


async def looks_happen(number: int) -> None:
    """Wait as the watch does, so that a busy machine delays both alike."""
    for _ in range(number):
        await asyncio.sleep(EVERY)


async def test_nothing_finished_between_many_looks_is_noted() -> None:
    noted: list[None] = []
    with HangWatch(lambda: noted.append(None)).waits():
        while not noted:
            await looks_happen(1)


async def test_a_process_that_was_stopped_notes_nothing() -> None:
    noted: list[None] = []
    with HangWatch(lambda: noted.append(None)).waits():
        await looks_happen(1)
        time.sleep(EVERY * LOOKS * 4)  # noqa: ASYNC251  # the loop does not turn, as in a stopped process
        await looks_happen(1)

    assert noted == []


async def test_a_long_queue_whose_units_are_finished_notes_nothing() -> None:
    noted: list[None] = []
    watch = HangWatch(lambda: noted.append(None))
    with watch.waits():  # the last of the queue
        for _ in range(LOOKS * 3):
            with watch.waits():
                await looks_happen(1)

    assert noted == []


async def test_nobody_waits_and_nothing_is_noted() -> None:
    noted: list[None] = []
    watch = HangWatch(lambda: noted.append(None))
    with watch.waits():
        pass
    await looks_happen(LOOKS * 3)

    assert noted == []
