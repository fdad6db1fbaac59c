"""The protocol of a Reader. Each language has one, which reads its lines."""

from __future__ import annotations

from typing import Protocol

from bot.domain.dangers import RedFlag
from bot.reading.line import Line


class Reader(Protocol):
    """Reads what people type in one language. It never raises, and several threads may share one."""

    def read(self, text: str) -> Line:
        """Return all that `text` says; only its first `LONGEST` characters are read."""

    def may_read(self, text: str) -> bool:
        """May `text` have words of this language? False if no word of the language is in these letters."""

    def may_find(self, text: str) -> bool:
        """May `read` find anything in `text`? False: certainly not. This is faster than `read`."""

    def find_red_flag(self, text: str) -> RedFlag | None:
        """Return the most urgent red flag that `text` (of any length) mentions, or None."""
