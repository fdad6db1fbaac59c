"""Days of the week as a set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GROUPS = {"daily": 127, "weekdays": 31, "weekends": 96}  # each a mask
DAY_WORDS = (*NAMES, *_GROUPS)


@dataclass(frozen=True, slots=True)
class Days:
    """Some days of the week. `mask` has bit 0 for Monday .. bit 6 for Sunday; ValueError if none is set."""

    mask: int

    def __post_init__(self) -> None:
        if not 0 < self.mask < 128:
            raise ValueError(f"no days in mask {self.mask}")

    @classmethod
    def named(cls, names: Iterable[str]) -> Days:
        """Return the days called `names`, each one of DAY_WORDS."""
        mask = 0
        for name in names:
            mask |= _GROUPS[name] if name in _GROUPS else 1 << NAMES.index(name)
        return cls(mask)

    def __contains__(self, day: date) -> bool:
        return bool(self.mask >> day.weekday() & 1)

    def later(self, by: int) -> Days:
        """Return the days so many days later; a negative number counts back."""
        by %= 7
        return Days((self.mask << by | self.mask >> 7 - by) & 127)

    def names(self) -> tuple[str, ...]:
        """Return the days' names, Monday first."""
        return tuple(name for bit, name in enumerate(NAMES) if self.mask >> bit & 1)


DAILY, WEEKDAYS, WEEKENDS = (Days(mask) for mask in _GROUPS.values())


def two_of(days: Days) -> Days:
    """Return two of `days`, as far from each other as the first of them allows; fewer stay as they are."""
    of_week = [bit for bit in range(7) if days.mask >> bit & 1]
    if len(of_week) <= 2:
        return days
    first = of_week[0]
    second = max(of_week[1:], key=lambda bit: min(bit - first, 7 - bit + first))
    return Days(1 << first | 1 << second)
