"""Can this process do its work? Database, tables, updates, messages; with a plain reason for each no."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ports import CannotWrite, Clock, Feeder
from bot.ports.load import Group, Load
from bot.storage.guarded import Guarded

KEPT = timedelta(seconds=1)  # how long one look is the answer to all questions
DATABASE_MAY_TAKE = 5.0  # seconds
LAG_MAY_BE = timedelta(seconds=60)
WAITED_FOR = (Group.replies, Group.session)  # other messages may wait long for the pace, as they should


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at a moment. No `reasons`: the process is ready. No `load`: the database did not tell."""

    at: datetime
    reasons: tuple[str, ...]
    load: Load | None = None


class Readiness:
    """Looks at the parts of a running bot; how often it is asked makes no difference to the database."""

    def __init__(self, storage: Guarded, feeder: Feeder, clock: Clock) -> None:
        self._storage = storage
        self._feeder = feeder
        self._clock = clock
        self._turn = asyncio.Lock()
        self._last: Look | None = None

    async def look(self) -> Look:
        """Return what there is to see."""
        async with self._turn:
            now = self._clock.now().wire
            if self._last is None or now - self._last.at >= KEPT:
                self._last = await self._look(now)
            return self._last

    async def _look(self, now: datetime) -> Look:
        trouble = self._storage.condition.trouble
        if trouble is not None:
            return Look(now, (f"The database cannot be written. {trouble.value}", *self._feeder_trouble()))
        try:
            async with asyncio.timeout(DATABASE_MAY_TAKE):
                load = await self._storage.run(lambda work: work.load(self._clock.now()))
        except TimeoutError:
            return Look(now, ("The database does not answer.", *self._feeder_trouble()))
        except CannotWrite as problem:
            return Look(now, (str(problem), *self._feeder_trouble()))
        return Look(now, (*_troubles(load), *self._feeder_trouble()), load)

    def _feeder_trouble(self) -> Iterator[str]:
        if said := self._feeder.trouble():
            yield said


def _troubles(load: Load) -> Iterator[str]:
    if not load.has_newest_tables:
        yield "The tables are not of this version of Unknot."
    lag = max(load.queues[group].lag for group in WAITED_FOR)
    if lag > LAG_MAY_BE:
        yield f"Answers have waited for {lag.total_seconds():.0f} s."
    if load.overdue > LAG_MAY_BE:
        yield f"Steps and reminders are {load.overdue.total_seconds():.0f} s late."
