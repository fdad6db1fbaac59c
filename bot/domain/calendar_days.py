"""Which dates of the calendar a said date may mean."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from bot.domain.said_times import DayOf, DaysAhead, MonthsAhead, NextDay, SaidDate

_LATELY = timedelta(days=14)


def dates_meant(said: SaidDate, now: datetime, at: time) -> list[date]:
    """Return the dates that may be meant; none: there is no such date."""
    today = now.date()
    match said:
        case DaysAhead(count):
            return [today + timedelta(days=count)] if abs(count) < 4000 else [date.max]
        case NextDay(is_next=is_next):
            first = coming_day(said, now, at)
            return (
                [first, first + timedelta(days=7)]
                if is_next and first - today < timedelta(days=7)
                else [first]
            )
        case MonthsAhead(count):
            return [_months_from(today, count)]
        case DayOf(day, _, _, int(ahead)):
            real = _real(*_month_from(today, ahead), day)
            return [] if real is None else [real]
        case DayOf(day, month, year):
            return _calendar(day, month, year, today)


def date_of(said: SaidDate, today: date) -> date | None:
    """Return the date that is meant; a day of the week is the next one after today. None: there is none."""
    return next(iter(dates_meant(said, datetime.combine(today, time(0)), time(0))), None)


def coming_day(said: NextDay, now: datetime, at: time) -> date:
    """Return the next such day; today counts if the hour is still to come and "next" is not said."""
    ahead = (said.weekday - now.weekday()) % 7
    if ahead == 0 and (said.is_next or at <= now.time()):
        ahead = 7
    return now.date() + timedelta(days=ahead)


def _calendar(day: int, month: int | None, year: int | None, today: date) -> list[date]:
    if year is not None:
        months = [(year, month or 1)]
    elif month is not None:
        months = [(today.year + more, month) for more in (0, 1)]
    else:
        months = [
            (today.year + (today.month + more - 1) // 12, (today.month + more - 1) % 12 + 1)
            for more in range(3)
        ]
    real = [found for of_year, of_month in months if (found := _real(of_year, of_month, day)) is not None]
    if month is not None and year is None and (over := _lately(day, month, today)) is not None:
        return [over]  # nobody means that of next year
    ahead = [each for each in real if each >= today]
    return ahead[:1] or real[-1:]


def _lately(day: int, month: int, today: date) -> date | None:
    """Return such a date that was over for a few days; None: there is none."""
    both = (_real(today.year - more, month, day) for more in (0, 1))
    return next((on for on in both if on is not None and timedelta(0) < today - on <= _LATELY), None)


def _month_from(today: date, ahead: int) -> tuple[int, int]:
    """Return the year and the month so many months from today."""
    months = today.year * 12 + today.month - 1 + ahead
    return months // 12, months % 12 + 1


def _months_from(today: date, ahead: int) -> date:
    """Return the same day so many months from today; where a month is too short, its last day."""
    year, month = _month_from(today, ahead)
    if year > date.max.year:
        return date.max
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
