"""The hard cases that lives with reminders have met: a rule says little about a case that has never come.

`Cases` looks after each beat at the rings, and what was said in their place. What no row of the outbox shows
is counted where it is done: by `any_life.AnyLife`, and "dropped after Done" by `ring_watch.Watch`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from tests.conversations.stage import Talk

Row = dict[str, Any]

_ROWS = "outbox WHERE kind IN ('reminder', 'snooze', 'word') AND id > {} ORDER BY id"
_LIVE = "sessions WHERE ended_at IS NULL OR ended_at > '{:%Y-%m-%d %H:%M:%S.%f}'"
_LATE = timedelta(seconds=60)
_TONIGHT = time(20)
_MINUTE = len("2026-11-23 13:00")


class Case(StrEnum):
    """What is hard for a reminder."""

    held_back = "held back by a session"
    on_hold = "rang while a session was on hold for long"
    dropped_after_done = "dropped after Done"
    taken_back = "Done or Not today was taken back"
    after_quiet = "Later waited for the end of the quiet hours"
    over_midnight = "Later went over midnight"
    moved_by_travel = "pending while the zone changed"
    passed_over = "its hour had passed in the new zone"
    skipped_hour = "at an hour that the clock skipped"
    hour_twice = "at an hour that came twice"
    skipped_date = "on a date that the calendar left out"
    leap_day = "on a leap day"
    in_the_night = "after midnight, on a day that begins late"
    away_with_snooze = "put off when a time away began"
    told_back = "a time away was over"
    asked_fewer = "not answered for 7 days"
    turned_weekly = "not answered for 14 days"
    said_goodbye = "not answered for 30 days"
    caught_up = "late after an outage"
    too_late = "too late after an outage"
    after_block = "late after a block"
    two_in_a_minute = "two in a minute"
    single = "single"


_WORDS = {
    "asks_fewer": Case.asked_fewer,
    "turns_weekly": Case.turned_weekly,
    "says_goodbye": Case.said_goodbye,
    "back": Case.told_back,
}


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database says at the moment of a look."""

    chat: Row
    zone: ZoneInfo
    reminders: dict[int, Row]
    sessions: list[Row]


class Cases:
    """Counts the hard cases of one chat. `is_out`: what comes now comes after an outage."""

    def __init__(self, chat: Talk) -> None:
        self.met: Counter[str] = Counter()
        self.is_out = False
        self._stage = chat.stage
        self._last = 0
        self._minutes: set[str] = set()  # in which something rang

    async def looks(self) -> None:
        """Look at what is new."""
        rows = await self._stage.rows(_ROWS.format(self._last))
        if not rows:
            return
        self._last = rows[-1]["id"]
        known = await self._known()
        rung = (row for row in rows if row["kind"] != "word" and row["message_id"] is not None)
        self._minutes |= {row["written_at"][:_MINUTE] for row in rung}
        for row in rows:
            self.met.update(self._cases_of(row, known))

    async def _known(self) -> _Known:
        [chat] = await self._stage.rows("chats")
        return _Known(
            chat,
            ZoneInfo(chat["zone"] or "UTC"),
            {row["id"]: row for row in await self._stage.rows("reminders")},
            await self._stage.rows(_LIVE.format(self._stage.clock.at - timedelta(minutes=1))),
        )

    def _cases_of(self, row: Row, known: _Known) -> Iterator[Case]:
        kind, key = row["kind"], row["dedup_key"].partition(":")
        reminder = known.reminders.get(row["reminder_id"])
        if kind == "word":
            yield _WORDS[key[0]]
        elif kind == "snooze":
            yield from self._of_snooze(row, datetime.fromisoformat(key[2]), reminder, known)
        elif reminder is not None and reminder["once_on"] is None:
            yield from self._of_weekly(row, date.fromisoformat(key[2]), reminder, known)
        elif row["message_id"] is not None:  # one that is over may be deleted in the beat in which it rings
            yield Case.single

    def _of_weekly(self, row: Row, on: date, reminder: Row, known: _Known) -> Iterator[Case]:
        at, hour = _moment(row["written_at"]), time.fromisoformat(reminder["at"])
        is_late = at - datetime.combine(on, hour, known.zone).astimezone(UTC) > _LATE
        plays = [each for each in known.sessions if _moment(each["started_at"]) <= at]
        if row["state"] == "cancelled" and any(each["state"] == "running" for each in plays):
            yield Case.held_back
        if row["state"] == "expired":
            yield from self._of_expired(row, is_late=is_late)
        if row["message_id"] is None:
            return
        if any(each["paused_at"] is not None for each in plays):
            yield Case.on_hold
        if is_late:
            yield Case.caught_up if self.is_out else Case.after_block
        yield from _of_calendar(on, hour, at, known)

    def _of_snooze(
        self, row: Row, put_off_to: datetime, reminder: Row | None, known: _Known
    ) -> Iterator[Case]:
        if row["state"] == "expired":
            yield from self._of_expired(row, is_late=_moment(row["written_at"]) - put_off_to > _LATE)
        if row["message_id"] is None or reminder is None:
            return
        local, ends = put_off_to.astimezone(known.zone), known.chat["quiet_ends"]
        if ends is not None and _TONIGHT != time.fromisoformat(ends) == local.time():
            yield Case.after_quiet
        if reminder["rung_on"] is not None and date.fromisoformat(reminder["rung_on"]) < local.date():
            yield Case.over_midnight

    def _of_expired(self, row: Row, *, is_late: bool) -> Iterator[Case]:
        """Return why a ring was left out. Of several that are late only one comes, and that is no clash."""
        if is_late:
            yield Case.too_late
        elif row["written_at"][:_MINUTE] in self._minutes:
            yield Case.two_in_a_minute

    def note(self, case: Case, *, happened: bool) -> None:
        """Count a case that no row shows."""
        self.met[case] += happened


def _of_calendar(on: date, hour: time, at: datetime, known: _Known) -> Iterator[Case]:
    """Return what is odd about the date and the hour of a weekly ring that has sounded at the moment `at`."""
    local, wanted = at.astimezone(known.zone), datetime.combine(on, hour)
    first, second = (wanted.replace(tzinfo=known.zone, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(known.zone).replace(tzinfo=None) != wanted:
        yield Case.skipped_hour if local.date() == on else Case.skipped_date
    elif first.utcoffset() != second.utcoffset():
        yield Case.hour_twice
    if (on.month, on.day) == (2, 29):
        yield Case.leap_day
    if local.hour < known.chat["day_begins"]:
        yield Case.in_the_night


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
