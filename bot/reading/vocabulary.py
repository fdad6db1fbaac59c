"""The words of all forms of danger: which of them does a typed word stand for?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORT = 5  # letters; a shorter word must be typed right, or it could be another word
_ONE_SLIP_FROM = 7  # letters; in a shorter word only a swap, or a letter too often or too seldom, is a slip
_TWO_SLIPS_FROM = 10  # letters
_LONGEST = 30  # letters; nobody types such a word by hand
_STEM = 4  # letters that must be left when an ending is taken off, unless it has one letter
_DOUBLED = re.compile(r"(.)\1")


class Vocabulary:
    """Knows a fixed set of words, also with an ending or with a typing error.

    `endings`: of words that stay the same word. `tails`: ends of words that no list can hold ("itis").
    `exceptions`: words that are no typing error of another word, and have no tail.
    """

    def __init__(
        self,
        words: Iterable[str],
        endings: Collection[str] = (),
        tails: Collection[str] = (),
        exceptions: Collection[str] = (),
    ) -> None:
        self._words = frozenset(words)
        self._endings = tuple(sorted(endings, key=len, reverse=True))
        self._tails = tuple(tails)
        self._exceptions = frozenset(exceptions)
        self._by_length: dict[tuple[str, int], list[str]] = defaultdict(list)  # and by first letter
        for word in sorted(self._words):
            if len(word) >= _SHORT:
                self._by_length[word[0], len(word)].append(word)
        self._alike = cache(self._find_alike)

    def meant(self, word: str) -> tuple[str, ...]:
        """Return the known words that `word` (normal) stands for, and its tail as `*itis`; often none."""
        stems = [word[: -len(ending)] for ending in self._endings if word.endswith(ending)]
        shapes = [word, *(stem for stem in stems if len(stem) >= min(_STEM, len(word) - 1))]
        known = [shape for shape in shapes if shape in self._words]
        if word not in self._exceptions:
            if word.endswith(self._tails):
                known += [
                    f"*{tail}" for tail in self._tails if word.endswith(tail) and len(word) > len(tail) + 1
                ]
            known = known or next(filter(None, map(self._slips, shapes)), [])
        return tuple(dict.fromkeys(known))

    def _find_alike(self, letter: str, length: int, most: int) -> tuple[str, ...]:
        """Return the words that begin with `letter` and are at most `most` letters shorter or longer."""
        lengths = range(length - most, length + most + 1)
        return tuple(word for each in lengths for word in self._by_length.get((letter, each), ()))

    def _slips(self, word: str) -> list[str]:
        """Return the words of which `word` is a typing error, several if they are equally near.

        The first letter must be right.
        """
        if not _SHORT <= len(word) <= _LONGEST:
            return []
        most = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        alike = self._alike(word[0], len(word), most)
        near = process.extract(word, alike, scorer=OSA.distance, score_cutoff=most, limit=3)
        slips = [(wanted, distance) for wanted, distance, _ in near if _is_slip(word, wanted, int(distance))]
        return [wanted for wanted, distance in slips if distance == slips[0][1]]


def _is_slip(word: str, wanted: str, distance: int) -> bool:
    if min(len(word), len(wanted)) >= _TWO_SLIPS_FROM:
        return distance <= 2
    if len(wanted) >= _ONE_SLIP_FROM:
        return distance <= 1
    same_letters = len(word) == len(wanted) and sorted(word) == sorted(wanted)
    return distance <= 1 and (same_letters or _DOUBLED.sub(r"\1", word) == _DOUBLED.sub(r"\1", wanted))
