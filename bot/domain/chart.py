"""The numbers of the picture of a month and its week, from which it is drawn."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

Minutes = int | None  # of one day; 0: something was done without a length; None: nothing


@dataclass(frozen=True, slots=True)
class Chart:
    """What the picture shows. `month`: each day of it; `week`: Monday to Sunday of the week of `today`.

    `kept`: the days of the month that the reserve made up for. `streak` None: it is not shown.
    """

    today: date
    month: tuple[Minutes, ...]
    week: tuple[Minutes, ...]
    kept: tuple[int, ...] = ()
    streak: int | None = None
    dark: bool = False


def chart(
    today: date, spent: Mapping[date, int], kept: Collection[date], streak: int | None, *, dark: bool
) -> Chart:
    """Return the chart of the month and the week of `today`. `spent`: the seconds of each date."""
    first = today.replace(day=1)
    monday = today - timedelta(days=today.weekday())
    in_month = monthrange(today.year, today.month)[1]
    return Chart(
        today=today,
        month=tuple(_minutes(spent.get(first + timedelta(days=number))) for number in range(in_month)),
        week=tuple(_minutes(spent.get(monday + timedelta(days=number))) for number in range(7)),
        kept=tuple(sorted(on.day for on in kept if (on.year, on.month) == (today.year, today.month))),
        streak=streak,
        dark=dark,
    )


def _minutes(seconds: int | None) -> Minutes:
    """Return whole minutes; what took less than one counts as one."""
    return None if seconds is None else max(round(seconds / 60), 1) if seconds else 0
