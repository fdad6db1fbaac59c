"""A typed text in the shapes in which it is compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from bot.reading.line import has_question_mark
from bot.reading.words import count, sign
from bot.reading.writing import Writing

_CLAUSES = re.compile(r"[^\w\s'’‘`´-]+")
_LONG_DRAWN = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_THREE = re.compile(r"([a-z])\1\1")  # the same in small plain letters, which takes a quarter of the time
_CUT = " . "  # replaces what was cut out, so that the words around it do not become one phrase


class Typed:
    """A text, and the shapes of it that are compared with forms.

    What few lines need is made when it is asked for.

    `not_meant`: phrases (normal) that are no call, by their first words.
    """

    def __init__(self, text: str, writing: Writing, not_meant: Mapping[str, Sequence[str]]) -> None:
        self.text = text
        self.plain = writing.normal(text)  # normal
        self.count = count(self.plain)  # of words
        self._writing = writing
        self._not_meant = not_meant
        self._short: Typed | None = None

    @property
    def first(self) -> str:
        """The first word."""
        return self.plain.partition(" ")[0]

    @property
    def is_question(self) -> bool:
        """Is there a question mark?"""
        return has_question_mark(self.text)

    @property
    def short(self) -> Typed:
        """The text with letters that are repeated for emphasis written once."""
        if self._short is None:  # a `cached_property` takes a lock, and each line is asked
            short = shortened(self.text)
            self._short = self if short == self.text else Typed(short, self._writing, self._not_meant)
        return self._short

    @cached_property
    def sign(self) -> str:
        """The sign of the number with which the text begins: "+", "-" or nothing."""
        return sign(self.text)

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """The parts of the text between its signs (normal)."""
        return tuple(filter(None, map(self._writing.normal, _CLAUSES.split(self.text))))

    @cached_property
    def meant(self) -> str:
        """The text (normal) without phrases that are no call: "don't stop"."""
        said = f" {self.plain} "
        firsts = self._not_meant.keys() & self.plain.split()
        held = [phrase for word in firsts for phrase in self._not_meant[word] if f" {phrase} " in said]
        if not held:  # most lines hold none
            return self.plain
        clauses = [f" {part} " for part in self.clauses]
        for phrase in held:
            clauses = [clause.replace(f" {phrase} ", _CUT) for clause in clauses]
        return " ".join(" ".join(clauses).split())


def shortened(text: str) -> str:
    """Return `text` with letters that are repeated for emphasis written once: `STOOOPPP` is `STOP`."""
    if text.isascii() and _THREE.search(text.lower()) is None:
        return text  # as most texts
    return _LONG_DRAWN.sub(r"\1", text)
