"""Clocks that a test moves, a sender whose outcomes a test chooses, and a storage that fails."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeVar

from bot.domain.ids import ChatId, MessageId
from bot.ports import Now, Outcome, Rank, Row, Sent, Storage, Work

T = TypeVar("T")

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class JumpingClock:
    """People's time stands still; each pause moves it to the end of that pause at once."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> Now:
        return Now(people=self.at, wire=self.at)

    def set_back_by(self) -> timedelta:
        return timedelta(0)

    def undo_set_back(self, by: timedelta) -> None:
        raise AssertionError("this clock is never set back")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)

    async def pause(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class HastyClock(JumpingClock):
    """Pauses end slightly too early, as they may when another clock measures them."""

    async def pause(self, seconds: float) -> None:
        await super().pause(seconds - 0.001 if seconds > 0.002 else seconds)


class StillClock(JumpingClock):
    """Time never moves: a pause of half a second or more lasts until the test is over."""

    async def pause(self, seconds: float) -> None:
        await asyncio.sleep(0 if seconds < 0.5 else 3600)


class SetForwardClock(StillClock):
    """The machine's clock, which steady time does not follow, is set forward by `ahead`."""

    ahead = timedelta(0)

    def now(self) -> Now:
        return Now(people=self.at + self.ahead, wire=self.at)


class PatientClock(JumpingClock):
    """A pause of more than half a second lasts until the test has moved time to its end."""

    def __init__(self) -> None:
        super().__init__()
        self._moved = asyncio.Condition()

    async def moves(self, seconds: float) -> None:
        """Let time pass."""
        async with self._moved:
            self.at += timedelta(seconds=seconds)
            self._moved.notify_all()

    async def pause(self, seconds: float) -> None:
        until = self.at + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        if seconds > 0.5:
            async with self._moved:
                await self._moved.wait_for(lambda: self.at >= until)


class ObedientSender:
    """Returns what `outcome` returns; while `gate` is closed, calls stay in flight."""

    def __init__(self, outcome: Callable[[Row], Outcome] | None = None) -> None:
        self._numbers: Iterator[int] = count(1)
        self.outcome = outcome or (lambda row: Sent(MessageId(next(self._numbers))))
        self.rows: list[Row] = []
        self.in_flight: list[Row] = []
        self.most_in_flight = 0
        self.healthy = True
        self.news = asyncio.Condition()  # notified at every call
        self.gate = asyncio.Event()
        self.gate.set()

    async def send(self, row: Row) -> Outcome:
        assert row.chat not in [other.chat for other in self.in_flight], "two calls in one chat"
        self.rows.append(row)
        self.in_flight.append(row)
        self.most_in_flight = max(self.most_in_flight, len(self.in_flight))
        try:
            async with self.news:
                self.news.notify_all()
            await self.gate.wait()
        finally:
            self.in_flight.remove(row)
        return self.outcome(row)

    async def is_healthy(self) -> bool:
        return self.healthy


class Flaky:
    """A storage that refuses the next `fails` units of work, or keeps nothing of the next `fails_after`."""

    def __init__(self, storage: Storage, fails: int = 0) -> None:
        self.answering = storage.answering
        self._run = storage.run  # kept, so that a test may put `run` of this storage in its place
        self.fails = fails
        self.fails_after = 0
        self.has_run = threading.Event()  # set once a unit has run; its commit comes after that

    async def run(
        self,
        do: Callable[[Work], T],
        *,
        kept: Callable[[T], None] | None = None,
        undone: Callable[[], None] | None = None,
        chats: Collection[ChatId] = (),
        rank: Rank = Rank.usual,
    ) -> T:
        """Run the unit, or say that the disk is full."""
        if self.fails:
            self.fails -= 1
            raise OSError("disk full")
        fails_after, self.fails_after = self.fails_after, max(self.fails_after - 1, 0)

        def unit(work: Work) -> T:
            result = do(work)
            self.has_run.set()
            if fails_after:
                raise OSError("disk full")
            return result

        return await self._run(unit, kept=kept, undone=undone, chats=chats, rank=rank)
