"""The log of Bot API calls, which the control API and the page show; it never holds a token."""

from __future__ import annotations

from collections import deque
from itertools import islice, takewhile

from telegram_playground.errors import Json

KEPT = 2000


class Calls:
    """The newest calls, oldest first."""

    def __init__(self) -> None:
        self.kept: deque[Json] = deque(maxlen=KEPT)
        self._next = 1

    def add(self, call: Json) -> Json:
        """Keep one call, as the control API shows it, and return it with its id."""
        kept: Json = {"id": self._next, **call}
        self._next += 1
        self.kept.append(kept)
        return kept

    def after(self, number: int) -> list[Json]:
        """Return the calls that are newer than the one of this id."""
        newer = list(takewhile(lambda call: call["id"] > number, reversed(self.kept)))
        return newer[::-1]

    def newest(self, count: int) -> list[Json]:
        return list(islice(self.kept, max(0, len(self.kept) - count), None))
