"""Reads where somebody with thoughts of suicide finds a person to talk to, and in which time zones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.sources import cited
from bot.domain.catalogue import Source
from bot.domain.dangers import Helpline

_GRADES = ("A", "B")


def read_helplines(
    folder: Path, sources: Mapping[str, Source], faults: list[Fault]
) -> Mapping[str, Helpline]:
    """Read helplines.yaml; return the helpline of each time zone that lies in one of its countries."""
    found: dict[str, Helpline] = {}
    zones = _zones_of_countries()
    for country, section in Section(read_document(folder, "helplines.yaml", faults), faults).sections():
        helpline = _helpline(country, section, sources)
        if country not in zones:
            section.fault("", f"{country} is no country; write its two letters, as DE")
        found.update(dict.fromkeys(zones.get(country, ()), helpline))
    return found


def _helpline(country: str, section: Section, sources: Mapping[str, Source]) -> Helpline:
    is_always = not section.has("hours") or section.choice("hours", ("all", "some")) == "all"
    emergency = section.text("emergency") if is_always else None
    helpline = Helpline(country, section.text_or_none("name"), section.text("number"), emergency)
    cited(section, "sources", section.texts("sources"), sources, _GRADES)
    section.finish()
    return helpline


@cache
def _zones_of_countries() -> Mapping[str, list[str]]:
    """Return the time zones of each country, as the time zone database lists them."""
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    zones = defaultdict(list)
    for line in table.splitlines():
        if not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            zones[country].append(zone)
    return zones
