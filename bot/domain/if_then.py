"""An if-then plan: after a fixed moment of the day I do it; if something is in the way, I do less of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST_CUE = 30  # characters of a person's own words


class Cue(StrEnum):
    """The moment of the day that a plan is tied to."""

    breakfast = "breakfast"
    lunch = "lunch"
    work = "work"
    shower = "shower"
    dinner = "dinner"


class Barrier(StrEnum):
    """What is in the way most often; each has its own way out."""

    no_time = "no_time"
    too_tired = "too_tired"
    no_partner = "no_partner"


@dataclass(frozen=True, slots=True)
class IfThen:
    """A plan of a reminder. `cue`: one of ours, or a person's own words. `barrier`: None until it is said."""

    cue: Cue | str
    barrier: Barrier | None = None

    @property
    def own_words(self) -> str | None:
        """The person's own words, if the cue is not one of ours."""
        return None if isinstance(self.cue, Cue) else self.cue
