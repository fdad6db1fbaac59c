"""Finding a time zone by the name of a city or of the zone itself, as people type it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from bot.domain.zones import city_of
from bot.reading.words import plain

_NEAR = 85

# Old names whose last part is no city, such as Canada/Atlantic.
COUNTRIES = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")

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


def zone_named(text: str) -> str | None:
    """Return the zone that `text` names (`Lisbon`, `Europe/Lisbon`, `Zürich`, `lisbonn`), or None."""
    if text.strip() in _zones():
        return text.strip()
    typed, cities = _plain(text), _cities()
    if typed in cities:
        return cities[typed]
    best = process.extractOne(typed[:60], list(cities), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return cities[best[0]] if best else None


def is_place(text: str) -> bool:
    """Is `text` just the name of a city or zone, typed right?"""
    return _plain(text) in _cities()


def read_all_places() -> None:
    """Collect the names of all zones once, which takes some hundredths of a second."""
    _cities()


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _cities() -> dict[str, str]:
    return {**dict(_names(_zones())), **CITIES}


def _names(zones: Iterable[str]) -> Iterable[tuple[str, str]]:
    for zone in sorted(zones):
        if "/" in zone and not zone.startswith(COUNTRIES):
            yield plain(city_of(zone)), zone
        if not zone.startswith("Etc/"):  # their names differ only in a sign, which typed words lose
            yield plain(zone.replace("/", " ")), zone


def _plain(text: str) -> str:
    """Return `text` as the names are kept: in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text)
    return plain("".join(sign for sign in parts if not unicodedata.combining(sign)))
