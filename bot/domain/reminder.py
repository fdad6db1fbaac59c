"""Reminders: at one hour, on some days. When a reminder rings next, and what happens to a late ring.

The local time and the IANA zone are kept, never an offset. A time that does not exist on a day is moved
forward (02:30 -> 03:30), one that occurs twice rings at the first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.days import Days
from bot.domain.ids import ChatId, ReminderId, TopicId

ON_TIME = timedelta(seconds=60)
MOST = 6  # reminders of one chat
SNOOZE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Ring:
    """One ring of a reminder: the local date it is planned for, and its moment (UTC)."""

    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder. `ring`: the next ring (None: no zone is known yet). `rung_on`: the last finished date."""

    id: ReminderId
    chat: ChatId
    at: time
    days: Days
    ring: Ring | None = None
    rung_on: date | None = None
    snooze_at: datetime | None = None
    topic: TopicId | None = None  # where it rings, in a group with topics

    @property
    def due_at(self) -> datetime | None:
        """Return the next moment at which something is due, or None."""
        moments = [self.ring.at if self.ring else None, self.snooze_at]
        return min((moment for moment in moments if moment is not None), default=None)


class Lateness(StrEnum):
    """How late a ring is when its turn comes."""

    on_time = "on_time"
    late = "late"  # still the same local date: sent in other words
    expired = "expired"


def ring_on(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the moment (UTC) at which the clock in `zone` shows `at` on `day`, for the first time."""
    return datetime.combine(day, at, tzinfo=zone).replace(fold=0).astimezone(UTC)


def next_ring(at: time, days: Days, zone: ZoneInfo, after: datetime, rung_on: date | None = None) -> Ring:
    """Return the first ring after the moment `after`, on a date later than `rung_on`."""
    day = after.astimezone(zone).date() - timedelta(days=1)
    if rung_on is not None:
        day = max(day, rung_on + timedelta(days=1))
    while True:
        if day in days and (moment := ring_on(day, at, zone)) > after:
            return Ring(day, moment)
        day += timedelta(days=1)


def lateness(ring: Ring, zone: ZoneInfo, now: datetime, jitter: timedelta = timedelta(0)) -> Lateness:
    """Return how late `ring` is at `now`: in time for a minute, late until its date ends, then expired."""
    if now - ring.at <= max(ON_TIME, jitter):
        return Lateness.on_time
    return Lateness.late if now.astimezone(zone).date() == ring.on else Lateness.expired


def end_of_day(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when (UTC) the local date of `now` ends."""
    return ring_on(now.astimezone(zone).date() + timedelta(days=1), time(0), zone)


def set_zone(reminder: Reminder, zone: ZoneInfo, now: datetime) -> Reminder:
    """Return the reminder with its rings planned in `zone` from `now` on; a date that has rung is skipped.

    A ring that is due already stays; the rings after it are planned in `zone`.
    """
    if reminder.ring is not None and reminder.ring.at <= now:
        return reminder
    return replace(reminder, ring=next_ring(reminder.at, reminder.days, zone, now, reminder.rung_on))


def move_on(reminder: Reminder, zone: ZoneInfo) -> Reminder:
    """Return the reminder after its ring, with the next ring planned."""
    if reminder.ring is None:
        return reminder
    done = reminder.ring
    following = next_ring(reminder.at, reminder.days, zone, done.at, done.on)
    return replace(reminder, ring=following, rung_on=done.on)


def rings_until(reminder: Reminder, zone: ZoneInfo, now: datetime) -> list[Ring]:
    """Return every ring of `reminder` that is due at `now`, the oldest first."""
    rings = []
    while reminder.ring is not None and reminder.ring.at <= now:
        rings.append(reminder.ring)
        reminder = move_on(reminder, zone)
    return rings


def move_past(reminder: Reminder, zone: ZoneInfo, now: datetime) -> Reminder:
    """Return the reminder moved past every ring up to `now`."""
    while reminder.ring is not None and reminder.ring.at <= now:
        reminder = move_on(reminder, zone)
    return reminder


def skip_rest_of(day: date, reminder: Reminder, zone: ZoneInfo) -> Reminder:
    """Return the reminder without a ring or snooze on the rest of the local date `day`."""
    quiet = replace(reminder, snooze_at=None)
    if quiet.ring is None or quiet.ring.on != day:
        return quiet
    return replace(move_on(quiet, zone), rung_on=day)
