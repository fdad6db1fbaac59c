"""A typed text in the shapes in which it is compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.reading.words import holds, sign
from bot.reading.writing import Writing

_CLAUSES = re.compile(r"[^\w\s'’‘`´-]+")
_LONG_DRAWN = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_CUT = " . "  # replaces what was cut out, so that the words around it do not become one phrase


@dataclass(frozen=True, slots=True)
class Typed:
    """A text, and the shapes of it that are compared with forms."""

    text: str
    plain: str  # normal
    meant: str  # normal, clause by clause, without phrases that are no call: "don't stop"
    clauses: tuple[str, ...]  # normal: the parts of the text between its signs
    sign: str  # of the number with which the text begins: "+", "-" or nothing

    @property
    def first(self) -> str:
        """The first word."""
        return self.plain.partition(" ")[0]

    @property
    def is_question(self) -> bool:
        """Is there a question mark?"""
        return "?" in self.text or "？" in self.text


def typed(text: str, writing: Writing, not_meant: Mapping[str, Sequence[str]]) -> Typed:
    """Return `text` in the shapes in which it is compared.

    `not_meant`: phrases (normal) that are no call, by their first words.
    """
    plain = writing.normal(text)
    held = [
        phrase
        for word in not_meant.keys() & plain.split()
        for phrase in not_meant[word]
        if holds(plain, phrase)
    ]
    parts = tuple(filter(None, map(writing.normal, _CLAUSES.split(text))))
    if not held:  # most lines hold none
        return Typed(text, plain, plain, parts, sign(text))
    clauses = [f" {part} " for part in parts]
    for phrase in held:
        clauses = [clause.replace(f" {phrase} ", _CUT) for clause in clauses]
    return Typed(text, plain, " ".join(" ".join(clauses).split()), parts, sign(text))


def shortened(text: str) -> str:
    """Return `text` with letters that are repeated for emphasis written once: `STOOOPPP` is `STOP`."""
    return _LONG_DRAWN.sub(r"\1", text)
