"""The beat: wakes `keep_time` once a second, and between beats at the earliest due moment.

Only the database knows what is due, so a beat may come early, late or twice without harm.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.ports import is_logged

log = logging.getLogger(__name__)

EVERY = 1.0  # seconds
SOON = 0.02  # seconds
# Seconds on the monotonic clock, a little more than EVERY. The scheduler reads the wall clock; if that is set
# back, it wakes nobody.
AT_LEAST_EVERY = 1.1


class Until(Protocol):
    """Says how far away a moment of people's time is."""

    def real_seconds_until(self, moment: datetime) -> float:
        """Return the real seconds until `moment`; below zero: past."""


class EverySecond(BaseTrigger):  # type: ignore[misc]  # the library has no types
    """The moments of the scheduler's job.

    With the library's own interval the scheduler lists each second that it has missed. After a month this
    takes seconds, and everything waits. A machine that starts with its clock in 1970 runs out of memory.
    """

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """Return when the job runs next."""
        return now if previous is None else now + timedelta(seconds=EVERY)


class Beat:
    """Calls `tick` at the right moments, one call at a time."""

    def __init__(self, clock: Until, tick: Callable[[], Awaitable[bool]]) -> None:
        """`tick` returns whether more is due at once."""
        self._clock = clock
        self._tick = tick
        self._due: datetime | None = None
        self._wake = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None
        self._is_stopping = False

    def note_due(self, due: datetime | None) -> None:
        """Remember the earliest due moment, and wake up at it."""
        self._due = due
        self._arm()

    def wake(self) -> None:
        """Beat now. Call it in the event loop."""
        self._wake.set()

    async def run(self) -> None:
        """Beat until stopped."""
        scheduler = AsyncIOScheduler(timezone="UTC")
        scheduler.add_job(
            self._wake_up, EverySecond(), misfire_grace_time=None, coalesce=True, max_instances=1
        )
        scheduler.start()
        try:
            while not self._is_stopping:
                await self._beat()
        finally:
            self._disarm()
            await _shut_down(scheduler)

    def stop(self) -> None:
        """Let the current beat finish and beat no more."""
        self._is_stopping = True
        self._wake.set()

    async def _wake_up(self) -> None:
        # The scheduler runs coroutines in the event loop, and functions in a thread. `wake` needs the loop.
        self.wake()

    async def _beat(self) -> None:
        try:
            async with asyncio.timeout(AT_LEAST_EVERY):
                await self._wake.wait()
        except TimeoutError:
            pass
        self._wake.clear()
        if self._is_stopping:
            return
        try:
            if await self._tick():
                self._wake.set()
        except Exception as error:
            if not is_logged(error):
                log.exception("A beat failed; the next one tries again.")

    def _arm(self) -> None:
        self._disarm()
        if self._due is None:
            return
        seconds = self._clock.real_seconds_until(self._due)
        # The due moment may have passed already, during a commit. Then beat soon, but not in a tight loop.
        if seconds < AT_LEAST_EVERY:
            self._timer = asyncio.get_running_loop().call_later(max(seconds, SOON), self.wake)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


async def _shut_down(scheduler: AsyncIOScheduler) -> None:
    """Stop the scheduler. A job that was submitted and has not begun runs first.

    The shutdown would cancel it, and the library would call that an error.
    """
    scheduler.pause()
    await asyncio.sleep(0)
    scheduler.shutdown(wait=False)
