"""Which steps a plan gets, and how many seconds each: choosing and filling, inside the limits.

For some steps (pushing, pinching, settling, finishing) the seed gives no limits. Such a step gets no less
time than in the content's plans. With a partner, pushing and pinching get up to four minutes; every
other such step gets no more than in the content's plans. A liked technique is added first and gets spare
seconds first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.catalogue import Step, StepKind, Technique, TechniqueKey

LIMITS_FROM = 5  # minutes with a partner; in shorter plans a technique may have less than its least time
LONGEST_OURS = 240  # seconds, with a partner, of a technique for which the seed gives no limits (design)
SHORT_TECHNIQUE = 40  # seconds; the hands need that long to find the place (design)
SHORT_REST = 10  # seconds
LONGEST_REST = 30  # seconds, for a rest that only short plans have (design)
CLOSE_ENOUGH = 0.05  # of the length; a plan may differ from its length by so much
LEAST_WORK = 0.5  # of the length; techniques fill at least so much of a plan (design)
PORTIONS = (10, 2)  # seconds added to a step at once; even numbers, so that both sides get the same


@dataclass(frozen=True, slots=True)
class Part:
    """A step that a plan can hold, with the least and the most seconds for it.

    `enough`: seconds that a rest gets in proportion to its own plan. A rest gets more only when no technique
    can take more. For a technique it is `most`.
    """

    step: Step
    least: int
    most: int
    enough: int
    is_liked: bool = False


def parts_of(
    own: tuple[Step, ...],
    plans: list[tuple[int, tuple[Step, ...]]],
    techniques: Mapping[TechniqueKey, Technique],
    binds: bool,
) -> list[Part]:
    """Return all parts that a plan may hold: the routine's own steps, then those of other routines' plans."""
    steps = {step.prompt: step for step in own}
    for _, others in sorted(plans, key=lambda each: (each[0] < LIMITS_FROM, each[0])):
        for step in others:
            steps.setdefault(step.prompt, step)
    spent: dict[str, list[int]] = {}
    for minutes, others in plans:
        for step in others:
            if minutes >= LIMITS_FROM:
                spent.setdefault(step.prompt, []).append(step.seconds)
    parts = [_part(step, spent.get(step.prompt, []), techniques, binds) for step in steps.values()]
    return sorted(parts, key=lambda part: _order(part.step, techniques))


def _part(step: Step, spent: list[int], techniques: Mapping[TechniqueKey, Technique], binds: bool) -> Part:
    known = spent or [step.seconds]
    if step.kind is not StepKind.technique or step.technique is None:
        most = max(spent) if spent else max(step.seconds, LONGEST_REST)
        return Part(step, min(known) if binds else min(SHORT_REST, min(known)), most, most)
    technique = techniques[step.technique]
    least = (technique.min_seconds or min(known)) if binds else SHORT_TECHNIQUE
    most = technique.max_seconds or (LONGEST_OURS if binds else max(known))
    if technique.max_seconds is not None:
        most += step.walk
    if not binds or technique.min_seconds is not None:
        least += step.walk
    # Even numbers, so that both sides get whole seconds.
    least, most = least + least % step.sides, most - most % step.sides
    return Part(step, min(least, most), most, most)


def _order(step: Step, techniques: Mapping[TechniqueKey, Technique]) -> int:
    return techniques[step.technique].session_order if step.technique else 0


def choose(
    parts: list[Part],
    own: tuple[Step, ...],
    total: int,
    rests: list[Part],
    minutes: int,
) -> list[Part]:
    """Return the techniques of a plan, in the order of a session. Liked techniques are added first."""
    able = sorted((part for part in parts if part.step.technique), key=lambda part: not part.is_liked)
    # In a short plan nobody can follow more than one technique a minute.
    places = len(able) if minutes >= LIMITS_FROM else minutes
    room = total - sum(rest.least for rest in rests)
    needed = total - sum(rest.enough for rest in rests)
    chosen: list[Part] = []
    for part in sorted(able, key=lambda part: part.step not in own):
        fits = len(chosen) < places and sum(each.least for each in chosen) + part.least <= room
        is_wanted = part.step in own or part.is_liked or sum(each.most for each in chosen) < needed
        if fits and is_wanted and part.step.technique not in {each.step.technique for each in chosen}:
            chosen.append(part)
    return [part for part in parts if part in chosen]


def fill(parts: list[Part], total: int) -> tuple[Step, ...] | None:
    """Share `total` seconds out in portions. Each goes to the part with the smallest share of its own time.

    Liked techniques are filled up to their most first. A rest that has enough gets more only when no
    technique can take more. None: the parts cannot fill `total`, or techniques fill too little of it.
    """
    seconds = [part.least for part in parts]

    def turn(n: int) -> tuple[bool, bool, float]:
        part = parts[n]
        return not part.is_liked, seconds[n] >= part.enough, seconds[n] / part.step.seconds

    for portion in PORTIONS:
        while total - sum(seconds) >= portion:
            open_ = [n for n, part in enumerate(parts) if seconds[n] + portion <= part.most]
            if not open_:
                break
            seconds[min(open_, key=turn)] += portion
    work = sum(each for part, each in zip(parts, seconds, strict=True) if part.step.technique)
    if abs(total - sum(seconds)) > total * CLOSE_ENOUGH or work < total * LEAST_WORK:
        return None
    return tuple(replace(part.step, seconds=each) for part, each in zip(parts, seconds, strict=True))
