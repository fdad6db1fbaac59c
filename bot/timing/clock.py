"""The two clocks: people's time, which a playground may move, and wire time, which is always real."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.ports import Now

JITTER = timedelta(seconds=1)  # how late, in real time, a healthy process may wake up
STEP = timedelta(seconds=1)  # a smaller difference is drift: nobody has set the clock


def _wall() -> datetime:
    return datetime.now(UTC)


class SystemClock:
    """A clock whose people's time is real time. It notices when the machine's clock is set back."""

    def __init__(
        self, wall: Callable[[], datetime] = _wall, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._began = self._seen = (wall(), monotonic())

    def now(self) -> Now:
        """Read both clocks. Wire time is monotonic: setting the wall clock makes no wait longer."""
        began, since = self._began
        wire = began + timedelta(seconds=self._monotonic() - since)
        return Now(people=self._wall(), wire=wire, jitter=JITTER)

    def set_back_by(self) -> timedelta:
        """Return how far the clock was set back since the last call; zero if it was not."""
        wall, monotonic = self._wall(), self._monotonic()
        expected = self._seen[0] + timedelta(seconds=monotonic - self._seen[1])
        self._seen = (wall, monotonic)
        behind = expected - wall
        return behind if behind > STEP else timedelta(0)

    def real_seconds_until(self, moment: datetime) -> float:
        """Return how many real seconds are left until `moment` of people's time; below zero: past."""
        return (moment - self._wall()).total_seconds()

    async def sleep(self, seconds: float) -> None:
        """Wait for real `seconds`."""
        await asyncio.sleep(seconds)

    async def pause(self, seconds: float) -> None:
        """Wait for `seconds` of people's time."""
        await asyncio.sleep(seconds)


class MovedClock:
    """A clock whose people's time can be moved and made faster at any time."""

    def __init__(
        self, wall: Callable[[], datetime] = _wall, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._base = self._began = (wall(), monotonic())
        self._speed = 1.0
        self._set_back = timedelta(0)
        self._moved = asyncio.Event()

    def move(self, now: datetime, speed: float) -> None:
        """Set people's time to `now`; from then on it runs at `speed`."""
        before = self._people()
        if before - now > STEP * max(speed, self._speed):
            self._set_back += before - now
        self._base = (now, self._monotonic())
        self._speed = speed
        self._moved.set()
        self._moved = asyncio.Event()

    def now(self) -> Now:
        """Read both clocks."""
        began, since = self._began
        wire = began + timedelta(seconds=self._monotonic() - since)
        return Now(people=self._people(), wire=wire, jitter=JITTER * self._speed)

    def set_back_by(self) -> timedelta:
        """Return how far people's time was set back since the last call; zero if it was not."""
        by, self._set_back = self._set_back, timedelta(0)
        return by

    def real_seconds_until(self, moment: datetime) -> float:
        """Return how many real seconds are left until `moment` of people's time; below zero: past."""
        return (moment - self._people()).total_seconds() / self._speed

    async def sleep(self, seconds: float) -> None:
        """Wait for real `seconds`."""
        await asyncio.sleep(seconds)

    async def pause(self, seconds: float) -> None:
        """Wait for `seconds` of people's time, also if its speed changes meanwhile."""
        until = self._people() + timedelta(seconds=seconds)
        while (left := self.real_seconds_until(until)) > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._moved.wait()
            # If people's time was set back, do not wait longer than was asked for.
            until = min(until, self._people() + timedelta(seconds=seconds))

    def _people(self) -> datetime:
        base, since = self._base
        return base + timedelta(seconds=(self._monotonic() - since) * self._speed)
