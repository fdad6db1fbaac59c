"""The beat: it wakes on time, and nothing ends it but the stop."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.timing import beat as module
from bot.timing.beat import Beat, EverySecond


class Wall:
    """Tells how far away a moment is, by the monotonic clock."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self.epoch = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.epoch + timedelta(seconds=time.monotonic() - self._start)

    def real_seconds_until(self, moment: datetime) -> float:
        return (moment - self.now()).total_seconds()


class SilentScheduler:
    """APScheduler on a machine whose wall clock was set back an hour: the job does not come."""

    def __init__(self, **_: Any) -> None:
        self.options: dict[str, Any] = {}
        self.trigger: object = None

    def add_job(self, _: Any, trigger: object, **options: Any) -> None:
        self.trigger, self.options = trigger, options

    def start(self) -> None:
        """Nothing will happen."""

    def pause(self) -> None:
        """Nothing to hold back."""

    def shutdown(self, wait: bool = True) -> None:
        """Nothing to end."""


@pytest.fixture
def due_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the beat run only for due moments and wake-ups."""
    monkeypatch.setattr(module, "AsyncIOScheduler", SilentScheduler)
    monkeypatch.setattr(module, "AT_LEAST_EVERY", 3600.0)


async def within(event: Awaitable[Any], seconds: float = 60) -> None:
    """Wait for something that should come at once; the limit allows for a slow machine."""
    async with asyncio.timeout(seconds):
        await event


@asynccontextmanager
async def beating(tick: Callable[[], Awaitable[bool]]) -> AsyncIterator[tuple[Beat, Wall]]:
    wall = Wall()
    beat = Beat(wall, tick)
    running = asyncio.create_task(beat.run())
    await asyncio.sleep(0)
    try:
        yield beat, wall
    finally:
        beat.stop()
        async with asyncio.timeout(30):
            await running


async def test_it_wakes_at_the_due_moment(due_only: None) -> None:
    """Between two beats, and not before."""
    ticks: list[datetime] = []
    ticked = asyncio.Event()

    async def tick() -> bool:
        ticks.append(wall.now())
        ticked.set()
        return False

    async with beating(tick) as (beat, wall):
        due = wall.now() + timedelta(seconds=0.15)
        beat.note_due(due)
        await within(ticked.wait())

    assert len(ticks) == 1
    assert ticks[0] >= due


async def test_a_newer_due_moment_takes_the_place_of_the_last(due_only: None) -> None:
    """The newer moment may be earlier, or none: only the newest counts."""
    ticks: list[datetime] = []
    ticked = asyncio.Event()

    async def tick() -> bool:
        ticks.append(wall.now())
        ticked.set()
        return False

    async with beating(tick) as (beat, wall):
        beat.note_due(wall.now() + timedelta(seconds=0.05))
        beat.note_due(None)
        await asyncio.sleep(0.1)
        assert ticks == []
        beat.note_due(wall.now() + timedelta(hours=1))
        beat.note_due(wall.now() + timedelta(seconds=0.05))
        await within(ticked.wait())

    assert len(ticks) == 1


async def test_an_error_does_not_end_it(caplog: pytest.LogCaptureFixture) -> None:
    """Logged with its traceback; the next beat tries again."""
    ticks = []
    tried_again = asyncio.Event()

    async def tick() -> bool:
        ticks.append(1)
        if len(ticks) == 1:
            raise ZeroDivisionError("a bug")
        tried_again.set()
        return False

    async with beating(tick) as (beat, _):
        beat.wake()
        await within(tried_again.wait())  # the scheduler's next beat, or the longest wait without one

    assert len(ticks) == 2
    assert "ZeroDivisionError" in caplog.text


async def test_when_more_is_due_it_beats_again_at_once(due_only: None) -> None:
    """A long queue is done without a wait for the next second."""
    ticks = []
    worked_off = asyncio.Event()

    async def tick() -> bool:
        ticks.append(1)
        if len(ticks) == 50:
            worked_off.set()
        return len(ticks) < 50

    async with beating(tick) as (beat, _):
        beat.wake()
        await within(worked_off.wait())

    assert len(ticks) == 50


async def test_one_tick_at_a_time(due_only: None) -> None:
    """All wake-ups during a tick cause one more tick."""
    running, ticks = list[int](), list[int]()
    is_under_way, may_end, twice = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def tick() -> bool:
        assert not running
        running.append(1)
        ticks.append(1)
        is_under_way.set()
        await may_end.wait()
        running.pop()
        if len(ticks) == 2:
            twice.set()
        return False

    async with beating(tick) as (beat, _):
        beat.wake()
        await within(is_under_way.wait())
        for _ in range(5):
            beat.wake()
            await asyncio.sleep(0)
        may_end.set()
        await within(twice.wait())
        for _ in range(20):
            await asyncio.sleep(0)

    assert len(ticks) == 2


async def test_a_wall_clock_that_is_set_back_does_not_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scheduler's job does not run for an hour, but the monotonic timer still causes beats."""
    monkeypatch.setattr(module, "AsyncIOScheduler", SilentScheduler)
    monkeypatch.setattr(module, "AT_LEAST_EVERY", 0.05)
    ticks = []
    four_times = asyncio.Event()

    async def tick() -> bool:
        ticks.append(1)
        if len(ticks) == 4:
            four_times.set()
        return False

    async with beating(tick):
        await within(four_times.wait())


