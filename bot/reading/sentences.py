"""A text as words, with the places where its sentences and its clauses end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from bot.reading.words import with_commas
from bot.reading.writing import Writing

Each = TypeVar("Each")

_MARKS = re.compile(r"([;!?…\n。！？；]+|\.(?!\d)|[,，、:()]+)")
_COMMAS = frozenset(",，、:()")
_TEXTS = 4  # that are remembered: the Readers of all languages ask for both ends of a text
_MOST_WORDS = 200  # at each end of a text; what stands between is not looked at
_MOST_PIECES = 300  # a text with more marks is a picture or a code; its rest counts as one piece


@dataclass(frozen=True, slots=True)
class Sentences:
    """The words (normal) of a text, and for each word the number of its sentence and of its clause."""

    words: tuple[str, ...]
    sentence: tuple[int, ...]
    clause: tuple[int, ...]

    def are_one(self, first: int, last: int) -> bool:
        """Are the words at these places in one sentence?"""
        return self.sentence[first] == self.sentence[last]


def sentences(text: str, writing: Writing) -> Sentences:
    """Return the words of `text`, with its sentences and clauses."""
    words: list[str] = []
    sentence: list[int] = []
    clause: list[int] = []
    for piece, its_sentence, its_clause in _pieces(text):
        said = writing.normal(piece).split()
        words += said
        sentence += [its_sentence] * len(said)
        clause += [its_clause] * len(said)
    if len(words) > 2 * _MOST_WORDS:
        words, sentence, clause = _ends(words), _ends(sentence), _ends(clause)
        sentence[_MOST_WORDS:] = [each + 1 for each in sentence[_MOST_WORDS:]]  # no sentence goes on there
    return Sentences(tuple(words), tuple(sentence), tuple(clause))


@lru_cache(_TEXTS)
def _pieces(text: str) -> Sequence[tuple[str, int, int]]:
    """Return the pieces of `text` between marks, each with the numbers of its sentence and of its clause."""
    found: list[tuple[str, int, int]] = []
    sentence = clause = 0
    for at, piece in enumerate(_MARKS.split(with_commas(text), _MOST_PIECES)):
        if at % 2:  # a mark
            clause += 1
            sentence += piece[0] not in _COMMAS
        elif piece:
            found.append((piece, sentence, clause))
    return found


def _ends(row: list[Each]) -> list[Each]:
    return row[:_MOST_WORDS] + row[-_MOST_WORDS:]
