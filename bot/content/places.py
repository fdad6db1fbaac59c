"""Reads where people live: the time zones that are tried first, and the cities that name no zone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section


def read_populous(folder: Path, faults: list[Fault]) -> tuple[str, ...]:
    """Read places.yaml: the zones to try first when only a local time is known."""
    section = Section(read_document(folder, "places.yaml", faults), faults)
    zones = section.texts("populous")
    section.finish()
    for zone in zones:
        if not _is_zone(zone):
            section.fault("populous", f"{zone} is no time zone; write its IANA name, Europe/Lisbon")
    if len(set(zones)) < len(zones):
        section.fault("populous", "name each zone once")
    return zones


def read_cities(folder: Path, language: str, faults: list[Fault]) -> Mapping[str, str]:
    """Read cities.yaml of `language`: the zone of each city that gives no zone its name."""
    section = Section(read_document(folder, f"locales/{language}/cities.yaml", faults), faults)
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


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return True
