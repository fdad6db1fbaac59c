"""Whether today is a day for a massage or one for rest and some movement.

Two to four massages a week are advised, so no massage is suggested on the day after one, nor when the last
week has had four.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

LOOKS_BACK = timedelta(days=6)
MOST_A_WEEK = 4
_DAY = timedelta(days=1)


def is_rest_day(massaged: Iterable[date], today: date) -> bool:
    """Is today a day of rest, after massages on the dates `massaged`?"""
    lately = {day for day in massaged if today - LOOKS_BACK <= day < today}
    return today - _DAY in lately or len(lately) >= MOST_A_WEEK
