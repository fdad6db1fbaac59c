"""A clock that a test moves by hand."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.ports import Now

MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
JITTER = timedelta(seconds=1)


class HandClock:
    """`ports.Clock` that only moves by hand; waiting takes no time."""

    def __init__(self, at: datetime = MONDAY_NOON) -> None:
        self.at = at
        self._set_back = timedelta(0)
        self._rested = timedelta(0)
        self._behind = timedelta(0)  # wire time runs on the monotonic clock, and is never set back

    def now(self) -> Now:
        # As in the real clocks: people's time follows a step back once the bot has asked for it.
        people, wire = self.at + self._set_back, self.at + self._behind
        return Now(people, wire, JITTER, lead=-self._rested)

    def forward(self, by: timedelta) -> None:
        self.at += by

    def rest(self, by: timedelta) -> None:
        """Wire time passes, and people's time stands still."""
        self._behind += by
        self._rested += by

    def set_back(self, by: timedelta) -> None:
        """Somebody sets the machine's clock back."""
        self.at -= by
        self._set_back += by
        self._behind += by

    def set_back_by(self) -> timedelta:
        by, self._set_back = self._set_back, timedelta(0)
        return by

    def undo_set_back(self, by: timedelta) -> None:
        self._set_back += by

    def real_seconds_until(self, moment: datetime) -> float:
        return (moment - self.now().people).total_seconds()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)

    async def pause(self, seconds: float) -> None:
        await asyncio.sleep(0)


class PatientClock(HandClock):
    """A clock moved by hand; a pause in people's time lasts until the clock has been moved to its end."""

    def __init__(self, at: datetime = MONDAY_NOON) -> None:
        super().__init__(at)
        self._moves = asyncio.Event()

    def forward(self, by: timedelta) -> None:
        super().forward(by)
        self._moves.set()
        self._moves = asyncio.Event()

    async def pause(self, seconds: float) -> None:
        until = self.at + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        while self.at < until:
            await self._moves.wait()
