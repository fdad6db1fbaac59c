"""The rows whose calls come next: the most urgent first, also if others were claimed before it."""

from __future__ import annotations

import asyncio
from heapq import heappop, heappush
from itertools import count

from bot.ports import Row


class Leaving(asyncio.Queue[Row]):
    """A queue of claimed rows. An answer does not wait until all reminders that leave with it have begun."""

    def _init(self, maxsize: int) -> None:
        self._queue: list[tuple[int, int, Row]] = []  # lane, place in the order of claims, row
        self._places = count()

    def _put(self, item: Row) -> None:
        heappush(self._queue, (item.lane, next(self._places), item))

    def _get(self) -> Row:
        return heappop(self._queue)[2]
