"""Finding a time zone by the name of a city or of the zone itself, as people type it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from bot.domain.zones import city_of
from bot.reading.words import plain

_NEAR = 85

# Old names whose last part is no city, such as Canada/Atlantic.
COUNTRIES = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")


class Places:
    """The names of all zones, of the cities that give them their names, and of `cities` with their zones."""

    def __init__(self, cities: Mapping[str, str]) -> None:
        self._cities = {_plain(city): zone for city, zone in cities.items()}

    def zone_named(self, text: str) -> str | None:
        """Return the zone that `text` names (`Lisbon`, `Europe/Lisbon`, `Zürich`, `lisbonn`), or None."""
        if text.strip() in _zones():
            return text.strip()
        typed, known = _plain(text), self._known
        if typed in known:
            return known[typed]
        best = process.extractOne(typed[:60], list(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
        return known[best[0]] if best else None

    def is_place(self, text: str) -> bool:
        """Is `text` just the name of a city or a zone, typed right?"""
        return _plain(text) in self._known

    @cached_property
    def _known(self) -> dict[str, str]:
        return {**_by_names(), **self._cities}


def read_all_places() -> None:
    """Collect the names of all zones once, which takes some hundredths of a second."""
    _by_names()


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _by_names() -> dict[str, str]:
    """Return all zones by their names and by the names of their cities."""
    return dict(_names(_zones()))


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
