"""Hours of the day, on some days of the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from bot.domain.days import Days

_DAY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of the day, and the days of the week on which they count."""

    at: tuple[time, ...]
    days: Days


def days_crossed(at: time, by: timedelta) -> int:
    """Return how many days later it is when an hour is shifted: -1 for 15 minutes before 0:10."""
    return _minutes_of(at, by) // _DAY


def shifted(at: time, by: timedelta) -> time:
    """Return the hour so much later on the clock; a part of a minute is rounded."""
    return time(*divmod(_minutes_of(at, by) % _DAY, 60))


def _minutes_of(at: time, by: timedelta) -> int:
    """Return the minutes from midnight to the shifted hour; negative on the day before."""
    return at.hour * 60 + at.minute + round(by.total_seconds() / 60)
