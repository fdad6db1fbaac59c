"""Finds what a line tells of a session that is over: "I did 10 minutes yesterday"."""

from __future__ import annotations

import re

from bot.domain.catalogue import PastWords
from bot.domain.days import NAMES
from bot.domain.said_times import DaysAhead, NextDay, SaidDate, SaidTimes
from bot.reading.line import Past
from bot.reading.numbers import Numbers
from bot.reading.writing import Writing

_ASKS = ("?", "？")


class PastSessions:
    """Reads lines that tell of a session."""

    def __init__(self, words: PastWords, writing: Writing, numbers: Numbers) -> None:
        self._writing = writing
        self._numbers = numbers
        self._did = _at_the_beginning(words.did, writing)
        self._adds = {writing.normal(line) for line in words.adds}
        self._days = {
            DaysAhead(-2): _anywhere(words.before_yesterday, writing),
            DaysAhead(-1): _anywhere(words.yesterday, writing),
        }

    def read(self, text: str, times: SaidTimes) -> Past | None:
        """Return the session that `text` tells of; None: it tells of none, or not how long it was."""
        plain = self._writing.normal(text)
        if plain.strip() in self._adds:
            return Past(None, DaysAhead(0))
        if text.rstrip().endswith(_ASKS) or not self._did.match(plain):
            return None
        minutes = self._numbers.minutes(self._numbers.in_digits(text))
        return None if minutes is None else Past(minutes, self._day(plain, times))

    def _day(self, plain: str, times: SaidTimes) -> SaidDate:
        for day, words in self._days.items():
            if words.search(plain):
                return day
        if times.days is not None and len(times.days.names()) == 1:
            return NextDay(NAMES.index(times.days.names()[0]))
        return times.dates[0] if len(times.dates) == 1 else DaysAhead(0)


def _at_the_beginning(phrases: tuple[str, ...], writing: Writing) -> re.Pattern[str]:
    return re.compile(rf"{_either(phrases, writing)}\b")


def _anywhere(phrases: tuple[str, ...], writing: Writing) -> re.Pattern[str]:
    return re.compile(rf"\b{_either(phrases, writing)}\b")


def _either(phrases: tuple[str, ...], writing: Writing) -> str:
    """Return a pattern of one of the phrases, the longest first; without phrases it matches nothing."""
    said = sorted((re.escape(writing.normal(phrase)) for phrase in phrases), key=len, reverse=True)
    return f"(?:{'|'.join(said)})" if said else "(?!)"
