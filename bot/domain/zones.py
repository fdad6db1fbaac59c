"""Finding a chat's time zone: from its local time, or from the name of a city."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import fuzz, process

from bot.domain.words import normal

HALF_HOUR = timedelta(minutes=30)
_DAY = timedelta(days=1)
_NEAR = 85
# Old names whose last part is no city, such as Canada/Atlantic.
COUNTRIES = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")

# Where many people live, tried in this order when a local time fits several zones. One that is not in the
# list is found by its city.
POPULOUS = (
    *("Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Athens", "Europe/Moscow", "Europe/Istanbul"),
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo"),
    *("America/Anchorage", "Pacific/Honolulu", "America/Halifax", "America/St_Johns", "America/Caracas"),
    *("Asia/Shanghai", "Asia/Kolkata", "Asia/Tokyo", "Asia/Jakarta", "Asia/Karachi", "Asia/Dhaka"),
    *("Asia/Dubai", "Asia/Tehran", "Asia/Kabul", "Asia/Kathmandu", "Asia/Yangon", "Asia/Baghdad"),
    *("Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Darwin"),
    *("Pacific/Auckland", "Pacific/Noumea", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Apia"),
    *("Africa/Lagos", "Africa/Cairo", "Africa/Nairobi", "Africa/Casablanca", "Atlantic/Azores"),
    *("Atlantic/Cape_Verde", "America/Noronha", "Pacific/Marquesas", "Pacific/Pago_Pago"),
    *("Australia/Lord_Howe", "Australia/Eucla", "Etc/GMT+12", "America/Mexico_City", "America/Bogota"),
)

# Big cities that give no zone its name.
CITIES = {
    **dict.fromkeys(("beijing", "peking", "guangzhou", "shenzhen", "wuhan", "chengdu"), "Asia/Shanghai"),
    **dict.fromkeys(("delhi", "new delhi", "mumbai", "bombay", "bangalore", "chennai"), "Asia/Kolkata"),
    **dict.fromkeys(("munich", "hamburg", "cologne", "frankfurt", "stuttgart"), "Europe/Berlin"),
    **dict.fromkeys(("san francisco", "seattle", "san diego", "las vegas"), "America/Los_Angeles"),
    **dict.fromkeys(("boston", "washington", "miami", "philadelphia", "atlanta"), "America/New_York"),
    **dict.fromkeys(("houston", "dallas", "austin", "new orleans"), "America/Chicago"),
    **dict.fromkeys(("barcelona", "valencia", "sevilla"), "Europe/Madrid"),
    **dict.fromkeys(("milan", "milano", "naples", "turin", "florence", "venice"), "Europe/Rome"),
    **dict.fromkeys(("lyon", "marseille", "nice", "toulouse"), "Europe/Paris"),
    **dict.fromkeys(("manchester", "birmingham", "edinburgh", "glasgow", "leeds"), "Europe/London"),
    **dict.fromkeys(("osaka", "kyoto"), "Asia/Tokyo"),
    **dict.fromkeys(("rio", "rio de janeiro", "brasilia"), "America/Sao_Paulo"),
    **dict.fromkeys(("st petersburg", "saint petersburg"), "Europe/Moscow"),
    **dict.fromkeys(("geneva", "basel", "bern"), "Europe/Zurich"),
    **dict.fromkeys(("ankara", "izmir"), "Europe/Istanbul"),
    **dict.fromkeys(("montreal", "ottawa"), "America/Toronto"),
    **dict.fromkeys(("abu dhabi",), "Asia/Dubai"),
    **dict.fromkeys(("porto",), "Europe/Lisbon"),
    **dict.fromkeys(("hanoi",), "Asia/Ho_Chi_Minh"),
    **dict.fromkeys(("canberra",), "Australia/Sydney"),
    **dict.fromkeys(("wellington",), "Pacific/Auckland"),
    **dict.fromkeys(("kiev",), "Europe/Kyiv"),
    **dict.fromkeys(("utc", "gmt", "universal"), "UTC"),
}


def zone_at(local: time, now: datetime) -> str | None:
    """Return the zone whose clock at `now` is nearest to `local`, at most half an hour off; else None.

    Typing takes a while and clocks are wrong, so it need not be exact; the answer names the city.
    """
    shown = timedelta(hours=local.hour, minutes=local.minute)
    away, _, name = min((_away(shown, name, now), order, name) for order, name in enumerate(_in_order()))
    return name if away < HALF_HOUR else None


def zone_named(text: str) -> str | None:
    """Return the zone that `text` names (`Lisbon`, `Europe/Lisbon`, `Zürich`, `lisbonn`), or None."""
    if text.strip() in available_timezones():
        return text.strip()
    typed, cities = _plain(text), _cities()
    if typed in cities:
        return cities[typed]
    best = process.extractOne(typed[:60], list(cities), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return cities[best[0]] if best else None


def is_place(text: str) -> bool:
    """Is `text` just the name of a city or zone, typed right?"""
    return _plain(text) in _cities()


def read_all_zones() -> None:
    """Read every zone once, which takes a quarter of a second that nobody should wait for."""
    for name in _in_order():
        ZoneInfo(name)
    _cities()


def city_of(zone: str) -> str:
    """Return the name people know `zone` by: its city."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _away(shown: timedelta, name: str, now: datetime) -> timedelta:
    """Return how far the clock in zone `name` is from showing `shown` at `now`, either way round."""
    local = now.astimezone(ZoneInfo(name))
    difference = shown - timedelta(hours=local.hour, minutes=local.minute)
    return abs((difference + _DAY / 2) % _DAY - _DAY / 2)


@cache
def _in_order() -> tuple[str, ...]:
    others = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return tuple(dict.fromkeys((*POPULOUS, *others)))


@cache
def _cities() -> dict[str, str]:
    return {**dict(_names(available_timezones())), **CITIES}


def _names(zones: Iterable[str]) -> Iterable[tuple[str, str]]:
    for zone in sorted(zones):
        if "/" in zone and not zone.startswith(COUNTRIES):
            yield normal(city_of(zone)), zone
        if not zone.startswith("Etc/"):  # their names differ only in a sign, which typed words lose
            yield normal(zone.replace("/", " ")), zone


def _plain(text: str) -> str:
    """Return `text` as the names are kept: in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text)
    return normal("".join(sign for sign in parts if not unicodedata.combining(sign)))
