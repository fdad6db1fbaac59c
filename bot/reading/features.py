"""The features of a line: what it is compared by when no form settles what it means."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from zlib import crc32

_LONGEST = 40  # words of a line that are compared
_PIECES = (4, 5)  # letters


def features(normal: str) -> dict[int, float]:
    """Return the weight of each feature of a line (normal), by its number.

    Features are words, pairs of words that follow each other, and pieces of words with a mark at their ends.
    So slips and other endings still look alike. A feature that comes more often weighs little more. Words and
    pairs together weigh as much as pieces, and a long line as much as a short one. A number has 32 bits; that
    two features share one is so rare that it changes nothing.
    """
    words = normal.split()[:_LONGEST]
    pairs = (f"{first} {second}" for first, second in pairwise(("^", *words, "$")))
    weights: dict[int, float] = {}
    for mark, part in (("w", Counter((*words, *pairs))), ("c", Counter(_pieces(words)))):
        weighed = {feature: 1 + math.log(times) for feature, times in part.items()}
        length = math.hypot(*weighed.values()) or 1.0
        for feature, weight in weighed.items():
            weights[crc32(f"{mark}{feature}".encode())] = weight / length
    return weights


def _pieces(words: list[str]) -> Iterator[str]:
    for word in words:
        marked = f"_{word}_"
        for length in _PIECES:
            for at in range(len(marked) - length + 1):
                yield marked[at : at + length]
