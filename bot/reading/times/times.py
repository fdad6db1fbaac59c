"""Reads a line as times. What is left over is kept, so that it can be asked about and is never dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.domain.catalogue import TimeWords
from bot.domain.said_times import NOTHING_SAID, SaidTimes
from bot.reading.times.asides import without_asides
from bot.reading.times.hours import HourReader
from bot.reading.times.reasons import part
from bot.reading.times.scan import Scan
from bot.reading.times.summing import summed
from bot.reading.times.tokens import Token, Tokens
from bot.reading.writing import Writing

_LINES = 4  # that are kept
_MOST = 50  # tokens; who asks for a reminder writes fewer. What follows counts as not understood.


class Times:
    """Reads times in the words of one language. `numbers`: numbers in words."""

    def __init__(self, words: TimeWords, numbers: Mapping[str, int], writing: Writing) -> None:
        self._tokens = Tokens(words, numbers, writing.spread)
        self._hours = HourReader(half_is_before=words.half_is_before)
        self.read = lru_cache(_LINES)(self._read)  # the dangers and the wishes of a line are both looked for

    def _read(self, text: str) -> SaidTimes:
        """Return what `text` says about times."""
        normal = self._tokens.normal(text)
        if self._tokens.says_nothing(normal):
            return NOTHING_SAID
        tokens = without_asides(self._tokens.cut(normal, _MOST))
        parted = part(tokens)
        scan = self._scan(parted.tokens)
        scan.found.left += parted.doubts
        scan.found.has_reasons = parted.has_reasons or bool(parted.doubts)
        return summed(scan, tokens, text)

    def says_nothing(self, text: str) -> bool:
        """Is there certainly nothing about times in `text`?"""
        return self._tokens.says_nothing(self._tokens.normal(text))

    def _scan(self, tokens: Sequence[Token]) -> Scan:
        scan = Scan(tokens, self._hours)
        scan.run()
        return scan
