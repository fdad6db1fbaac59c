"""Which days an outage of the bot has taken from a person. Streak and strength stand still on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

from bot.domain.own_day import day_of

LONGEST = timedelta(days=366)  # of a longer outage only so many days are noted
_DAY = timedelta(days=1)


def days_taken(missed: Iterable[datetime], now: datetime, zone: tzinfo, begins: int) -> list[date]:
    """Return the days of a person that were taken by an outage which ends `now`, the earliest first.

    `missed`: when the bot had to ring and could not. From the first such moment on it was away, so the days
    between are taken too, also those without a ring.
    """
    days = {day_of(moment, zone, begins) for moment in missed}
    if not days:
        return []
    today = day_of(now, zone, begins)
    first = max(min(days), today - LONGEST)
    days.update(first + number * _DAY for number in range((today - first).days))
    return sorted(day for day in days if day >= first)
