"""What to suggest: a routine that respects the person's likes and dislikes.

A routine that a person chooses by name is no suggestion. It is played as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.domain.catalogue import Audience, Routine, Step, Technique, TechniqueKey
from bot.domain.liking import NO_LIKINGS, Liking, disliked, liked
from bot.domain.plan import LENGTHS, Wanted, plan

Known = tuple[tuple[Routine, ...], Mapping[TechniqueKey, Technique], Mapping[TechniqueKey, Liking]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A routine to suggest: `steps` are its plan in `wanted` minutes, or in the nearest length it can fill.

    `left_out`: the disliked techniques that were left out of it. `more_of`: the liked techniques that were
    added or made longer.
    """

    routine: Routine
    audience: Audience
    wanted: int
    steps: tuple[Step, ...]
    left_out: tuple[TechniqueKey, ...] = ()
    more_of: tuple[TechniqueKey, ...] = ()

    @property
    def minutes(self) -> int:
        """Return the plan's length in whole minutes, at least one."""
        return max(1, round(sum(step.seconds for step in self.steps) / 60))

    @property
    def offer(self) -> Wanted:
        """Return what the suggestion's button begins. A routine that a person built has only one length."""
        minutes = self.wanted if self.routine.title is None else None
        is_changed = bool(self.left_out or self.more_of)
        return Wanted(self.routine.key, self.audience, minutes, suggested=is_changed)

    @property
    def holds(self) -> frozenset[TechniqueKey]:
        """Return the techniques of its steps."""
        return frozenset(step.technique for step in self.steps if step.technique is not None)


def suit(
    routine: Routine,
    audience: Audience,
    minutes: int,
    routines: Iterable[Routine],
    techniques: Mapping[TechniqueKey, Technique],
    likings: Mapping[TechniqueKey, Liking],
) -> Suggestion | None:
    """Return the routine changed by `likings`; None if it has no such length, or no technique is left.

    If the techniques that are left cannot fill `minutes`, the plan has the nearest length that they can fill.
    """
    if routine.title is not None:
        return _spare(routine, audience, disliked(likings), techniques)
    known = tuple(routines)
    whole = plan(routine, audience, minutes, known, techniques)
    if whole is None or not likings:
        return Suggestion(routine, audience, minutes, whole) if whole else None
    less = dict.fromkeys(disliked(likings), Liking.less)
    for each in sorted(LENGTHS, key=lambda length: (abs(length - minutes), length)):
        plain = plan(routine, audience, each, known, techniques, less)
        if plain is not None:
            steps = plan(routine, audience, each, known, techniques, likings) or plain
            longer = _longer(steps, plain, liked(likings))
            return Suggestion(
                routine,
                audience,
                minutes,
                steps if longer else plain,
                _left_out(whole, less, techniques),
                longer,
            )
    return None


def suggest(
    wanted: Routine,
    audience: Audience,
    minutes: int,
    routines: Iterable[Routine],
    techniques: Mapping[TechniqueKey, Technique],
    likings: Mapping[TechniqueKey, Liking] = NO_LIKINGS,
) -> Suggestion | None:
    """Return a suggestion of `wanted` in `minutes`, or of another routine; None if nothing can be suggested.

    If the person dislikes every technique of `wanted`, it is the routine nearest in length that has a
    technique left. `left_out` then also names the disliked techniques of `wanted`, so that the answer can
    say them. A routine for another audience is the last choice.
    If `wanted` has no liked technique, a routine that has one is preferred, if it is for the same audience
    and not further away in length. A routine that a person built is not replaced for this reason.
    """
    known = (tuple(routines), techniques, likings)
    found = _in_turn(wanted, audience, minutes, known)
    first = next(found, None)
    if first is None:
        return None
    is_given_up = (first.routine, first.audience) != (wanted, audience)
    best = _liked_better(first, found, minutes, known)
    return replace(best, left_out=_reason(wanted, audience, minutes, best, known)) if is_given_up else best


def _liked_better(chosen: Suggestion, rivals: Iterable[Suggestion], minutes: int, known: Known) -> Suggestion:
    """Return the earliest of `rivals` that has a liked technique, or `chosen` if it has one itself.

    The rival must be for the same audience and not further from `minutes`. Without such a rival, `chosen`
    stays.
    """
    _, techniques, likings = known
    more = liked(likings)
    if chosen.routine.title is not None or not more or more & chosen.holds:
        return chosen
    for rival in rivals:
        is_as_near = abs(rival.minutes - minutes) <= abs(chosen.minutes - minutes)
        if rival.audience is chosen.audience and is_as_near and more & rival.holds:
            return replace(rival, more_of=tuple(key for key in techniques if key in more & rival.holds))
    return chosen


def _reason(
    wanted: Routine, audience: Audience, minutes: int, instead: Suggestion, known: Known
) -> tuple[TechniqueKey, ...]:
    """Return the techniques of `wanted` that the person dislikes, and those left out of `instead`."""
    routines, techniques, likings = known
    whole = plan(wanted, audience, minutes, routines, techniques) or wanted.plans.get(audience, ())
    given_up = _left_out(whole, disliked(likings), techniques)
    return tuple(key for key in techniques if key in {*given_up, *instead.left_out})


def _in_turn(wanted: Routine, audience: Audience, minutes: int, known: Known) -> Iterator[Suggestion]:
    """Yield all that can be suggested: `wanted` first, then by length; other audiences last."""
    routines, techniques, likings = known
    near = sorted(routines, key=lambda routine: abs(routine.minutes - minutes))
    choices = [(routine, each) for routine in (wanted, *near) for each in routine.plans]
    for routine, each in sorted(choices, key=lambda choice: choice[1] is not audience):
        for length in dict.fromkeys((minutes, routine.minutes)):
            found = suit(routine, each, length, routines, techniques, likings)
            if found is not None:
                yield found
                break


def _spare(
    routine: Routine, audience: Audience, less: frozenset[TechniqueKey], order: Iterable[TechniqueKey]
) -> Suggestion | None:
    """Return an own routine without its disliked techniques; the other steps keep their times."""
    whole = routine.plans[audience]
    steps = tuple(step for step in whole if step.technique not in less)
    if all(step.technique is None for step in steps):
        return None
    return Suggestion(routine, audience, routine.minutes, steps, _left_out(whole, less, order))


def _left_out(
    whole: tuple[Step, ...], less: Iterable[TechniqueKey], order: Iterable[TechniqueKey]
) -> tuple[TechniqueKey, ...]:
    unwanted = frozenset(less) & {step.technique for step in whole}
    return tuple(key for key in order if key in unwanted)


def _longer(
    steps: tuple[Step, ...], plain: tuple[Step, ...], more: frozenset[TechniqueKey]
) -> tuple[TechniqueKey, ...]:
    """Return the techniques of `more` that are longer in `steps` than in `plain`, or only in `steps`."""
    before = {step.technique: step.seconds for step in plain}
    return tuple(
        step.technique
        for step in steps
        if step.technique in more and step.technique and step.seconds > before.get(step.technique, 0)
    )
