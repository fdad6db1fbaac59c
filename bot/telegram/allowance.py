"""How many updates of one person are read. Nobody reaches this limit by typing and tapping.

Without a limit, one person who sends hundreds of updates makes everybody else wait.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from bot.domain.ids import PersonId, UpdateId
from bot.ports import Now

AT_ONCE = 60  # updates that a person may send at once
A_SECOND = 20.0  # updates that a person may send each second in the long run
PEOPLE = 10_000  # remembered at most; after some quiet seconds a person has the whole allowance again
UPDATES = 1_000  # updates whose verdict is remembered: one that is fetched again gets the same verdict


@dataclass(slots=True)
class _Spent:
    updates: float
    at: Now


@dataclass(slots=True)
class Allowance:
    """How much of the allowance each person has used up."""

    _spent: dict[PersonId, _Spent] = field(default_factory=dict)
    _verdicts: OrderedDict[UpdateId, bool] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        """Return how many people are remembered."""
        return len(self._spent)

    def allows(self, person: PersonId, update: UpdateId, now: Now) -> bool:
        """Is this update of this person read?"""
        verdict = self._verdicts.get(update)
        if verdict is None:
            verdict = self._verdicts[update] = self._spend(person, now)
            if len(self._verdicts) > UPDATES:
                self._verdicts.popitem(last=False)
        return verdict

    def _spend(self, person: PersonId, now: Now) -> bool:
        spent = self._spent.get(person)
        still = _still_spent(spent, now) if spent else 0.0
        if still > AT_ONCE - 1:
            return False
        self._spent[person] = _Spent(still + 1, now)
        if len(self._spent) > PEOPLE:
            self._spent = {one: each for one, each in self._spent.items() if _still_spent(each, now) > 0}
        return True


def _still_spent(spent: _Spent, now: Now) -> float:
    """Return how many updates still count. Their number falls with the faster of the two clocks."""
    elapsed = max(now.wire - spent.at.wire, now.people - spent.at.people).total_seconds()
    return max(spent.updates - A_SECOND * elapsed, 0.0)
