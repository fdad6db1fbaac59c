"""How many reminders are rung in one unit of work: as many as take about 10 ms of CPU.

While a unit of work runs, answers wait, so it must be short. But each unit has a commit, and asks its
questions once for all of its chats. So each ring costs less in a larger unit.

A unit also waits: for a database that is far away, or for its turn on a busy machine. If it has taken long by
the wall, the next one is smaller. But most of such a wait is for what each unit does once, so a small unit
would hardly be shorter: only large ones become smaller.
"""

from __future__ import annotations

import time
from collections.abc import Callable

WANTED = 0.01  # seconds of CPU of a unit
LONG = 0.05  # seconds by the wall
LEAST, MOST = 5, 200
STILL_LARGE = 25  # a unit that takes long by the wall makes no portion smaller than this


class Portion:
    """Measures units of work, and says how many reminders the next one rings."""

    def __init__(
        self,
        seconds: Callable[[], float] = time.thread_time,
        wall: Callable[[], float] = time.monotonic,
    ) -> None:
        """`seconds`: CPU time. On a busy machine larger units help: they leave more of it to others."""
        self._size = LEAST
        self._seconds = seconds
        self._wall = wall

    def start(self) -> tuple[int, Callable[[int, bool], None]]:
        """Begin to measure a unit. Return how many reminders it rings, and what to call at its end.

        That is called with how many reminders it has rung, and whether it was cut short since somebody waits.
        If it is not called, since the unit has failed, the next portion is the least. Else that is as large
        as fits by this measure, and at most twice as large as this one.
        """
        most, self._size = self._size, LEAST
        began, began_by_wall = self._seconds(), self._wall()

        def end(rung: int, was_cut: bool) -> None:
            took = self._seconds() - began
            was_long = self._wall() - began_by_wall > LONG
            if rung < most and not was_cut:
                return  # the next backlog begins with a small portion
            fits = MOST if took <= 0 else int(rung * WANTED / took)
            follows = min(2 * most, max(most // 2, STILL_LARGE)) if was_long else 2 * most
            self._size = max(LEAST, min(fits, follows, MOST))

        return most, end
