"""Finds a chat's time zone from its local time, and the name by which people know a zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

HALF_HOUR = timedelta(minutes=30)
_DAY = timedelta(days=1)


def zone_at(local: time, now: datetime, populous: tuple[str, ...]) -> str | None:
    """Return the zone whose clock at `now` is nearest to `local`; None if none is within half an hour.

    Of several zones the first in `populous` is taken. `local` need not be exact, since typing takes time and
    people's clocks may be wrong.
    """
    shown = timedelta(hours=local.hour, minutes=local.minute)
    away, _, zone = min(
        (_away(shown, zone, now), order, zone.key) for order, zone in enumerate(_in_order(populous))
    )
    return zone if away < HALF_HOUR else None


def read_all_zones(populous: tuple[str, ...] = ()) -> None:
    """Read every zone and keep it, for `zone_at` with the same `populous`.

    This takes a quarter of a second, so do it before anybody waits for an answer.
    """
    _in_order(populous)


def city_of(zone: str) -> str:
    """Return the name people know `zone` by: its city."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _away(shown: timedelta, zone: ZoneInfo, now: datetime) -> timedelta:
    """Return the difference between `shown` and the clock in `zone` at `now`, forward or back."""
    local = now.astimezone(zone)
    difference = shown - timedelta(hours=local.hour, minutes=local.minute)
    return abs((difference + _DAY / 2) % _DAY - _DAY / 2)


@cache
def _in_order(populous: tuple[str, ...]) -> tuple[ZoneInfo, ...]:
    # The zones are kept here: `ZoneInfo` itself keeps only a few, and would read the files again each time.
    others = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return tuple(ZoneInfo(name) for name in dict.fromkeys((*populous, *others)))
