"""How reminders step back from a person who does not answer them: softer, then fewer, then none.

A date on which something rang, and after which the person did nothing until the next such date, is an
ignored day. Single rings and rings that were asked for by "Later" do not count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

SOFT_FROM = 3
ASKS_AT = 7
WEEKLY_FROM = 14
SILENT_FROM = 30


@dataclass(frozen=True, slots=True)
class Unheard:
    """How long nobody has answered. `on`: the newest date with a ring since then, not yet ignored.

    `weekly_from`: the date of the ring that said that only one a week will follow.
    """

    ignored: int = 0
    on: date | None = None
    weekly_from: date | None = None


ANSWERED = Unheard()


class Tone(StrEnum):
    """How a ring is said, or what is said in its place."""

    usual = "usual"
    soft = "soft"  # without a sound, in words that wait
    asks_fewer = "asks_fewer"
    turns_weekly = "turns_weekly"
    says_goodbye = "says_goodbye"  # from now on nothing, until the person writes
    unsaid = "unsaid"

    @property
    def is_silent(self) -> bool:
        """Does it come without a sound, if it comes?"""
        return self is not Tone.usual


def tone_of(unheard: Unheard, day: date) -> tuple[Unheard, Tone]:
    """Return how a weekly reminder rings on the local date `day`, and what is known of the person then."""
    is_first = unheard.on is None or day > unheard.on
    if is_first:
        unheard = replace(unheard, ignored=unheard.ignored + (unheard.on is not None), on=day)
    ignored = unheard.ignored
    if ignored < SOFT_FROM:
        return unheard, Tone.usual
    if ignored < WEEKLY_FROM:
        return unheard, Tone.asks_fewer if is_first and ignored == ASKS_AT else Tone.soft
    if not is_first:
        return unheard, Tone.unsaid
    if unheard.weekly_from is None:
        return replace(unheard, weekly_from=day), Tone.turns_weekly
    if ignored >= SILENT_FROM:
        return unheard, Tone.says_goodbye if ignored == SILENT_FROM else Tone.unsaid
    is_its_day = (day - unheard.weekly_from).days % 7 == 0
    return unheard, Tone.soft if is_its_day else Tone.unsaid
