"""How much each person has taken of something that time gives back."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from bot.domain.ids import PersonId, UpdateId
from bot.ports import Now

PEOPLE = 10_000  # remembered at most; after some quiet time a person may take all of it again
UPDATES = 1_000  # updates whose verdict is remembered: one that is fetched again gets the same verdict


@dataclass(frozen=True, slots=True)
class _Level:
    amount: float
    at: Now


@dataclass(slots=True)
class Buckets:
    """A bucket for each person: `at_once` fits into it, and it loses `a_second` each second."""

    at_once: float
    a_second: float
    _levels: dict[PersonId, _Level] = field(default_factory=dict)
    _verdicts: OrderedDict[UpdateId, bool] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        """Return how many people are remembered."""
        return len(self._levels)

    def verdict(self, update: UpdateId) -> bool | None:
        """Return whether there was room for this update; None if that is not known."""
        return self._verdicts.get(update)

    def takes(self, person: PersonId, update: UpdateId, now: Now, amount: float = 1) -> bool:
        """Is there room for the `amount` of this update? Then put it in.

        An empty bucket has room for any amount.
        """
        known = self._verdicts.get(update)
        if known is not None:
            return known
        left = self._left(person, now)
        fits = left == 0 or left + amount <= self.at_once
        self._levels[person] = _Level(left + amount if fits else left, now)
        self._verdicts[update] = fits
        self._forget(now)
        return fits

    def _left(self, person: PersonId, now: Now) -> float:
        """Return what is still in the bucket. It empties with the faster of the two clocks."""
        level = self._levels.get(person)
        if level is None:
            return 0.0
        elapsed = max(now.wire - level.at.wire, now.people - level.at.people).total_seconds()
        return max(level.amount - self.a_second * max(elapsed, 0.0), 0.0)

    def _forget(self, now: Now) -> None:
        if len(self._verdicts) > UPDATES:
            self._verdicts.popitem(last=False)
        if len(self._levels) > PEOPLE:
            self._levels = {one: level for one, level in self._levels.items() if self._left(one, now) > 0}
