"""Reads the routines, and checks the sum and the limits of every plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.content.documents import read_document
from bot.content.faults import Fault
from bot.content.fields import Section
from bot.content.step_kinds import StepFacts
from bot.domain.catalogue import Audience, Routine, RoutineKey, Step, Technique, TechniqueKey
from bot.domain.fitting import LIMITS_FROM
from bot.domain.plan import SHORT_STEP


def read_routines(
    folder: Path,
    kinds: Mapping[str, StepFacts],
    techniques: Mapping[TechniqueKey, Technique],
    faults: list[Fault],
) -> dict[RoutineKey, Routine]:
    """Read routines/*.yaml, in the order in which they are offered."""
    found: list[tuple[int, Routine]] = []
    for path in sorted((folder / "routines").glob("*.yaml")):
        section = Section(read_document(folder, f"routines/{path.name}", faults), faults)
        order = section.number("order")
        if order in [place for place, _ in found]:
            section.fault("order", "another routine has this place already")
        found.append((order, read_routine(RoutineKey(path.stem), section, kinds, techniques)))
        section.finish()
    return {routine.key: routine for _, routine in sorted(found, key=lambda each: each[0])}


def read_routine(
    key: RoutineKey,
    section: Section,
    kinds: Mapping[str, StepFacts],
    techniques: Mapping[TechniqueKey, Technique],
) -> Routine:
    """Read a routine: its minutes, and a plan for partner, for alone, or both."""
    minutes = section.number("minutes")
    shortest = section.number("shortest", default=1)
    plans = section.section("plans")
    read = {}
    for audience in Audience:
        if plans.has(audience.value):
            steps = _read_steps(plans, audience, minutes, kinds, techniques)
            _check_whole(plans, audience, minutes, steps, techniques)
            read[audience] = steps
    if not read:
        section.fault("plans", "give a plan for partner, for alone, or both")
    plans.finish()
    return Routine(key, minutes, read, shortest)


def _read_steps(
    plans: Section,
    audience: Audience,
    minutes: int,
    kinds: Mapping[str, StepFacts],
    techniques: Mapping[TechniqueKey, Technique],
) -> tuple[Step, ...]:
    steps = []
    for section in plans.list_of_sections(audience.value):
        key = section.choice("step", list(kinds))
        seconds = section.number("seconds")
        sides = section.number("sides", default=1)
        change_over = section.number("change_over") if section.has("change_over") else 0
        section.finish()
        if sides > 2 or seconds % max(sides, 1):
            section.fault("sides", "give 1 or 2, and seconds that they can share evenly")
        if change_over * sides >= seconds:
            section.fault("change_over", "give less than the seconds of a side")
        if not key:
            continue
        if kinds[key].audience is not audience:
            section.fault("step", f"{key} is not for {audience.value}")
        step = replace(kinds[key].step, seconds=seconds, sides=sides, change_over=change_over)
        _check_limits(section, step, techniques, binds=minutes >= LIMITS_FROM, audience=audience)
        steps.append(step)
    return tuple(steps)


def _check_whole(
    plans: Section,
    audience: Audience,
    minutes: int,
    steps: tuple[Step, ...],
    techniques: Mapping[TechniqueKey, Technique],
) -> None:
    total = sum(step.seconds for step in steps)
    if total != minutes * 60:
        plans.fault(audience.value, f"the steps must add up to {minutes * 60} s, not {total}")
    named = [step.technique for step in steps if step.technique]
    orders = [techniques[key].session_order for key in named if key in techniques]
    if orders != sorted(set(orders)):
        plans.fault(audience.value, "keep the techniques in the order of their session_order, each once")


def _check_limits(
    section: Section,
    step: Step,
    techniques: Mapping[TechniqueKey, Technique],
    *,
    binds: bool,
    audience: Audience,
) -> None:
    technique = techniques.get(step.technique) if step.technique else None
    if technique is None:
        return
    if step.seconds <= SHORT_STEP:
        section.fault("seconds", f"a technique takes more than {SHORT_STEP} s")
    seconds = step.seconds - step.walk
    if technique.max_seconds is not None and seconds > technique.max_seconds:
        section.fault("seconds", f"{technique.key} takes at most {technique.max_seconds} s")
    if audience is not Audience.partner or not binds:
        return
    if technique.min_seconds is not None and seconds < technique.min_seconds:
        section.fault("seconds", f"{technique.key} takes at least {technique.min_seconds} s")
