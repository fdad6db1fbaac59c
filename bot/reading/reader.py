"""What every language offers: a Reader that reads its lines."""

from __future__ import annotations

from typing import Protocol

from bot.domain.catalogue import RedFlag
from bot.reading.line import Line


class Reader(Protocol):
    """Reads what people type in one language. No text makes a Reader fail; several threads may share one."""

    def read(self, text: str) -> Line:
        """Return all that `text` says; of a text longer than `LONGEST` only the beginning is read."""

    def find_red_flag(self, text: str) -> RedFlag | None:
        """Return the most urgent red flag that `text` (of any length) mentions, or None."""
