"""Which rings of a chat are due, and how late each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import reminder as reminders
from bot.domain.quiet import Quiet, may_ring_inside
from bot.domain.reminder import Lateness, Reminder, Ring
from bot.ports import Chat, Now


@dataclass(frozen=True, slots=True)
class Call:
    """One ring that is due, and how late it is."""

    reminder: Reminder
    ring: Ring
    lateness: Lateness
    is_snooze: bool

    @property
    def is_asked_for(self) -> bool:
        """Did a person ask for just this ring: with "Later", or for one date?"""
        return self.is_snooze or self.reminder.once_on is not None


def calls_of(reminder: Reminder, chat: Chat, zone: ZoneInfo, now: Now, since: datetime) -> list[Call]:
    """Return every ring of `reminder` up to now, and how late it is.

    `since`: start of the current backlog. The lateness is measured at this moment.
    """
    rings = [(ring, False) for ring in reminders.rings_until(reminder, zone, now.people)]
    if reminder.snooze_at is not None and reminder.snooze_at <= now.people:
        day = reminder.snooze_at.astimezone(zone).date()
        rings.append((Ring(day, reminder.snooze_at), True))
    return [
        Call(reminder, each, _lateness(reminder, each, chat, zone, now, since), is_snooze)
        for each, is_snooze in rings
    ]


def catch_up_of(calls: Iterable[Call]) -> Call | None:
    """Return the one late ring that is sent: a single ring, which has no next day, or else the newest."""
    late = [call for call in calls if call.lateness is Lateness.late]
    return max(late, key=lambda call: (call.reminder.once_on is not None, call.ring.at), default=None)


def waits_for_quiet_end(call: Call, quiet: Quiet, zone: ZoneInfo) -> bool:
    """Does a ring that is due inside the quiet hours wait for their end? Snoozes and late single rings do.

    So does one whose hour is outside, and which the change of a clock has brought inside.
    """
    if call.is_snooze:
        return call.lateness is Lateness.on_time
    if call.lateness is Lateness.late:
        return call.reminder.once_on is not None
    may_ring = may_ring_inside(call.reminder, quiet) or not quiet.covers_moment(call.ring.at, zone)
    return call.lateness is Lateness.on_time and not may_ring


def _lateness(
    reminder: Reminder, ring: Ring, chat: Chat, zone: ZoneInfo, now: Now, since: datetime
) -> Lateness:
    """Return how late `ring` was at `since`, or is now if quiet hours have begun since its moment."""
    quiet = chat.quiet
    if quiet is not None and quiet.covers_moment(now.people, zone) and not quiet.covers_moment(ring.at, zone):
        since = now.people
    keeps = reminders.SINGLE_KEEPS if reminder.once_on is not None else timedelta(0)
    return reminders.lateness(ring, zone, since, now.jitter, keeps)
