"""Finding a time zone by the name of a city or of the zone itself, as people type it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from bot.domain.zones import city_of
from bot.reading.words import normal

_NEAR = 85

# Old names whose last part is no city, such as Canada/Atlantic.
COUNTRIES = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")


def zone_named(text: str, cities: Mapping[str, str]) -> str | None:
    """Return the zone that `text` names (`Lisbon`, `Europe/Lisbon`, `Zürich`, `lisbonn`), or None.

    `cities` has the zones of big cities that give no zone its name.
    """
    if text.strip() in available_timezones():
        return text.strip()
    typed, places = plain_name(text), {**_places(), **cities}
    if typed in places:
        return places[typed]
    best = process.extractOne(typed[:60], list(places), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return places[best[0]] if best else None


def is_place(text: str, cities: Mapping[str, str]) -> bool:
    """Is `text` just the name of a zone or of a city, one of `cities` too, typed right?"""
    typed = plain_name(text)
    return typed in cities or typed in _places()


def plain_name(text: str) -> str:
    """Return `text` as names are compared: in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text)
    return normal("".join(sign for sign in parts if not unicodedata.combining(sign)))


def read_all_places() -> None:
    """Collect the names of all zones once, which takes some hundredths of a second."""
    _places()


@cache
def _places() -> dict[str, str]:
    """Return all zones by their names and by the names of their cities."""
    return dict(_names(available_timezones()))


def _names(zones: Iterable[str]) -> Iterable[tuple[str, str]]:
    for zone in sorted(zones):
        if "/" in zone and not zone.startswith(COUNTRIES):
            yield normal(city_of(zone)), zone
        if not zone.startswith("Etc/"):  # their names differ only in a sign, which typed words lose
            yield normal(zone.replace("/", " ")), zone
