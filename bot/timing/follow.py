"""Following a playground's clock over HTTP, and telling it when something is due next."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from bot.timing.clock import MovedClock

log = logging.getLogger(__name__)

LEAST_APART = 0.2  # seconds between questions, in case the clock answers before it has moved
AFTER_FAILURE = 1.0  # seconds
TIMEOUT = aiohttp.ClientTimeout(total=40, connect=5)


class ClockFollower:
    """Keeps a MovedClock equal to the clock at `url`."""

    def __init__(self, url: str, clock: MovedClock, on_moved: Callable[[], None]) -> None:
        self._url = url
        self._clock = clock
        self._on_moved = on_moved
        self._version: object = None
        # What is due next, and what the clock at `url` was told; empty: not known yet. A clock that has moved
        # is told again, since it may be the clock of another playground.
        self._due: tuple[datetime | None, ...] = ()
        self._told: tuple[datetime | None, ...] = ()
        self._news = asyncio.Event()

    async def read_once(self) -> None:
        """Set the clock once. aiohttp.ClientError, TimeoutError, ValueError: `url` answers as no clock."""
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            await self._read(session, {})
        self._clock.set_back_by()  # nobody has read the clock before, so nothing has to move with it

    async def run(self) -> None:
        """Follow until cancelled. While `url` does not answer, the clock runs on at its last speed."""
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session, asyncio.TaskGroup() as tasks:
            tasks.create_task(self._tell(session))
            while True:
                started = time.monotonic()
                try:
                    moved = await self._read(session, {"after": str(self._version)})
                except (aiohttp.ClientError, TimeoutError, ValueError):
                    await asyncio.sleep(AFTER_FAILURE)
                    continue
                if moved:
                    self._on_moved()
                    self._told = ()
                    self._news.set()
                await asyncio.sleep(max(0.0, LEAST_APART - (time.monotonic() - started)))

    def note_due(self, due: datetime | None) -> None:
        """Tell the clock at `url` when something is due next."""
        self._due = (due,)
        self._news.set()

    async def _read(self, session: aiohttp.ClientSession, params: dict[str, str]) -> bool:
        asked = time.monotonic()
        async with session.get(self._url, params=params) as response:
            response.raise_for_status()
            facts = await response.json()
            took = time.monotonic() - asked
        now, speed = _reading(facts)
        # The first question is answered at once: the clock was read about half that time ago. The others are
        # answered when the clock moves, so their answer is fresh.
        way = 0.0 if params else took / 2
        moved = facts.get("version") != self._version or "version" not in facts
        if moved:
            self._clock.move(now + timedelta(seconds=way * speed), speed)
        self._version = facts.get("version")
        return moved

    async def _tell(self, session: aiohttp.ClientSession) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            if self._told == self._due:
                continue
            self._told = self._due
            [due] = self._due
            try:
                await self._post(session, due)
            except (aiohttp.ClientError, TimeoutError):
                self._told = ()
                await asyncio.sleep(AFTER_FAILURE)
                self._news.set()

    async def _post(self, session: aiohttp.ClientSession, due: datetime | None) -> None:
        body = {"next_due": due.isoformat() if due else None}
        async with session.post(self._url, json=body) as response:
            response.raise_for_status()


def _reading(facts: Any) -> tuple[datetime, float]:
    """Return the moment and the speed in a clock's answer; ValueError if it is none."""
    try:
        return datetime.fromisoformat(facts["now"]).astimezone(UTC), float(facts["speed"])
    except (KeyError, TypeError) as error:
        raise ValueError("this is not a clock's answer") from error
