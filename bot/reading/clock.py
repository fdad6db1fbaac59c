"""Hours and days as people type them: `8:30`, `8.30 pm`, `weekdays 9:00 and 15:00`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from bot.domain.catalogue import HourWords
from bot.domain.days import DAILY, Days
from bot.domain.hours import Hours
from bot.reading.forms import Forms
from bot.reading.line import HoursNamed, WrongHour
from bot.reading.writing import Writing

_BEFORE = r"(?<![\d:.])(?P<hour>\d{1,3})(?:\s?[:.：h]\s?(?P<minute>\d{1,3}))?"
_AFTER = r"(?![\d:])"
_NEVER = "(?!)"


@dataclass(frozen=True, slots=True)
class Halves:
    """Patterns of "am" and "pm": what follows an hour of the twelve-hour clock."""

    before_noon: str = _NEVER
    after_noon: str = _NEVER


class Clock:
    """Reads hours and days in the words of one language."""

    def __init__(
        self, words: HourWords, days: Mapping[str, tuple[str, ...]], writing: Writing, halves: Halves
    ) -> None:
        self._writing = writing
        self._days = Forms(days, writing)
        self._beside = frozenset(map(writing.normal, words.beside))
        self._off = tuple(map(writing.normal, words.turn_off))
        half = rf"\s*(?:(?P<before>{halves.before_noon})|(?P<after>{halves.after_noon}))?"
        self._hour = re.compile(_BEFORE + half + _AFTER, re.IGNORECASE)
        until = "|".join(map(re.escape, words.until)) or _NEVER
        self._span = re.compile(rf"\b(?:{until}) \d", re.IGNORECASE)

    def read(self, text: str) -> HoursNamed:
        """Return the hours and days in `text`, and what else the line shows about them."""
        return HoursNamed(
            hours=self.hours(text),
            has_digit=any(sign.isdigit() for sign in text),
            is_span=self._span.search(text) is not None,
            is_all=self._hour.search(text) is not None and self._is_nothing_else(text),
            is_written_out=":" in text,
            turns_off=any(f"{self._writing.normal(text)} ".startswith(f"{form} ") for form in self._off),
        )

    def hours(self, text: str) -> Hours | WrongHour:
        """Return the hours and days in `text`, or the first hour that does not exist, such as `25:99`."""
        found = []
        for match in self._hour.finditer(text):
            at = _as_time(match)
            if at is None:
                return WrongHour(match[0].strip())
            found.append(at)
        return Hours(tuple(dict.fromkeys(found)), self.days(text)) if found else WrongHour(text.strip())

    def days(self, text: str) -> Days:
        """Return the days named in `text`; if it names none, every day."""
        names = {form.key for form in self._days.held(self._writing.normal(text))}
        return Days.named(names) if names else DAILY

    def _is_nothing_else(self, text: str) -> bool:
        rest = self._writing.normal(self._hour.sub(" ", text))
        for form in self._days.all:
            rest = rest.replace(form.plain, " ")
        return all(word in self._beside for word in rest.split())


def _as_time(match: re.Match[str]) -> time | None:
    """Return the time that `match` has found; None: there is no such time."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["before"] or match["after"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["after"] else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