def test_the_promise_is_a_second_and_a_half() -> None:
    """The longest time without a beat, whatever the wall clock does."""
    assert module.AT_LEAST_EVERY <= 1.5


async def test_the_scheduler_beats_once_a_second_and_drops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One job, coalesced, without a grace time after which it would be dropped."""
    made: list[SilentScheduler] = []

    def make(**options: Any) -> SilentScheduler:
        made.append(SilentScheduler())
        return made[-1]

    monkeypatch.setattr(module, "AsyncIOScheduler", make)

    async def tick() -> bool:
        return False

    async with beating(tick):
        await asyncio.sleep(0)

    [scheduler] = made
    assert scheduler.options == {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    assert isinstance(scheduler.trigger, EverySecond)


@pytest.mark.parametrize("slept", [0.5, 3600, 30 * 86_400])
def test_after_a_sleep_the_scheduler_counts_no_missed_seconds(slept: float) -> None:
    """The next beat is a second ahead, however long the last one is ago."""
    before = datetime(2026, 11, 23, 12, tzinfo=UTC)
    now = before + timedelta(seconds=slept)

    assert EverySecond().get_next_fire_time(None, now) == now
    assert EverySecond().get_next_fire_time(before, now) == now + timedelta(seconds=1)


async def test_the_real_scheduler_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    """The beat comes without a wake-up."""
    monkeypatch.setattr(module, "AT_LEAST_EVERY", 3600.0)
    beaten = asyncio.Event()

    async def tick() -> bool:
        beaten.set()
        return False

    async with beating(tick):
        await within(beaten.wait())


async def test_the_scheduler_wakes_it_in_the_event_loop(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An event of asyncio belongs to its loop; in debug mode the loop refuses every other thread."""
    monkeypatch.setattr(module, "AT_LEAST_EVERY", 3600.0)
    asyncio.get_running_loop().set_debug(True)
    beaten = asyncio.Event()
    threads = set[int]()

    class Woken(Beat):
        def wake(self) -> None:
            threads.add(threading.get_ident())
            super().wake()

    async def tick() -> bool:
        beaten.set()
        return False

    beat = Woken(Wall(), tick)
    running = asyncio.create_task(beat.run())
    await within(beaten.wait())
    beat.stop()
    await within(running)

    assert threads == {threading.get_ident()}
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_a_stop_lets_the_tick_under_way_finish() -> None:
    """After the stop there is no other beat."""
    ended = []
    is_under_way = asyncio.Event()

    async def tick() -> bool:
        is_under_way.set()
        await asyncio.sleep(0.05)
        ended.append(1)
        return True

    async with beating(tick) as (beat, _):
        beat.wake()
        await within(is_under_way.wait())

    assert ended == [1]


async def test_a_stop_just_before_the_job_runs_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    async def tick() -> bool:
        return False

    loop, beat = asyncio.get_running_loop(), Beat(Wall(), tick)
    running = asyncio.create_task(beat.run())
    await asyncio.sleep(0.1)  # the job of the start has run

    def stand_still() -> None:
        # When this is over, the job is due. The beat ends in the turn of the loop that submits it.
        time.sleep(module.EVERY - 0.06)
        loop.call_soon(beat.stop)

    loop.call_soon(stand_still)
    await within(running)
    await asyncio.sleep(0.1)  # the scheduler ends a turn later

    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []
