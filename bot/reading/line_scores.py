"""Adds the weights of a line's features: how like the examples of each key it is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from bot.reading.features import (
    compared,
    features,
    number_of_words,
    numbers_of_pairs,
    numbers_of_pieces,
    weight,
)
from bot.reading.weights import Weights

LEAST_KNOWN = 0.45  # of a line must stand in examples; of new lines in the language at least 0.55 did
_ROUNDED = 1e-9  # so near the limit it is counted as it was when the limit was measured
_REMEMBERED = 2048  # words; each takes about 3 kB


class _Group(NamedTuple):
    """Features that are always together."""

    numbers: tuple[int, ...]
    known: int  # how many of them stand in examples
    row: int  # their weights, added


class _Part(NamedTuple):
    """The words and pairs of a line, or the pieces of its words."""

    row: int  # the weights of features, added
    places: Sequence[int]  # of the other features
    more: Sequence[tuple[int, float]]  # places of features, and how much more they weigh than once
    scale: float  # each weight times this makes the part as long as the other one
    known: float  # how much of it stands in examples
    size: int  # 0: it is empty; else 1


class LineScores:
    """The scores of lines by the weights of one language, in the order of its keys."""

    def __init__(self, weights: Weights) -> None:
        weights.prepare()
        self._weights = weights
        self._of_word = lru_cache(_REMEMBERED)(self._groups)  # lines are made of the same few words

    def scores(self, normal: str) -> list[int] | None:
        """Return for each key how like its examples a line (normal) is; above 0: more than not.

        None: too little of the line stands in examples.
        """
        words = compared(normal)
        groups = [*map(self._of_word, words)]
        first = self._added([group for group, _ in groups], numbers_of_pairs(words))
        second = self._added([pieces for _, pieces in groups], ())
        beyond = first.known + second.known - LEAST_KNOWN * (first.size + second.size)
        if (beyond if abs(beyond) > _ROUNDED else self._beyond(normal)) < 0:
            return None
        return self._scores(first, second)

    def _beyond(self, normal: str) -> float:
        """Return by how much more of a line than the least stands in examples: feature by feature."""
        found = features(normal)
        known = [each for number, each in found.items() if self._weights.place(number) is not None]
        return _size(known) - LEAST_KNOWN * _size(found.values())

    def _groups(self, word: str) -> tuple[_Group, _Group]:
        """Return the word itself, and its pieces."""
        return self._grouped((number_of_words(word),)), self._grouped(numbers_of_pieces(word))

    def _grouped(self, numbers: tuple[int, ...]) -> _Group:
        places = self._weights.places(numbers)
        return _Group(numbers, len(places), self._weights.row(places) if places else 0)

    def _added(self, groups: Sequence[_Group], others: Sequence[int]) -> _Part:
        """Return a part of a line: its groups and other features together, as long as each other part."""
        numbers = [*chain.from_iterable([its for its, _, _ in groups]), *others]
        # Pairs of words are mostly new, and have few weights.
        places = self._weights.places(others)
        known = float(sum([its for _, its, _ in groups]) + len(places))
        more: list[tuple[int, float]] = []
        length = float(len(numbers))
        if len(set(numbers)) < len(numbers):
            for number, times in [each for each in Counter(numbers).items() if each[1] > 1]:
                weighed, place = weight(times), self._weights.place(number)
                length += weighed**2 - times
                if place is not None:
                    known += weighed**2 - times
                    more.append((place, weighed - times))
        scale = 1 / math.sqrt(length) if numbers else 0.0
        row = sum([its for _, _, its in groups])
        return _Part(row, places, more, scale, known=known * scale**2, size=1 if numbers else 0)

    def _scores(self, first: _Part, second: _Part) -> list[int]:
        parts = [(part.scale, part.row, part.places) for part in (first, second) if part.size]
        for part in (first, second):
            parts += [(part.scale * times, 0, (place,)) for place, times in part.more]
        return self._weights.scores(parts)


def _size(weights: Iterable[float]) -> float:
    return sum(weight * weight for weight in weights)
