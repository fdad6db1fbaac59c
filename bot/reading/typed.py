"""A typed text in the shapes in which it is compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.words import holds, sign
from bot.reading.writing import Writing

_CLAUSES = re.compile(r"[^\w\s'’‘`´-]+")
_LONG_DRAWN = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_CUT = " . "  # in the place of what was cut out: the words before and after it must not become one phrase


@dataclass(frozen=True, slots=True)
class Typed:
    """A text and what is compared of it."""

    text: str
    plain: str  # normal
    meant: str  # normal, clause by clause, without phrases that say the contrary of a call: "don't stop"
    sign: str  # of the number with which the text begins: "+", "-" or nothing

    @property
    def first(self) -> str:
        """The first word."""
        return self.plain.partition(" ")[0]

    @property
    def is_question(self) -> bool:
        """Is there a question mark?"""
        return "?" in self.text or "？" in self.text


def typed(text: str, writing: Writing, not_meant: Sequence[str]) -> Typed:
    """Return `text` ready to be compared; `not_meant`: phrases (normal) that say the contrary of a call."""
    plain = writing.normal(text)
    clauses = [f" {writing.normal(clause)} " for clause in _CLAUSES.split(text)]
    for phrase in not_meant:
        if holds(plain, phrase):  # most lines hold none
            clauses = [clause.replace(f" {phrase} ", _CUT) for clause in clauses]
    return Typed(text, plain, " ".join(" ".join(clauses).split()), sign(text))


def shortened(text: str) -> str:
    """Return `text` with letters that are drawn out written once: `STOOOPPP` is `STOP`."""
    return _LONG_DRAWN.sub(r"\1", text)
