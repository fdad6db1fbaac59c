"""Reads the kinds of steps that a routine can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.sources import ADVICE, cited
from bot.content.techniques import LONGEST_STEP
from bot.domain.catalogue import Audience, PhraseId, Source, Step, StepKind, Technique, TechniqueKey

FASTEST_BEATS = 240  # a minute; the quickest taps that the texts ask for


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A kind of step: its words, and for whom it is.

    `is_paced`: the words name a rhythm, which depends on the pace.
    `beats`: beats of the pulse a minute, for a beginner and for the practised; None: there is no pulse.
    `stays_above`: the step never reaches the lowest ribs.
    `is_sided`: the words name a side, so that the other side has words of its own.
    """

    step: Step
    audience: Audience | None  # None: the file names an audience that does not exist
    is_paced: bool
    stays_above: bool
    is_sided: bool
    beats: tuple[int, int] | None


def read_step_kinds(
    folder: Path,
    techniques: Mapping[TechniqueKey, Technique],
    sources: Mapping[str, Source],
    faults: list[Fault],
) -> dict[str, StepFacts]:
    """Read steps.yaml: every kind of step that a routine can hold, by its key."""
    kinds = {}
    for key, section in Section(read_document(folder, "steps.yaml", faults), faults).sections():
        kind = StepKind(section.choice("kind", [each.value for each in StepKind]) or StepKind.settle)
        technique = None
        if kind is StepKind.technique:
            technique = TechniqueKey(section.choice("technique", list(techniques)))
        audience = section.choice("for", [each.value for each in Audience])
        known = techniques.get(technique) if technique else None
        pressure = known.pressure if known else None
        name = PhraseId(section.text("name"))
        needs = section.texts("needs", default=())
        wants = _wants(section, sources)
        step = Step(
            kind, PhraseId(f"step.{key}"), name, 1, technique, pressure=pressure, needs=needs, wants=wants
        )
        kinds[key] = StepFacts(
            step,
            Audience(audience) if audience else None,
            is_paced=_is_paced(section, step),
            stays_above=_stays_above(section, step),
            is_sided=section.has("other_side") and section.choice("other_side", ("own_text",)) == "own_text",
            beats=_beats(section, step),
        )
        section.finish()
    return kinds


def _wants(section: Section, sources: Mapping[str, Source]) -> tuple[int, int] | None:
    wants = section.pair_or_none("wants", most=LONGEST_STEP)
    if wants is not None:
        cited(section, "sources", section.texts("sources"), sources, ADVICE)
    return wants


def _is_paced(section: Section, step: Step) -> bool:
    if not section.has("rhythm"):
        return False
    if step.pressure is None:
        section.fault("rhythm", "only a technique has a rhythm")
    return section.choice("rhythm", ("by_pace",)) == "by_pace"


def _beats(section: Section, step: Step) -> tuple[int, int] | None:
    if step.technique is None and not section.has("beats"):
        return None
    return section.pair("beats", most=FASTEST_BEATS)


def _stays_above(section: Section, step: Step) -> bool:
    if not section.has("low_ribs"):
        return False
    if step.pressure is None:
        section.fault("low_ribs", "only a technique has a pressure there")
    return section.choice("low_ribs", ("stays_above",)) == "stays_above"
