"""Reads the sources, the places of the body to keep off, and the red flags."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.domain.catalogue import Source, Urgency

GRADES = ("A", "B", "C", "seed", "design")
CITED = ("A", "B", "seed")  # what may be shown to people as a source
CAUTION = ("A", "B", "design")  # a caution may be our own
ADVICE = ("A", "B", "seed", "design")  # how to hold, move and pace may be our own


@dataclass(frozen=True, slots=True)
class Zones:
    """The places of the body to keep off, and those of them that no technique may touch."""

    known: tuple[str, ...]
    never: tuple[str, ...]


def read_sources(folder: Path, faults: list[Fault]) -> dict[str, Source]:
    """Read sources.yaml."""
    sources = {}
    for key, section in Section(read_document(folder, "sources.yaml", faults), faults).sections():
        grade = section.choice("grade", GRADES)
        url = section.text_or_none("url")
        if url is None and grade in ("A", "B", "C"):
            section.fault("url", "give the address, https://...")
        if url is not None and not url.startswith(("https://", "http://")):
            section.fault("url", "an address begins with https:// or http://")
        sources[key] = Source(key, section.text("title"), url, grade)
        section.finish()
    return sources


def cited(
    section: Section, key: str, ids: Collection[str], sources: Mapping[str, Source], grades: Collection[str]
) -> None:
    """Add a fault at `key` for each id that is no source, or whose grade is none of `grades`."""
    for source in ids:
        if source not in sources:
            section.fault(key, f"{source} is not in sources.yaml")
        elif sources[source].grade not in grades:
            section.fault(
                key, f"{source} has grade {sources[source].grade}; only {', '.join(grades)} may stand here"
            )


def read_zones(folder: Path, sources: Mapping[str, Source], faults: list[Fault]) -> Zones:
    """Read safety/zones.yaml."""
    document = read_document(folder, "safety/zones.yaml", faults)
    never = []
    for key, section in Section(document, faults).sections():
        if section.choice("rule", ("never", "light", "bone")) == "never":
            never.append(key)
        cited(section, "sources", section.texts("sources"), sources, CAUTION)
        section.finish()
    return Zones(tuple(document.values), tuple(never))


def read_red_flags(folder: Path, sources: Mapping[str, Source], faults: list[Fault]) -> dict[str, Urgency]:
    """Read safety/red_flags.yaml: how urgent each sign is."""
    urgencies = {}
    document = read_document(folder, "safety/red_flags.yaml", faults)
    for key, section in Section(document, faults).sections():
        # A wrong word has a fault already; until it is corrected, the sign counts as the most urgent.
        urgencies[key] = Urgency(section.choice("urgency", [each.value for each in Urgency]) or Urgency.now)
        cited(section, "sources", section.texts("sources"), sources, CAUTION)
        section.finish()
    return urgencies
