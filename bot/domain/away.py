"""A time without reminders, until a date. Nobody asks why. When it is over, only its days are still known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.quiet import Quiet
from bot.domain.reminder import Reminder, next_ring, ring_on

LONGEST = timedelta(days=366)
_TOLD_AT = time(9)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Away:
    """The person is away. `back_on`: the first local date with reminders. `told_at`: when that is said."""

    back_on: date
    told_at: datetime


def away_until(back_on: date, zone: ZoneInfo, quiet: Quiet | None) -> Away:
    """Return a time away; its end is told in the morning of `back_on`, outside the quiet hours."""
    morning = ring_on(back_on, _TOLD_AT, zone)
    return Away(back_on, morning if quiet is None else quiet.end_after(morning, zone))


def stay_away(reminder: Reminder, back_on: date, zone: ZoneInfo) -> Reminder:
    """Return a weekly reminder whose next ring is on `back_on` or later; its snooze is dropped.

    A single ring stays as it is: its date was named for it alone.
    """
    if reminder.once_on is not None:
        return reminder
    quiet = replace(reminder, snooze_at=None)
    if quiet.ring is None or quiet.ring.on >= back_on:
        return quiet
    after = max(quiet.rung_on, back_on - _DAY) if quiet.rung_on is not None else back_on - _DAY
    return replace(quiet, ring=next_ring(quiet.rings_at, quiet.days, zone, quiet.ring.at, after))
