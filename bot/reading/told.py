"""Lengths that are part of a story, and no wish for a session: "after ten minutes my hands ache"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.domain.catalogue import LengthWords
from bot.reading.writing import Writing

_GAP = "*"  # in a phrase: a few other words
_A_FEW = r"(?:\s+\S+){0,5}?"


class ToldLengths:
    """Finds the lengths that a line only tells of. A text must have its numbers in digits."""

    def __init__(self, words: LengthWords, writing: Writing) -> None:
        self._writing = writing
        units = "|".join(
            re.escape(writing.spread(unit)) for unit in sorted(words.units, key=len, reverse=True)
        )
        length = rf"[0-9]{{1,6}}[\s-]*(?:{units})\b" if units else "(?!)"
        before = "|".join(self._patterns(words.told_before))
        after = "|".join(self._patterns(words.told_after))
        near = "|".join(self._patterns(words.told_near))
        ways = []
        if before:
            between = rf"(?:\s+(?:{near}))*" if near else ""
            ways.append(rf"(?<!\w)(?:{before}){between}\s+{length}")
        if after:
            ways.append(rf"(?<![\w.,:-]){length}\s+(?:{after})(?!\w)")
        self._told = re.compile("|".join(ways) or "(?!)", re.IGNORECASE)

    def without(self, text: str) -> str:
        """Return `text` without the lengths that are part of a story."""
        return self._told.sub(" ", text)

    def _patterns(self, phrases: Iterable[str]) -> list[str]:
        longest = sorted(phrases, key=len, reverse=True)
        return [self._pattern(phrase) for phrase in longest]

    def _pattern(self, phrase: str) -> str:
        words = self._writing.spread(phrase).split()
        return "".join(
            _A_FEW if word == _GAP else (r"\s+" if at else "") + re.escape(word)
            for at, word in enumerate(words)
        )
