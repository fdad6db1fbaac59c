"""A session that a person had without the bot, or forgot to count, and adds afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.ids import AddedId

LONGEST = 180  # minutes
MOST_A_DAY = 6
LOOKS_BACK = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Added:
    """A session that was added: on which local date, how long, and when (UTC) the person said so."""

    on: date
    minutes: int
    at: datetime
    id: AddedId | None = None  # None until it is kept


class CannotAdd(StrEnum):
    """Why a session cannot be added; each has a phrase `add_<value>`."""

    no_date = "no_date"
    future = "future"
    long_ago = "long_ago"
    no_length = "no_length"
    too_long = "too_long"
    too_many = "too_many"


def refusal(on: date, minutes: int, today: date, same_day: int) -> CannotAdd | None:
    """Return why a session cannot be added, or None. `same_day`: how many were added to that date already."""
    if on > today:
        return CannotAdd.future
    if today - on > LOOKS_BACK:
        return CannotAdd.long_ago
    if minutes < 1:
        return CannotAdd.no_length
    if minutes > LONGEST:
        return CannotAdd.too_long
    return CannotAdd.too_many if same_day >= MOST_A_DAY else None
