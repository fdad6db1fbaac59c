"""What the days of a person come to: a streak with a reserve, and a strength. All of it follows from dates.

Each week, from Monday on, has a reserve of two days. A day without anything takes one of them, by itself: the
streak stays, and does not grow. What is left over at the end of a week is not kept for the next.

On a day on which the person does nothing, all of it stands still if the person is away, or if the bot was and
could not ring.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

RESERVE = 2  # days a week
MILESTONES = (7, 30, 66)  # days with something done, all together
GAP = timedelta(days=14)  # who comes back after so long is welcomed
# A missed day costs a little over 5 % of the strength, and half of it is gone after 13 of them.
_KEEPS = 0.5 ** (1 / 13)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Habit:
    """Where somebody stands on a day. That day itself is not missed before it is over.

    `streak`: days with something done, since the last day that neither was done nor found a reserve.
    `best`: the longest streak so far. `spent`: the days that the reserve made up for, the earliest first.
    `left`: what is left of this week's reserve. `strength`: 0 to 1.
    """

    streak: int = 0
    best: int = 0
    spent: tuple[date, ...] = ()
    left: int = RESERVE
    strength: float = 0.0


@dataclass(slots=True)
class _Walk:
    """What is known when the walk has come to a day."""

    streak: int = 0
    best: int = 0
    strength: float = 0.0
    week: date = date.min
    left: int = RESERVE

    def enter(self, day: date) -> None:
        monday = week_of(day)
        if monday != self.week:
            self.week, self.left = monday, RESERVE

    def do(self) -> None:
        self.streak += 1
        self.best = max(self.best, self.streak)
        self.strength = self.strength * _KEEPS + (1 - _KEEPS)

    def miss(self) -> bool:
        """Pass over a day without anything; return whether the reserve made up for it."""
        if self.streak and self.left:
            self.left -= 1
            return True
        self.streak = 0
        self.strength *= _KEEPS
        return False


def look_back(done: Iterable[date], today: date, away: Collection[date] = ()) -> Habit:
    """Return where somebody stands on `today` who did something on `done`, and was away on `away`."""
    days = set(done)
    if not days:
        return Habit()
    walk, spent = _Walk(), []
    # A chat that has moved to the west may have done something on a date that is still to come there.
    day, last = min(days), max(*days, today)
    while day <= last:
        walk.enter(day)
        if day in days:
            walk.do()
        elif day < today and day not in away and walk.miss():
            spent.append(day)
        day += _DAY
    return Habit(walk.streak, walk.best, tuple(spent), walk.left, walk.strength)


def week_of(day: date) -> date:
    """Return the Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def milestone(before: int, after: int) -> int | None:
    """Return the milestone that was reached when the days done grew from `before` to `after`, or None."""
    return next((each for each in reversed(MILESTONES) if before < each <= after), None)


def is_back(last: date | None, today: date) -> bool:
    """Is it so long since the last day with something done, `last`, that the person is welcomed back?"""
    return last is not None and today - last >= GAP
