"""Judges a Reader by lines with what is right for each: what comes back first?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

LINES = Path(__file__).parent / "lines"


@dataclass(frozen=True, slots=True)
class Judged:
    """A typed line. `right`: the answers that count, several with `|`."""

    right: str
    in_session: bool
    kind: str
    text: str

    @property
    def is_for_judging(self) -> bool:
        """Does the line belong to the half that nothing was tuned on?"""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1


def judged_lines(name: str) -> list[Judged]:
    """Return the lines of a table in `lines/`."""
    _, *rows = (LINES / name).read_text(encoding="utf-8").splitlines()
    split = (row.split("\t") for row in rows)
    return [Judged(right, session == "1", kind, text) for right, session, kind, text in split]
