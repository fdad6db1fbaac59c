"""Finds what a line tells of a session that is over: "I did 10 minutes yesterday", "10 minutes done"."""

from __future__ import annotations

import re

from bot.domain.catalogue import PastWords
from bot.domain.days import NAMES
from bot.domain.said_times import DaysAhead, NextDay, SaidDate, SaidTimes
from bot.reading.line import QUESTION_MARKS, Past
from bot.reading.numbers import Numbers
from bot.reading.words import without
from bot.reading.writing import Writing


class PastSessions:
    """Reads lines that tell of a session."""

    def __init__(self, words: PastWords, writing: Writing, numbers: Numbers) -> None:
        self._writing = writing
        self._numbers = numbers
        self._did = _at_the_beginning(words.did, writing)
        self._done = _longest_first(words.done, writing)
        self._beside = _longest_first((*words.beside, *words.yesterday, *words.before_yesterday), writing)
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
        if text.rstrip().endswith(QUESTION_MARKS):
            return None
        said = self._numbers.in_digits(text)
        minutes = self._numbers.minutes(said)
        if minutes is None or not (self._did.match(plain) or self._is_brief(said)):
            return None
        return Past(minutes, self._day(plain, times))

    def _is_brief(self, said: str) -> bool:
        """Does the line say only what was done, how long, and perhaps when?"""
        others, times = without(self._writing.normal(self._numbers.without_minutes(said)), self._done)
        return times > 0 and not without(" ".join(others), self._beside)[0]

    def _day(self, plain: str, times: SaidTimes) -> SaidDate:
        for day, words in self._days.items():
            if words.search(plain):
                return day
        if len(times.dates) == 1:
            return times.dates[0]  # also where its day of the week stands beside it
        if times.days is not None and len(times.days.names()) == 1:
            return NextDay(NAMES.index(times.days.names()[0]))
        return DaysAhead(0)


def _at_the_beginning(phrases: tuple[str, ...], writing: Writing) -> re.Pattern[str]:
    return re.compile(rf"{_either(phrases, writing)}\b")


def _anywhere(phrases: tuple[str, ...], writing: Writing) -> re.Pattern[str]:
    return re.compile(rf"\b{_either(phrases, writing)}\b")


def _longest_first(phrases: tuple[str, ...], writing: Writing) -> list[str]:
    return sorted(map(writing.normal, phrases), key=len, reverse=True)


def _either(phrases: tuple[str, ...], writing: Writing) -> str:
    """Return a pattern of one of the phrases, the longest first; without phrases it matches nothing."""
    said = map(re.escape, _longest_first(phrases, writing))
    return f"(?:{'|'.join(said)})" if phrases else "(?!)"
