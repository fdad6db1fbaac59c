"""Reads where people live: zones that are tried first, cities that no zone is named after, names of zones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.languages import Languages
from bot.domain.place_names import PlaceTable

ZONE_NAMES = "zones.yaml"
_ON_A_BUTTON = 30  # characters


@dataclass(frozen=True, slots=True)
class ZonesKnown:
    """What places.yaml says of zones."""

    populous: tuple[str, ...]  # where many people live, to be tried first when only a local time is known
    abbreviations: Mapping[str, tuple[str, ...]]


def read_zones(folder: Path, faults: list[Fault]) -> ZonesKnown:
    """Read places.yaml; add to `faults` what is wrong."""
    section = Section(read_document(folder, "places.yaml", faults), faults)
    populous = section.texts("populous")
    listed = section.section("abbreviations")
    section.finish()
    abbreviations = {key: listed.texts(key) for key in listed.keys()}
    for key, zones in (("populous", populous), *abbreviations.items()):
        within = section if key == "populous" else listed
        for zone in zones:
            if not _is_zone(zone):
                within.fault(key, f"{zone} is no time zone; write its IANA name, Europe/Lisbon")
        if len(set(zones)) < len(zones):
            within.fault(key, "name each zone once")
    return ZonesKnown(populous, abbreviations)


def read_place_table(folder: Path, faults: list[Fault]) -> PlaceTable:
    """Return the table of cities and countries. It is not read through, which would take long."""
    file = folder / "cities.tsv"
    if not file.is_file():
        faults.append(Fault("cities.tsv", None, "", "the file is not there; tools/make_places.py writes it"))
        return PlaceTable(b"")
    return PlaceTable(file.read_bytes())


def read_cities(folder: Path, language: str, languages: Languages, faults: list[Fault]) -> Mapping[str, str]:
    """Read cities.yaml of `language`: the zone of each city that no zone is named after."""
    section = Section(read_document(folder, languages.file(folder, language, "cities.yaml"), faults), faults)
    cities: dict[str, str] = {}
    for zone in section.keys():
        if not _is_zone(zone):
            section.fault(zone, "this is no time zone; write its IANA name, Europe/Lisbon")
        for city in section.texts(zone):
            if city != " ".join(city.lower().split()):
                section.fault(zone, f'"{city}": write it in lower case, with single spaces')
            if city in cities:
                section.fault(zone, f'"{city}" is in {cities[city]} already')
            cities[city] = zone
    return cities


def read_zone_names(
    folder: Path, language: str, languages: Languages, faults: list[Fault]
) -> Mapping[str, str]:
    """Read zones.yaml of `language`, where it has one: what people call the city of a zone."""
    if not languages.has(folder, language, ZONE_NAMES):
        return {}
    section = Section(read_document(folder, f"locales/{language}/{ZONE_NAMES}", faults), faults)
    names = {zone: section.text(zone) for zone in section.keys()}
    for zone, name in names.items():
        if not _is_zone(zone):
            section.fault(zone, "this is no time zone; write its IANA name, Europe/Lisbon")
        if len(name) > _ON_A_BUTTON:
            section.fault(zone, f"it stands on a button, which holds {_ON_A_BUTTON} characters")
    return names


@cache  # ZoneInfo remembers only a few zones, and reads the others' files each time
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return True
