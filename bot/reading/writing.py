"""How a language is written: which spellings are the same word, and what counts as a slip of the finger."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from rapidfuzz import fuzz

from bot.reading.words import plain, spread

SHORT = 5  # letters; a shorter word must be typed right, or it would be taken for another
LONG = 7  # letters from which a slip must be smaller


class Writing(Protocol):
    """How a language is written."""

    def spread(self, text: str) -> str:
        """Return `text` with a space between words also where the script writes none."""

    def normal(self, text: str) -> str:
        """Return the words of `text` in one spelling, parted by single spaces."""

    def resembles(self, word: str, wanted: str) -> bool:
        """Is `word` the word `wanted` (both normal) with a slip of the finger?"""


class PlainWriting:
    """Words parted by spaces; signs of scripts without spaces are each a word of their own.

    `spellings`: words (normal) by the words that are read as them.
    """

    def __init__(self, spellings: Mapping[str, str]) -> None:
        self._spellings = [
            (re.compile(rf"\b{re.escape(plain(spread(form)))}\b"), plain(spread(instead)))
            for form, instead in spellings.items()
        ]

    def spread(self, text: str) -> str:
        """Return `text` with spaces around the signs of scripts without spaces."""
        return spread(text)

    def normal(self, text: str) -> str:
        """Return `text` in small letters, words parted by single spaces, apostrophes and signs gone."""
        said = plain(self.spread(text))
        for form, instead in self._spellings:
            said = form.sub(instead, said)
        return said

    def resembles(self, word: str, wanted: str) -> bool:
        """Is `word` the word `wanted` with a slip? The first letter is never a slip.

        Short words never resemble: `fell` is not `feel`, `never` is not `fever`.
        """
        if min(len(word), len(wanted)) < SHORT or word[0] != wanted[0]:
            return False
        return fuzz.ratio(word, wanted) >= (80 if len(wanted) < LONG else 84)
