"""The days on which a chat has done something, and the totals. They are counted anew each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from bot.actions.scene import Visit
from bot.domain.added import Added
from bot.domain.done import Done
from bot.domain.habit import Habit, look_back
from bot.domain.history import Totals


@dataclass(frozen=True, slots=True)
class Counted:
    """All that a chat has done: sessions with the bot (date and seconds), added ones, and "Done".

    `away`: the days that wait, since the person is away, in the past or ahead, or the bot could not ring.
    """

    led: list[tuple[date, int]]
    added: list[Added]
    done: list[Done]
    away: frozenset[date]

    @property
    def days(self) -> list[date]:
        """The date of each, so a date may be there several times."""
        return [
            *(on for on, _ in self.led),
            *(each.on for each in self.added),
            *(each.on for each in self.done),
        ]

    def habit(self, today: date) -> Habit:
        """Return the streak and the strength, as they stand `today`."""
        return look_back(self.days, today, self.away)

    @property
    def sessions(self) -> int:
        """How many sessions there were, without "Done"."""
        return len(self.led) + len(self.added)

    def seconds(self) -> Mapping[date, int]:
        """Return the seconds of each date; 0: "Done" was said, which has no length."""
        spent = dict.fromkeys((each.on for each in self.done), 0)
        for on, seconds in chain(self.led, ((each.on, 60 * each.minutes) for each in self.added)):
            spent[on] = spent.get(on, 0) + seconds
        return spent


def count(visit: Visit) -> Counted:
    """Return all that the chat has done."""
    return Counted(
        visit.sessions.by_day(visit.chat_id),
        visit.added.of(visit.chat_id),
        visit.done_days.since(visit.chat_id, date.min),
        visit.away_days.of(visit.chat_id),
    )


def totals(visit: Visit) -> Totals:
    """Return the totals of all sessions, the added ones among them."""
    led, added = visit.sessions.totals(visit.chat_id), visit.added.of(visit.chat_id)
    return replace(
        led,
        sessions=led.sessions + len(added),
        seconds=led.seconds + sum(60 * each.minutes for each in added),
    )
