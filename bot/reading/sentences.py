"""A text as words, with the places where its sentences and its clauses end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

from bot.reading.words import with_commas
from bot.reading.writing import Writing

# A piece of a text between marks, or a word: behind it the numbers of its sentence and of its clause.
_Piece = tuple[str, int, int]
_Word = tuple[str, int, int]

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
    pieces = _pieces(text)
    short = _of_short(pieces, writing) if len(text) < 2 * _MOST_WORDS else None
    return _of_both_ends(pieces, writing) if short is None else short


def _of_short(pieces: Sequence[_Piece], writing: Writing) -> Sentences | None:
    """Return all words of a text; None: it has too many. Most texts are short, and this takes less time."""
    words: list[str] = []
    sentence: list[int] = []
    clause: list[int] = []
    for text, its_sentence, its_clause in pieces:
        said = writing.normal(text).split()
        words += said
        sentence += [its_sentence] * len(said)
        clause += [its_clause] * len(said)
    return Sentences(tuple(words), tuple(sentence), tuple(clause)) if len(words) <= _MOST_WORDS else None


def _of_both_ends(pieces: Sequence[_Piece], writing: Writing) -> Sentences:
    """Return the words at the beginning and at the end of a text; all of them, if there are few."""
    first: list[_Word] = []
    behind: list[_Word] = []
    at, end = 0, len(pieces)
    while at < end and len(first) < _MOST_WORDS:
        first += _words(pieces[at], writing)
        at += 1
    while at < end and len(behind) < _MOST_WORDS:
        end -= 1
        behind = [*_words(pieces[end], writing), *behind]
    words = first + behind
    if at < end or len(words) > 2 * _MOST_WORDS:
        last = [(word, sentence + 1, clause) for word, sentence, clause in words[-_MOST_WORDS:]]
        words = words[:_MOST_WORDS] + last  # no sentence goes on there
    return Sentences(*zip(*words, strict=True)) if words else Sentences((), (), ())


def _words(piece: _Piece, writing: Writing) -> Iterable[_Word]:
    text, sentence, clause = piece
    return zip(writing.normal(text).split(), repeat(sentence), repeat(clause), strict=False)


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
