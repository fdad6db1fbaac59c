"""Reading hours and days as people type them: `8:30`, `8.30 pm`, `weekdays 9:00 and 15:00`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time

from bot.domain.days import DAILY, Days
from bot.domain.hours import Hours
from bot.reading.words import contains, normal

HOURS = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,3})(?:\s?[:.：h]\s?(?P<minute>\d{1,3}))?\s*(?P<half>[ap]\.?\s?m\b\.?)?(?![\d:])",
    re.IGNORECASE,
)


class NotAnHour(ValueError):
    """Something that looks like an hour is on no clock; `args[0]` is what was typed."""


def read_hours(text: str, day_words: Mapping[str, tuple[str, ...]]) -> Hours:
    """Return the hours and days in `text`; no hour in it: NotAnHour, as for `25:99`."""
    found = tuple(dict.fromkeys(_as_time(match) for match in HOURS.finditer(text)))
    if not found:
        raise NotAnHour(text.strip())
    return Hours(found, read_days(text, day_words))


def read_days(text: str, day_words: Mapping[str, tuple[str, ...]]) -> Days:
    """Return the days named in `text`; none: every day."""
    typed = normal(text)
    names = [name for name, forms in day_words.items() if any(contains(typed, form) for form in forms)]
    return Days.named(names) if names else DAILY


def _as_time(match: re.Match[str]) -> time:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise NotAnHour(match[0].strip())
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise NotAnHour(match[0].strip()) from None
