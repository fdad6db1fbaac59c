"""What to suggest: a routine without the techniques that less was asked of.

A routine that somebody chooses by name is no suggestion, and is played as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from bot.domain.catalogue import Audience, Routine, Step, TechniqueKey


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A routine to suggest, as long as it was chosen: `steps` are its plan without those in `left_out`."""

    routine: Routine
    audience: Audience
    steps: tuple[Step, ...]
    left_out: tuple[TechniqueKey, ...]

    @property
    def minutes(self) -> int:
        """Return the length of what stays, in whole minutes, at least one."""
        return max(1, round(sum(step.seconds for step in self.steps) / 60))

    @property
    def start(self) -> str:
        """Return what the button that starts it sends."""
        return f"{'spare' if self.left_out else 'begin'}:{self.data}"

    @property
    def data(self) -> str:
        """Return the routine, the audience and the length before anything is left out, for a button.

        A routine that a person built has just one length.
        """
        wanted = f"{self.routine.key}:{self.audience}"
        return wanted if self.routine.title is not None else f"{wanted}:{self.routine.minutes}"


def fitted(routine: Routine, audience: Audience, minutes: int, steps: tuple[Step, ...]) -> Routine:
    """Return the routine as it is in `minutes`, for one audience."""
    return replace(routine, minutes=minutes, plans={audience: steps})


def spare(routine: Routine, audience: Audience, disliked: Collection[TechniqueKey]) -> Suggestion | None:
    """Return the routine without the `disliked` techniques, or None if no technique would stay.

    The other steps keep their lengths and with them their limits; the whole is shorter.
    """
    plan = routine.plans[audience]
    steps = tuple(step for step in plan if step.technique not in disliked)
    if all(step.technique is None for step in steps):
        return None
    left_out = dict.fromkeys(step.technique for step in plan if step.technique in disliked)
    return Suggestion(routine, audience, steps, tuple(key for key in left_out if key is not None))


def suggest(
    routines: Iterable[Routine], wanted: Routine, audience: Audience, disliked: Collection[TechniqueKey]
) -> Suggestion | None:
    """Return `wanted`, else the routine nearest to it in length of which something stays, else None.

    Another audience comes last: who has a partner is not sent to do it alone without need.
    """
    near = sorted(routines, key=lambda routine: abs(routine.minutes - wanted.minutes))
    choices = [(routine, each) for routine in (wanted, *near) for each in routine.plans]
    for routine, each in sorted(choices, key=lambda choice: choice[1] is not audience):
        found = spare(routine, each, disliked)
        if found is not None:
            return found
    return None
