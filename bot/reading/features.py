"""The features of a line: what it is compared by when no form settles what it means.

Features are words, pairs of words that follow each other, and pieces of words with a mark at their ends. So
slips and other endings still look alike. Each feature has a number of 32 bits; that two features share one is
so rare that it changes nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

LONGEST = 40  # words of a line that are compared
_PIECES = (4, 5)  # letters
_WORD, _PIECE = crc32(b"w"), crc32(b"c")  # where the numbers of words and those of pieces begin


def features(normal: str) -> dict[int, float]:
    """Return the weight of each feature of a line (normal), by its number.

    A feature that comes more often weighs little more. Words and pairs together weigh as much as pieces, and
    a long line as much as a short one.
    """
    words = compared(normal)
    weights: dict[int, float] = {}
    for numbers in (
        [*map(number_of_words, words), *numbers_of_pairs(words)],
        [number for word in words for number in numbers_of_pieces(word)],
    ):
        weighed = {number: weight(times) for number, times in Counter(numbers).items()}
        length = math.hypot(*weighed.values()) or 1.0
        weights |= {number: each / length for number, each in weighed.items()}
    return weights


def compared(normal: str) -> list[str]:
    """Return the words of a line (normal) that are compared."""
    return normal.split()[:LONGEST]


def weight(times: int) -> float:
    """Return the weight of a feature that comes so many times, before the length of the line is taken out."""
    return 1 + math.log(times)


def number_of_words(words: str) -> int:
    """Return the number of a word or of a pair of words."""
    return crc32(words.encode(), _WORD)


def numbers_of_pairs(words: Sequence[str]) -> list[int]:
    """Return the numbers of the pairs of words that follow each other in a line."""
    return [number_of_words(f"{first} {second}") for first, second in pairwise(("^", *words, "$"))]


def numbers_of_pieces(word: str) -> tuple[int, ...]:
    """Return the numbers of the pieces of a word."""
    marked = f"_{word}_"
    size = len(marked)
    if marked.isascii():  # then each letter is one byte
        letters = marked.encode()
        return tuple(
            [crc32(letters[at : at + long], _PIECE) for long in _PIECES for at in range(size - long + 1)]
        )
    pieces = (marked[at : at + long] for long in _PIECES for at in range(size - long + 1))
    return tuple(crc32(piece.encode(), _PIECE) for piece in pieces)
