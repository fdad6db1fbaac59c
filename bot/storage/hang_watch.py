"""Notices a disk that does not answer, and not a process that had no time to run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LOOKS = 10  # SQLite itself waits for another program's lock for five seconds
EVERY = 1.0  # seconds between two looks


class HangWatch:
    """Calls `note` when somebody waits, and nothing was finished between LOOKS looks, EVERY seconds apart.

    It counts looks and not seconds. A process that was stopped, or a machine that slept, looks once when it
    goes on, however long that was. A long queue is no hanging disk either: each unit of work that is finished
    starts the count again.
    """

    def __init__(self, note: Callable[[], None]) -> None:
        self._note = note
        self._waiting = 0
        self._finished = 0
        self._next: asyncio.TimerHandle | None = None

    @contextmanager
    def waits(self) -> Iterator[None]:
        """Watch while the caller waits for the disk."""
        self._waiting += 1
        if self._next is None:
            self._look_later(self._finished, 0)
        try:
            yield
        finally:
            self._waiting -= 1
            self._finished += 1
            if not self._waiting and self._next is not None:
                self._next.cancel()
                self._next = None

    def _look_later(self, finished: int, looks: int) -> None:
        self._next = asyncio.get_running_loop().call_later(EVERY, self._look, finished, looks)

    def _look(self, finished: int, looks: int) -> None:
        looks = looks + 1 if finished == self._finished else 0
        if looks == LOOKS:
            self._note()
            looks = 0
        self._look_later(self._finished, looks)
