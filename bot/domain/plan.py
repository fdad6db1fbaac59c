"""What somebody chose to do, and the plan of a routine in a number of minutes.

At the routine's own length the plan is the one in the content. The plan of every other length is computed
from it (`fitting`).

A suggested plan respects the person's likes and dislikes. A technique with `less` is left out, and the others
fill its time. A technique with `more` is added first and gets spare seconds first. The limits stay the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntFlag, StrEnum

from bot.domain.catalogue import Audience, Routine, RoutineKey, Step, Technique, TechniqueKey
from bot.domain.fitting import LIMITS_FROM, Part, choose, fill, parts_of
from bot.domain.liking import NO_LIKINGS, Liking

LENGTHS = (1, 3, 5, 10, 15, 20)  # minutes
LONGEST_ALONE = 10  # minutes; no source recommends more in one session (design)
SHORT_STEP = 20  # seconds; a rest of this length or less has a shorter text of its own


class Pace(StrEnum):
    """How much practice the giver has. The rhythm that a step's text names depends on it."""

    beginner = "beginner"
    practised = "practised"


class Cues(IntFlag):
    """Cues: what is said during a step. `sound`: `half` and `ten` are sent as messages instead of edits."""

    half = 1
    ten = 2
    side = 4
    sound = 8


NO_CUE = Cues(0)
EVERY_CUE = Cues.half | Cues.ten | Cues.side


@dataclass(frozen=True, slots=True)
class Wanted:
    """A routine and its audience, perhaps with minutes and a pace. A part that is None is not chosen yet.

    `suggested`: its plan respects likes and dislikes; a routine that is named is played as it is.
    """

    routine: RoutineKey
    audience: Audience
    minutes: int | None = None
    pace: Pace | None = None
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose to do: a routine, its audience, its minutes and its pace.

    `suggested`: its plan respects likes and dislikes; a routine that is named is played as it is.
    """

    routine: RoutineKey
    audience: Audience
    minutes: int
    pace: Pace = Pace.beginner
    suggested: bool = False

    @property
    def wanted(self) -> Wanted:
        """Return the same as a Wanted in which every part is chosen."""
        return Wanted(self.routine, self.audience, self.minutes, self.pace, self.suggested)


def lengths(
    routine: Routine,
    audience: Audience,
    routines: Iterable[Routine],
    techniques: Mapping[TechniqueKey, Technique],
    likings: Mapping[TechniqueKey, Liking] = NO_LIKINGS,
) -> tuple[int, ...]:
    """Return those of LENGTHS (minutes) that `routine` can fill for `audience`."""
    known = tuple(routines)
    return tuple(
        each
        for each in LENGTHS
        if is_offered(routine, each) and plan(routine, audience, each, known, techniques, likings) is not None
    )


def is_offered(routine: Routine, minutes: int) -> bool:
    """Is this length offered? A suggestion may still be shorter, if techniques are left out of it."""
    return minutes >= routine.shortest


def plan(
    routine: Routine,
    audience: Audience,
    minutes: int,
    routines: Iterable[Routine],
    techniques: Mapping[TechniqueKey, Technique],
    likings: Mapping[TechniqueKey, Liking] = NO_LIKINGS,
) -> tuple[Step, ...] | None:
    """Return the steps of `routine` in `minutes`; None if it cannot fill them, or is not for `audience`.

    If the minutes are too few for all techniques of the routine, some are left out. If they are too many,
    techniques of other routines are added, but none that needs further things to be fetched. The techniques
    stand in the order of a session. The times keep the proportions of the routine's own plan as far as the
    limits allow. None also if the person dislikes every technique of the routine.
    """
    own = routine.plans.get(audience)
    if audience is Audience.alone and minutes > LONGEST_ALONE:
        return None
    if own is None or (minutes == routine.minutes and not likings):
        return own
    if minutes not in LENGTHS:
        return None
    total = minutes * 60
    plans = [(each.minutes, each.plans[audience]) for each in routines if audience in each.plans]
    fetched = needs_of(own)
    parts = [
        _liked(part, own, total, likings)
        for part in parts_of(own, plans, techniques, _binds(audience, minutes))
        if _liking(part.step, likings) is not Liking.less and fetched.issuperset(part.step.needs)
    ]
    if minutes == routine.minutes and not _changes(own, parts):
        return own
    rests = [part for part in parts if part.step.technique is None and part.step in own]
    chosen = choose(parts, own, total, rests, minutes)
    if not any(part.step in own for part in chosen):
        return None
    first = next((number for number, step in enumerate(own) if step.technique is not None), len(own))
    head = [rest for rest in rests if own.index(rest.step) < first]
    ordered = [*head, *chosen, *(rest for rest in rests if rest not in head)]
    return fill(ordered, total)


def nearest_length(
    routine: Routine,
    audience: Audience,
    minutes: int,
    routines: Iterable[Routine],
    techniques: Mapping[TechniqueKey, Technique],
) -> int:
    """Return `minutes` if `routine` can fill them for `audience`, else the nearest length that it can."""
    found = lengths(routine, audience, routines, techniques)
    return min(found, key=lambda each: (abs(each - minutes), each), default=routine.minutes)


def needs_of(steps: Iterable[Step]) -> frozenset[str]:
    """Return all that must be fetched for `steps`, as keys of phrases `need.<key>`."""
    return frozenset(need for step in steps for need in step.needs)


def is_shortened(step: Step, techniques: Mapping[TechniqueKey, Technique]) -> bool:
    """Has this step less time than it should have?"""
    wanted = wanted_seconds(step, techniques)
    return wanted is not None and step.seconds - step.walk < wanted[0]


def wanted_seconds(step: Step, techniques: Mapping[TechniqueKey, Technique]) -> tuple[int, int] | None:
    """Return the least and the most seconds that a step should have; None: the content gives none."""
    technique = techniques.get(step.technique) if step.technique else None
    if technique is None or step.wants is not None:
        return step.wants
    if technique.min_seconds is None or technique.max_seconds is None:
        return None
    return technique.min_seconds, technique.max_seconds


def _binds(audience: Audience, minutes: int) -> bool:
    """Must a plan of this length keep to the least times?"""
    return audience is Audience.partner and minutes >= LIMITS_FROM


def _liking(step: Step, likings: Mapping[TechniqueKey, Liking]) -> Liking | None:
    return likings.get(step.technique) if step.technique else None


def _liked(part: Part, own: tuple[Step, ...], total: int, likings: Mapping[TechniqueKey, Liking]) -> Part:
    """Return the part with its `enough` for a plan of `total` seconds, and with the person's liking."""
    if part.step.technique is None:
        share = part.step.seconds * total // sum(step.seconds for step in own)
        return replace(part, enough=min(part.most, max(part.least, share)))
    return replace(part, is_liked=_liking(part.step, likings) is Liking.more)


def _changes(own: tuple[Step, ...], parts: list[Part]) -> bool:
    """Do likes or dislikes change the routine's own plan?"""
    kept = {part.step for part in parts}
    return any(part.is_liked for part in parts) or any(step not in kept for step in own)
