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
        # The same words: of those with another letter at the same place few need a look.
        self._ordered = sorted((word for word in self._words if len(word) >= _SHORT), key=_by_length)
        self._places: dict[tuple[int, str, int, str], list[int]] = defaultdict(list)
        for place, word in enumerate(self._ordered):
            for letter in (1, -1):
                self._places[len(word), word[0], letter, word[letter]].append(place)

    def meant(self, word: str) -> tuple[str, ...]:
        """Return the known words that `word` (normal) stands for, and its tail as `*itis`; often none."""
        shapes = [word, *self._stems(word)] if word.endswith(self._endings) else [word]
        known = [shape for shape in shapes if shape in self._words]
        if word not in self._exceptions:
            if word.endswith(self._tails):
                known += [
                    f"*{tail}" for tail in self._tails if word.endswith(tail) and len(word) > len(tail) + 1
                ]
            known = known or next(filter(None, map(self._slips, shapes)), [])
        return tuple(dict.fromkeys(known))

    def _stems(self, word: str) -> list[str]:
        """Return what is left of `word` without each of its endings, where that is long enough."""
        stems = (word[: -len(ending)] for ending in self._endings if word.endswith(ending))
        return [stem for stem in stems if len(stem) >= min(_STEM, len(word) - 1)]

    def _find_alike(self, letter: str, length: int, most: int) -> tuple[str, ...]:
        """Return the words that begin with `letter` and are at most `most` letters shorter or longer."""
        lengths = range(length - most, length + most + 1)
        return tuple(word for each in lengths for word in self._by_length.get((letter, each), ()))

    def _alike_at_one_end(self, word: str) -> tuple[str, ...]:
        """Return the words of which `word` may be one slip: the second letter or the last one is right."""
        found: set[int] = set()
        for length in range(len(word) - 1, len(word) + 2):
            found.update(self._places.get((length, word[0], 1, word[1]), ()))
            found.update(self._places.get((length, word[0], -1, word[-1]), ()))
        return tuple(self._ordered[place] for place in sorted(found))

    def _slips(self, word: str) -> list[str]:
        """Return the words of which `word` is a typing error, several if they are equally near.

        The first letter must be right.
        """
        if not _SHORT <= len(word) <= _LONGEST:
            return []
        if len(word) >= _TWO_SLIPS_FROM:
            most, alike = 2, self._alike(word[0], len(word), 2)
        else:
            most, alike = 1, self._alike_at_one_end(word)
        if not alike:
            return []
        near = process.extract(word, alike, scorer=OSA.distance, score_cutoff=most, limit=3)
        slips = [(wanted, distance) for wanted, distance, _ in near if _is_slip(word, wanted, int(distance))]
        return [wanted for wanted, distance in slips if distance == slips[0][1]]


def _by_length(word: str) -> tuple[int, str]:
    return len(word), word


def _is_slip(word: str, wanted: str, distance: int) -> bool:
    if min(len(word), len(wanted)) >= _TWO_SLIPS_FROM:
        return distance <= 2
    if len(wanted) >= _ONE_SLIP_FROM:
        return distance <= 1
    same_letters = len(word) == len(wanted) and sorted(word) == sorted(wanted)
    return distance <= 1 and (same_letters or _DOUBLED.sub(r"\1", word) == _DOUBLED.sub(r"\1", wanted))
