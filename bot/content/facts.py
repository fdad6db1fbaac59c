"""Reads what is the same in every language: sources, safety, techniques, routines and tips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faq import read_faq
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.helplines import read_helplines
from bot.content.offers import read_offers
from bot.content.places import read_place_table, read_zones
from bot.content.plans import read_routines
from bot.content.pressure import read_lighter
from bot.content.sources import cited, read_areas, read_red_flags, read_sources
from bot.content.step_kinds import read_step_kinds
from bot.content.techniques import read_techniques
from bot.content.trials import read_trials
from bot.domain.catalogue import (
    Faq,
    FaqKey,
    Offers,
    PhraseId,
    Routine,
    RoutineKey,
    Source,
    Step,
    Technique,
    TechniqueKey,
    Tip,
    TipKey,
)
from bot.domain.dangers import Helpline, RedFlag
from bot.domain.place_names import PlaceTable

TIP_GRADES = ("A", "B")
TIP_KINDS = ("posture", "exercise")


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything but prose. If the files have faults, it holds what could be read."""

    sources: Mapping[str, Source]
    areas: tuple[str, ...]
    dangers: tuple[RedFlag, ...]  # without forms
    steps: tuple[Step, ...]  # one of each kind that routines are made of; its seconds mean nothing
    paced: frozenset[PhraseId]  # prompts of the steps whose words name a rhythm
    above_low_ribs: frozenset[PhraseId]  # prompts of the steps that never reach the lowest ribs
    sided: frozenset[PhraseId]  # prompts of the steps whose words name a side
    beats: Mapping[PhraseId, tuple[int, int]]  # by prompt: beats of the pulse a minute, by pace
    lighter: tuple[tuple[int, int], ...]  # pressure of 10 after the first "lighter", after the second
    techniques: Mapping[TechniqueKey, Technique]
    routines: Mapping[RoutineKey, Routine]
    trials: Mapping[TechniqueKey, Routine]  # each technique alone, for a minute or two
    offers: Offers
    tips: Mapping[TipKey, Tip]
    faq: Mapping[FaqKey, Faq]
    pictures: tuple[str, ...]  # names of media/pictures.yaml
    populous: tuple[str, ...]  # time zones where many people live, in the order in which they are tried
    helplines: Mapping[str, Helpline]  # by time zone
    abbreviations: Mapping[str, tuple[str, ...]]  # of zones: "IST" stands for several
    place_table: PlaceTable


def read_facts(folder: Path, faults: list[Fault]) -> Facts:
    """Read all facts of the content folder; add to `faults` what is wrong."""
    sources = read_sources(folder, faults)
    areas = read_areas(folder, sources, faults)
    techniques = read_techniques(folder, sources, areas, faults)
    kinds = read_step_kinds(folder, techniques, sources, faults)
    routines = read_routines(folder, kinds, techniques, faults)
    zones = read_zones(folder, faults)
    pictures = tuple(read_document(folder, "media/pictures.yaml", faults).values)
    return Facts(
        sources=sources,
        areas=areas.known,
        dangers=read_red_flags(folder, sources, faults),
        steps=tuple(kind.step for kind in kinds.values()),
        paced=frozenset(kind.step.prompt for kind in kinds.values() if kind.is_paced),
        above_low_ribs=frozenset(kind.step.prompt for kind in kinds.values() if kind.stays_above),
        sided=frozenset(kind.step.prompt for kind in kinds.values() if kind.is_sided),
        beats={kind.step.prompt: kind.beats for kind in kinds.values() if kind.beats is not None},
        lighter=read_lighter(folder, sources, faults),
        techniques=techniques,
        routines=routines,
        trials=read_trials(folder, kinds, techniques, faults),
        offers=read_offers(folder, routines, faults),
        tips=_read_tips(folder, sources, faults),
        faq=read_faq(folder, sources, pictures, faults),
        pictures=pictures,
        populous=zones.populous,
        abbreviations=zones.abbreviations,
        place_table=read_place_table(folder, faults),
        helplines=read_helplines(folder, sources, faults),
    )


def read_tags(folder: Path, faults: list[Fault]) -> frozenset[str]:
    """Read what a tip can be about: tips/tags.yaml."""
    section = Section(read_document(folder, "tips/tags.yaml", faults), faults)
    tags = frozenset(section.texts("tags"))
    section.finish()
    return tags


def _read_tips(folder: Path, sources: Mapping[str, Source], faults: list[Fault]) -> dict[TipKey, Tip]:
    tips: dict[TipKey, Tip] = {}
    known = read_tags(folder, faults)
    for kind in TIP_KINDS:
        for key, section in Section(read_document(folder, f"tips/{kind}.yaml", faults), faults).sections():
            source = section.text("source")
            cited(section, "source", [source] if source else [], sources, TIP_GRADES)
            if TipKey(key) in tips:
                section.fault("", "another file has a tip of this key; choose another")
            tips[TipKey(key)] = Tip(TipKey(key), kind, _tags_of(section, known), source)
            section.finish()
    return tips


def _tags_of(section: Section, known: frozenset[str]) -> tuple[str, ...]:
    """Return what a tip is about; a tag that is not in tips/tags.yaml is a fault."""
    tags = section.texts("tags")
    for tag in tags:
        if tag not in known:
            section.fault("tags", f"{tag} is not in tips/tags.yaml: {', '.join(sorted(known))}")
    return tags
