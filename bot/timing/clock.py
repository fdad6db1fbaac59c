"""The clocks: people's time, which can be set, and wire time, which is always real and never goes back."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.ports import Now

JITTER = timedelta(seconds=1)  # how late, in real time, a healthy process may wake up
STEP = timedelta(seconds=1)  # a smaller difference is drift: nobody has set the clock
_STEP = STEP.total_seconds()


def _clock_that_counts_sleep() -> int | None:
    """Return the clock that goes on while the machine sleeps. `time.monotonic` stands still meanwhile.

    None: there is no such clock. Only Linux has one, and a sandbox may not know it.
    """
    number: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    if number is None:
        return None
    try:
        time.clock_gettime(number)
    except OSError:
        return None
    return number


_COUNTS_SLEEP = _clock_that_counts_sleep()


def _wall() -> datetime:
    return datetime.now(UTC)


_monotonic = time.monotonic if _COUNTS_SLEEP is None else partial(time.clock_gettime, _COUNTS_SLEEP)


class SystemClock:
    """A clock whose people's time is real time. It notices when the machine's clock is set back.

    It is read in the event loop and on the storage's thread.
    """

    def __init__(
        self, wall: Callable[[], datetime] = _wall, monotonic: Callable[[], float] = _monotonic
    ) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._began = self._seen = (wall(), monotonic())
        self._set_back = timedelta(0)  # steps back that nobody has asked for yet

    def now(self) -> Now:
        """Read the clocks. Wire time is monotonic: setting the wall clock makes no wait longer."""
        with self._lock:
            wall, monotonic = self._look()
            began, since = self._began
            wire = began + timedelta(seconds=monotonic - since)
            return Now(people=wall + self._set_back, wire=wire, jitter=JITTER)

    def set_back_by(self) -> timedelta:
        """Return how far the clock was set back since the last call; people's time follows it now."""
        with self._lock:
            self._look()
            by, self._set_back = self._set_back, timedelta(0)
            return by

    def undo_set_back(self, by: timedelta) -> None:
        """Let people's time go on as before a step back `by`, until the next call of `set_back_by`."""
        with self._lock:
            self._set_back += by

    def real_seconds_until(self, moment: datetime) -> float:
        """Return how many real seconds are left until `moment` of people's time; below zero: past."""
        return (moment - self.now().people).total_seconds()

    async def sleep(self, seconds: float) -> None:
        """Wait for real `seconds`."""
        await asyncio.sleep(seconds)

    async def pause(self, seconds: float) -> None:
        """Wait for `seconds` of people's time."""
        await asyncio.sleep(seconds)

    def _look(self) -> tuple[datetime, float]:
        """Read both clocks of the machine and compare them with the last reading."""
        # Between two readings the process may stand still. The wall clock is read between two readings of
        # the monotonic clock, and the shorter time counts: a delay must not look like a step back.
        before, wall, monotonic = self._monotonic(), self._wall(), self._monotonic()
        seen, since = self._seen
        if (seen - wall).total_seconds() + before - since > _STEP:  # mostly not: so it is told in numbers
            self._set_back += seen + timedelta(seconds=before - since) - wall
        self._seen = (wall, monotonic)
        return wall, monotonic


@dataclass(frozen=True, slots=True)
class _Course:
    """How people's time runs from a moment of the monotonic clock on, and the same without steps back."""

    people: datetime
    steady: datetime
    since: float
    speed: float

    def at(self, monotonic: float) -> tuple[datetime, datetime]:
        """Return people's time and steady time."""
        passed = timedelta(seconds=(monotonic - self.since) * self.speed)
        return self.people + passed, self.steady + passed


class MovedClock:
    """A clock whose people's time can be moved and made faster at any time.

    It is read in the event loop and on the storage's thread, and moved in the event loop.
    """

    def __init__(
        self, wall: Callable[[], datetime] = _wall, monotonic: Callable[[], float] = _monotonic
    ) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._began = began, since = (wall(), monotonic())
        self._course = _Course(began, began, since, speed=1.0)
        self._set_back = timedelta(0)  # steps back that nobody has asked for yet
        self._moved = asyncio.Event()

    def move(self, now: datetime, speed: float) -> None:
        """Set people's time to `now`; from then on it runs at `speed`."""
        with self._lock:
            monotonic = self._monotonic()
            before, steady = self._course.at(monotonic)
            if before - now > STEP * max(speed, self._course.speed):
                self._set_back += before - now
            steady += max(now - before, timedelta(0))
            self._course = _Course(now, steady, monotonic, speed)
        self._moved.set()
        self._moved = asyncio.Event()

    def now(self) -> Now:
        """Read the clocks."""
        with self._lock:
            monotonic = self._monotonic()
            people, steady = self._course.at(monotonic)
            began, since = self._began
            wire = began + timedelta(seconds=monotonic - since)
            return Now(people + self._set_back, wire, JITTER * self._course.speed, steady - wire)

    def set_back_by(self) -> timedelta:
        """Return how far people's time was set back since the last call; it follows that step now."""
        with self._lock:
            by, self._set_back = self._set_back, timedelta(0)
            return by

    def undo_set_back(self, by: timedelta) -> None:
        """Let people's time go on as before a step back `by`, until the next call of `set_back_by`."""
        with self._lock:
            self._set_back += by

    def real_seconds_until(self, moment: datetime) -> float:
        """Return how many real seconds are left until `moment` of people's time; below zero: past."""
        return (moment - self.now().people).total_seconds() / self._course.speed

    async def sleep(self, seconds: float) -> None:
        """Wait for real `seconds`."""
        await asyncio.sleep(seconds)

    async def pause(self, seconds: float) -> None:
        """Wait for `seconds` of people's time, also if its speed changes or it is moved meanwhile."""
        until = self.now().steady + timedelta(seconds=seconds)
        while (left := (until - self.now().steady).total_seconds() / self._course.speed) > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._moved.wait()


def clock_by(wall: Callable[[], datetime] | None, *, moved: bool) -> SystemClock | MovedClock:
    """Return a clock that goes by `wall`, or by the machine's; `moved`: people's time can be set."""
    kind = MovedClock if moved else SystemClock
    return kind() if wall is None else kind(wall)
