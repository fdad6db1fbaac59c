"""Finds time zones by a local time or by an offset from UTC, and the name by which people know a zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

HALF_HOUR = timedelta(minutes=30)
_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_WEEKS = 54  # a year and a little more
_FIXED = "Etc/GMT"
_WEST, _EAST = 12, 14  # hours from UTC; no clock on earth is farther

Offsets = tuple[timedelta | None, ...]


def zones_showing(local: time, now: datetime, populous: tuple[str, ...]) -> tuple[str, ...]:
    """Return the zones whose clock at `now` is nearest to `local`; none if it is half an hour off or more.

    If zones of `populous` are among them, only these are returned, and of zones that have the same time all
    year only the first. `local` need not be exact, since typing takes time and people's clocks may be wrong.
    """
    shown = timedelta(hours=local.hour, minutes=local.minute)
    zones = _in_order(populous)
    away = {zone.key: _away(shown, zone, now) for zone in zones}
    least = min(away.values())
    if least >= HALF_HOUR:
        return ()
    return _of_each_kind([zone for zone in zones if away[zone.key] == least], now, populous)


def away_from(local: time, zone: str, now: datetime) -> timedelta:
    """Return the difference between `local` and the clock in `zone` at `now`, forward or back."""
    return _away(timedelta(hours=local.hour, minutes=local.minute), ZoneInfo(zone), now)


def zones_at(offset: timedelta, now: datetime, populous: tuple[str, ...]) -> tuple[str, ...]:
    """Return the zones that are at `offset` from UTC at `now`, chosen as `zones_showing` does."""
    fitting = [zone for zone in _in_order(populous) if now.astimezone(zone).utcoffset() == offset]
    return _of_each_kind(fitting, now, populous)


def fixed_zone(offset: timedelta, now: datetime, populous: tuple[str, ...]) -> str | None:
    """Return a zone that is at `offset` from UTC all year; None: there is none."""
    hours, rest = divmod(offset, timedelta(hours=1))
    if not rest and -_WEST <= hours <= _EAST:
        return "UTC" if hours == 0 else f"{_FIXED}{-hours:+d}"  # their names count the other way
    for zone in _in_order(populous):
        if now.astimezone(zone).utcoffset() == offset and set(_year_of(zone.key, _week(now))) == {offset}:
            return zone.key
    return None


def are_alike(zones: Iterable[str], now: datetime) -> bool:
    """Do all of `zones` have the same time in the year from `now` on?"""
    return len({_year_of(zone, _week(now)) for zone in zones}) <= 1


def read_all_zones(populous: tuple[str, ...] = ()) -> None:
    """Read every zone and keep it, for the functions above with the same `populous`.

    This takes a quarter of a second, so do it before anybody waits for an answer.
    """
    _in_order(populous)


def is_zone(name: str) -> bool:
    """Is `name` the IANA name of a zone?"""
    return name in _names()


def city_of(zone: str) -> str:
    """Return the name people know `zone` by: its city, or its offset from UTC."""
    if zone.startswith(_FIXED) and (hours := zone.removeprefix(_FIXED)):
        return f"UTC{-int(hours):+d}"
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def name_of(zone: str, label: str, names: Mapping[str, str]) -> str:
    """Return what a person reads for `zone`; `names` are those of some zones in their language.

    A `label` that names the city of the zone ("Chicago, United States") means just that city. Any other label
    stays: another place in the zone has no name in `names`.
    """
    city = city_of(zone)
    is_its_city = label.partition(", ")[0] in ("", city, f"{city} City")
    return names[zone] if is_its_city and zone in names else label or city


def _away(shown: timedelta, zone: ZoneInfo, now: datetime) -> timedelta:
    """Return the difference between `shown` and the clock in `zone` at `now`, forward or back."""
    local = now.astimezone(zone)
    difference = shown - timedelta(hours=local.hour, minutes=local.minute)
    return abs((difference + _DAY / 2) % _DAY - _DAY / 2)


def _of_each_kind(zones: Sequence[ZoneInfo], now: datetime, populous: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first of all zones that have the same time in the year from `now` on."""
    names = [zone.key for zone in zones]
    first: dict[Offsets, str] = {}
    for name in [name for name in names if name in populous] or names:
        first.setdefault(_year_of(name, _week(now)), name)
    return tuple(first.values())


def _week(now: datetime) -> datetime:
    """Return a moment that is the same for all of a week, so that a year is computed only once in it."""
    return (now - timedelta(days=now.weekday())).replace(hour=12, minute=0, second=0, microsecond=0)


@lru_cache(maxsize=2048)
def _year_of(zone: str, week: datetime) -> Offsets:
    """Return how far a zone is from UTC in each week of a year."""
    there = ZoneInfo(zone)
    return tuple((week + number * _WEEK).astimezone(there).utcoffset() for number in range(_WEEKS))


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _in_order(populous: tuple[str, ...]) -> tuple[ZoneInfo, ...]:
    # The zones are kept here: `ZoneInfo` itself keeps only a few, and would read the files again each time.
    others = sorted(name for name in _names() if "/" in name and not name.startswith("Etc/"))
    return tuple(ZoneInfo(name) for name in dict.fromkeys((*populous, *others)))
