"""Which date somebody means who tells of a day that is over."""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.said_times import DayOf, DaysAhead, MonthsAhead, NextDay, SaidDate


def date_past(said: SaidDate, today: date) -> date | None:
    """Return the date that is meant, the newest that fits; None: the calendar has none.

    A day of the week is the last one before today, or today. A date without a year is not in the future.
    """
    match said:
        case DaysAhead(count):
            return today + timedelta(days=count)
        case MonthsAhead():
            return None
        case NextDay(weekday):
            return today - timedelta(days=(today.weekday() - weekday) % 7)
        case DayOf():
            return next((on for on in _dates(said, today) if said.year is not None or on <= today), None)


def _dates(said: DayOf, today: date) -> list[date]:
    """Return the dates that fit, the newest first."""
    years = [said.year] if said.year is not None else [today.year, today.year - 1]
    months = [said.month] if said.month is not None else range(12, 0, -1)
    found = []
    for year in years:
        for month in months:
            try:
                found.append(date(year, month, said.day))
            except ValueError:
                continue
    return found
