"""Finding a chat's time zone from its local time, and the name that people know a zone by."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

HALF_HOUR = timedelta(minutes=30)
_DAY = timedelta(days=1)


def zone_at(local: time, now: datetime, populous: tuple[str, ...]) -> str | None:
    """Return the zone whose clock at `now` is nearest to `local`, at most half an hour off; else None.

    Where several zones fit, the first of `populous` is taken. `local` need not be exact, because typing takes
    a while and clocks are wrong.
    """
    shown = timedelta(hours=local.hour, minutes=local.minute)
    away, _, name = min(
        (_away(shown, name, now), order, name) for order, name in enumerate(_in_order(populous))
    )
    return name if away < HALF_HOUR else None


def read_all_zones() -> None:
    """Read every zone once, which takes a quarter of a second that nobody should wait for."""
    for name in _in_order(()):
        ZoneInfo(name)


def city_of(zone: str) -> str:
    """Return the name people know `zone` by: its city."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _away(shown: timedelta, name: str, now: datetime) -> timedelta:
    """Return how far the clock in zone `name` is from showing `shown` at `now`, either way round."""
    local = now.astimezone(ZoneInfo(name))
    difference = shown - timedelta(hours=local.hour, minutes=local.minute)
    return abs((difference + _DAY / 2) % _DAY - _DAY / 2)


@cache
def _in_order(populous: tuple[str, ...]) -> tuple[str, ...]:
    others = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return tuple(dict.fromkeys((*populous, *others)))
