"""A text as words, with the places where its sentences and its clauses end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.reading.words import with_commas, words_of_lines
from bot.reading.writing import Writing

_Piece = tuple[str, int, int]  # of a text between marks; the numbers of its sentence and of its clause

_MARKS = re.compile(r"([;!?…\n。！？；]+|\.(?!\d)|[,，、:()]+)")
_COMMAS = frozenset(",，、:()")
_TEXTS = 4  # that are remembered: the Readers of all languages ask for both ends of a text
_MOST_WORDS = 200  # at each end of a text; what stands between is not even cut into words
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
    """Return the words of `text`, with its sentences and clauses: of a long text those at both ends."""
    if not writing.rewrites:
        said = _plain_sentences(text)
        if writing.are_normal(said.words):
            return said  # as most texts
    pieces = _pieces(text)
    return _at_both_ends(pieces, lambda at: writing.normal(pieces[at][0]).split())


@lru_cache(_TEXTS)
def _plain_sentences(text: str) -> Sentences:
    """Return the same for a language without spellings of its own. To cut all pieces at once saves time."""
    pieces = _pieces(text)
    said = words_of_lines([piece.replace("\n", " ") for piece, _, _ in pieces])
    return _at_both_ends(pieces, said.__getitem__)


def _at_both_ends(pieces: Sequence[_Piece], words_of: Callable[[int], Sequence[str]]) -> Sentences:
    """Return the words at the beginning and at the end of a text; all of them, if there are few.

    `words_of`: the words of the piece at a place.
    """
    first = _until_enough(range(len(pieces)), words_of)
    last = _until_enough(range(len(pieces) - 1, len(first) - 1, -1), words_of)[::-1]
    words: list[str] = []
    sentence: list[int] = []
    clause: list[int] = []
    seen = (*pieces[: len(first)], *pieces[len(pieces) - len(last) :])
    for (_, its_sentence, its_clause), said in zip(seen, (*first, *last), strict=True):
        words += said
        sentence += [its_sentence] * len(said)
        clause += [its_clause] * len(said)
    if len(seen) < len(pieces) or len(words) > 2 * _MOST_WORDS:
        words = words[:_MOST_WORDS] + words[-_MOST_WORDS:]
        clause = clause[:_MOST_WORDS] + clause[-_MOST_WORDS:]
        behind = [each + 1 for each in sentence[-_MOST_WORDS:]]  # no sentence goes on there
        sentence = sentence[:_MOST_WORDS] + behind
    return Sentences(tuple(words), tuple(sentence), tuple(clause))


def _until_enough(places: Iterable[int], words_of: Callable[[int], Sequence[str]]) -> list[Sequence[str]]:
    """Return the words of one piece after the other, until there are so many that no more are searched."""
    several: list[Sequence[str]] = []
    left = _MOST_WORDS
    for place in places:
        if left <= 0:
            break
        several.append(words_of(place))
        left -= len(several[-1])
    return several


@lru_cache(_TEXTS)
def _pieces(text: str) -> Sequence[_Piece]:
    """Return the pieces of `text` between marks, each with the numbers of its sentence and of its clause."""
    found: list[_Piece] = []
    sentence = clause = 0
    for at, piece in enumerate(_MARKS.split(with_commas(text), _MOST_PIECES)):
        if at % 2:  # a mark
            clause += 1
            sentence += piece[0] not in _COMMAS
        elif piece:
            found.append((piece, sentence, clause))
    return found
