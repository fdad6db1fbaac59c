"""An hour that would suit a person better than the one set: it is suggested, and never set in silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

LOOKS_BACK = timedelta(days=28)
LEAST_SPAN = timedelta(days=14)  # between the first and the last of the moments
LEAST_MOMENTS = 6
ASKED_APART = timedelta(days=28)
_FARTHER = 60  # minutes: nearer to the hour set there is nothing to gain
_SPREAD = 90  # minutes: half of the moments lie at most so far from the suggested hour
_A_DAY = 24 * 60
_STEP = 15


def better_hour(begun: Sequence[datetime], hour: time, zone: ZoneInfo) -> time | None:
    """Return the hour at which the person mostly begins; None: `hour` is as good, or too little is known.

    `begun`: when sessions began and "Done" was tapped, in the last weeks.
    """
    if len(begun) < LEAST_MOMENTS or max(begun) - min(begun) < LEAST_SPAN:
        return None
    from statistics import median  # with fractions, decimals and more: seldom needed, and long to load

    set_at = hour.hour * 60 + hour.minute
    ahead = [_minutes_ahead(set_at, each.astimezone(zone)) for each in begun]
    middle = median(ahead)
    spread = median(abs(each - middle) for each in ahead)
    if abs(middle) < _FARTHER or spread > _SPREAD:
        return None
    minute = round((set_at + middle) / _STEP) * _STEP % _A_DAY
    return time(minute // 60, minute % 60)


def _minutes_ahead(set_at: int, local: datetime) -> int:
    """Return how many minutes after the hour it was, from -720 to 719."""
    return (local.hour * 60 + local.minute - set_at + _A_DAY // 2) % _A_DAY - _A_DAY // 2
