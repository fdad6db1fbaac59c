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
_MOST = 3  # words that one slip may stand for
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
        self._endings: dict[str, list[str]] = defaultdict(list)  # by their last letter
        for ending in sorted(endings, key=len, reverse=True):
            self._endings[ending[-1]].append(ending)
        self._tails = tuple(tails)
        self._exceptions = frozenset(exceptions)
        self._by_length: dict[tuple[str, int], list[str]] = defaultdict(list)  # and by first letter
        by_sign: dict[str | int, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            if len(word) >= _SHORT:
                self._by_length[word[0], len(word)].append(word)
                for sign in _signs(word):
                    by_sign[sign].append(word)
        self._by_sign = {sign: tuple(several) for sign, several in by_sign.items()}
        self._alike = cache(self._find_alike)

    def meant(self, word: str) -> tuple[str, ...]:
        """Return the known words that `word` (normal) stands for, and its tail as `*itis`; often none."""
        endings = self._endings.get(word[-1:])
        shapes = [word, *_stems(word, endings)] if endings else [word]
        known = [shape for shape in shapes if shape in self._words]
        if word not in self._exceptions:
            if word.endswith(self._tails):
                known += [
                    f"*{tail}" for tail in self._tails if word.endswith(tail) and len(word) > len(tail) + 1
                ]
            if not known and len(word) >= _SHORT:
                known = next(filter(None, map(self._slips, shapes)), known)
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
        if len(word) < _TWO_SLIPS_FROM:
            return self._single_slips(word)
        alike = self._alike(word[0], len(word), 2)
        if not alike:
            return []
        near = process.extract(word, alike, scorer=OSA.distance, score_cutoff=2, limit=_MOST)
        slips = [(wanted, distance) for wanted, distance, _ in near if _is_slip(word, wanted, int(distance))]
        return [wanted for wanted, distance in slips if distance == slips[0][1]]

    def _single_slips(self, word: str) -> list[str]:
        """Return the words of which `word` is one slip."""
        first, known = word[0], self._by_sign
        near = [
            wanted
            for sign in _signs_of_slip(word)
            if sign in known
            for wanted in known[sign]
            if wanted[0] == first and _is_slip(word, wanted, OSA.distance(word, wanted, score_cutoff=1))
        ]
        return sorted(dict.fromkeys(near), key=_by_length)[:_MOST] if near else near


def _stems(word: str, endings: Iterable[str]) -> list[str]:
    """Return what is left of `word` without each of its endings, where that is long enough."""
    least = min(_STEM, len(word) - 1)
    return [
        word[: -len(ending)]
        for ending in endings
        if word.endswith(ending) and len(word) - len(ending) >= least
    ]


def _signs(word: str) -> Iterable[str | int]:
    """Return what a word has in common with each single slip of it: one of these signs.

    Of a long word one half is right in a slip, unless the two letters in the middle are swapped. A slip of a
    short word has the same letters, or differs in letters that are doubled.
    """
    if len(word) >= _ONE_SLIP_FROM:
        half = len(word) // 2
        return word[:half], word[half:]
    return dict.fromkeys((_letters(word), _undoubled(word)))


def _signs_of_slip(word: str) -> Iterable[str | int]:
    """Return the signs of all words of which `word` may be a single slip: one letter more or less is one."""
    size = len(word)
    half = size // 2
    if size < _ONE_SLIP_FROM - 1:
        return _letters(word), _undoubled(word)
    swapped = word[: half - 1] + word[half]
    halves = (word[: (size - 1) // 2], word[: (size + 1) // 2], swapped, word[-half:], word[-half - 1 :])
    return halves if size > _ONE_SLIP_FROM else (_letters(word), _undoubled(word), *halves)


def _letters(word: str) -> int:
    """Return a number that all words with the same letters have, and hardly any other word."""
    letters = word.encode()
    return sum(letters) << 8 | letters[0]


def _undoubled(word: str) -> str:
    return _DOUBLED.sub(r"\1", word) if _DOUBLED.search(word) else word  # a search takes a fifth of the time


def _by_length(word: str) -> tuple[int, str]:
    return len(word), word


def _is_slip(word: str, wanted: str, distance: int) -> bool:
    if min(len(word), len(wanted)) >= _TWO_SLIPS_FROM:
        return distance <= 2
    if len(wanted) >= _ONE_SLIP_FROM:
        return distance <= 1
    return distance <= 1 and (sorted(word) == sorted(wanted) or _undoubled(word) == _undoubled(wanted))
