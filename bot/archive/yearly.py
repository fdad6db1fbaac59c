"""The rule by which a clock changes each year, such as the last Sunday of March, found in its changes.

Some apps read only such a rule, and not a list of dates.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import datetime

LAST = -1
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def yearly(changes: Sequence[datetime], last_year: int) -> dict[str, str | int] | None:
    """Return the rule that gives all `changes`, one in each year up to `last_year`; None: there is none.

    `changes`: local times, the earliest first. The year `last_year` itself may be left out.
    """
    first = changes[0]
    is_each_year = [each.year for each in changes] == list(range(first.year, changes[-1].year + 1))
    if len(changes) < 2 or not is_each_year or changes[-1].year < last_year - 1:
        return None
    if len({(each.month, each.weekday(), each.time()) for each in changes}) > 1:
        return None
    which = _which(changes)
    day = f"{which}{DAYS[first.weekday()]}"
    return None if which is None else {"freq": "yearly", "bymonth": first.month, "byday": day}


def _which(changes: Sequence[datetime]) -> int | None:
    """Return which one of its weekdays in a month each of `changes` is on; None: they differ."""
    if all(each.day + 7 > monthrange(each.year, each.month)[1] for each in changes):
        return LAST
    found = {(each.day - 1) // 7 + 1 for each in changes}
    return found.pop() if len(found) == 1 else None
