"""Reads the sources, the places of the body to keep off, and the red flags."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.domain.catalogue import Source
from bot.domain.dangers import Past, RedFlag, Urgency

GRADES = ("A", "B", "C", "seed", "design")
CITED = ("A", "B", "seed")  # what may be shown to people as a source
CAUTION = ("A", "B", "design")  # a caution may be our own
ADVICE = ("A", "B", "seed", "design")  # how to hold, move and pace may be our own


@dataclass(frozen=True, slots=True)
class Areas:
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


def read_areas(folder: Path, sources: Mapping[str, Source], faults: list[Fault]) -> Areas:
    """Read safety/areas.yaml."""
    document = read_document(folder, "safety/areas.yaml", faults)
    never = []
    for key, section in Section(document, faults).sections():
        if section.choice("rule", ("never", "light", "bone")) == "never":
            never.append(key)
        cited(section, "sources", section.texts("sources"), sources, CAUTION)
        section.finish()
    return Areas(tuple(document.values), tuple(never))


def read_red_flags(folder: Path, sources: Mapping[str, Source], faults: list[Fault]) -> tuple[RedFlag, ...]:
    """Read safety/red_flags.yaml: how each danger is answered. The forms come from each language."""
    dangers = []
    document = read_document(folder, "safety/red_flags.yaml", faults)
    for key, section in Section(document, faults).sections():
        # A wrong word has a fault already. Until it is corrected, the danger counts as urgent.
        urgency = Urgency(section.choice("urgency", [each.value for each in Urgency]) or Urgency.now)
        past = Past.over
        if section.has("past"):
            past = Past(section.choice("past", [each.value for each in Past]) or Past.lasting)
        cited(section, "sources", section.texts("sources"), sources, CAUTION)
        section.finish()
        dangers.append(RedFlag(key, urgency, (), past))
    return tuple(dangers)
