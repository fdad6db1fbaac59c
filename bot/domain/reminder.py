"""Reminders: at one hour, on some days or on one date. When they ring next, and what becomes of a late ring.

The local time and the IANA zone are kept, never an offset. A time that does not exist on a day is moved
forward (02:30 -> 03:30), one that occurs twice rings at the first. "In 20 minutes" is the exception: its
moment is kept, and no zone is needed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.days import DAILY, Days
from bot.domain.ids import ChatId, ReminderId, TopicId
from bot.domain.if_then import IfThen
from bot.domain.own_day import day_of

ON_TIME = timedelta(seconds=60)
MOST = 6  # reminders of one chat
SINGLE_KEEPS = timedelta(hours=12)  # a single ring has no next day, so it is still sent when it is so late
SNOOZE = timedelta(minutes=15)
LATER = (SNOOZE, timedelta(hours=1))  # after so long it can be asked for again
LONGEST_SNOOZE = timedelta(hours=24)
TONIGHT = time(20)


@dataclass(frozen=True, slots=True)
class Ring:
    """One ring of a reminder: the local date it is planned for, and its moment (UTC)."""

    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder. `ring`: the next ring (None: no zone is known yet). `rung_on`: the last finished date.

    `once_on`: the only date on which it rings; None: it rings on all `days`. `keeps_moment`: its ring stays
    at the same moment whatever the zone, as "in 20 minutes" asks for. `waits_until`: its hour is inside the
    quiet hours, and nobody has said that it may ring there; it rings at their end.
    """

    id: ReminderId
    chat: ChatId
    at: time
    days: Days = DAILY
    ring: Ring | None = None
    rung_on: date | None = None
    snooze_at: datetime | None = None
    snooze_from: datetime | None = None  # when a snooze for a span was asked for; None: it is for an hour
    once_on: date | None = None
    keeps_moment: bool = False
    topic: TopicId | None = None  # where it rings, in a group with topics
    is_paused: bool = False  # kept, and does not ring
    plan: IfThen | None = None
    waits_until: time | None = None

    @property
    def rings_at(self) -> time:
        """The hour at which it rings: its own, or the end of the quiet hours."""
        return self.at if self.waits_until is None else self.waits_until

    @property
    def is_over(self) -> bool:
        """Has it rung for the last time? A snooze may still follow."""
        return self.once_on is not None and self.ring is None and self.rung_on is not None

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


def moment_for(reminder: Reminder, day: date, zone: ZoneInfo) -> datetime:
    """Return the moment (UTC) at which `reminder` rings for the date `day`.

    A single ring of the evening that waits for the morning rings on the day after. A weekly one rings in the
    morning of its own days, like one that was set for that hour.
    """
    waits_overnight = reminder.waits_until is not None and reminder.waits_until <= reminder.at
    if reminder.once_on is not None and waits_overnight:
        day += timedelta(days=1)
    return ring_on(day, reminder.rings_at, zone)


def next_ring(at: time, days: Days, zone: ZoneInfo, after: datetime, rung_on: date | None = None) -> Ring:
    """Return the first ring after the moment `after`, on a date later than `rung_on`."""
    day = after.astimezone(zone).date() - timedelta(days=1)
    if rung_on is not None:
        day = max(day, rung_on + timedelta(days=1))
    while True:
        if day in days and (moment := ring_on(day, at, zone)) > after:
            return Ring(day, moment)
        day += timedelta(days=1)


def lateness(
    ring: Ring,
    zone: ZoneInfo,
    now: datetime,
    jitter: timedelta = timedelta(0),
    keeps: timedelta = timedelta(0),
) -> Lateness:
    """Return how late `ring` is at `now`: in time for a minute, late until its date ends, then expired.

    `keeps`: it is late, and not expired, at least so long.
    """
    if now - ring.at <= max(ON_TIME, jitter):
        return Lateness.on_time
    is_kept = now.astimezone(zone).date() == ring.on or now - ring.at <= keeps
    return Lateness.late if is_kept else Lateness.expired


def are_to_ring(reminders: Iterable[Reminder]) -> bool:
    """Has any of `reminders` a next ring? A paused one has none."""
    return any(reminder.ring is not None for reminder in reminders)


def end_of_day(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when (UTC) the local date of `now` ends."""
    return ring_on(now.astimezone(zone).date() + timedelta(days=1), time(0), zone)


def set_zone(reminder: Reminder, zone: ZoneInfo, now: datetime) -> Reminder:
    """Return the reminder with its rings planned in `zone` from `now` on; a date that has rung is skipped.

    A ring that is due already stays; the rings after it are planned in `zone`.
    """
    if reminder.is_paused or reminder.is_over or (reminder.ring is not None and reminder.ring.at <= now):
        return reminder
    if reminder.once_on is not None:
        return _set_zone_of_single(reminder, reminder.once_on, zone, now)
    return replace(reminder, ring=next_ring(reminder.rings_at, reminder.days, zone, now, reminder.rung_on))


def _set_zone_of_single(reminder: Reminder, day: date, zone: ZoneInfo, now: datetime) -> Reminder:
    """Plan a single ring in `zone`. One whose moment has passed there rings at once, or is over."""
    if reminder.keeps_moment and reminder.ring is not None:
        local = reminder.ring.at.astimezone(zone)
        ring = Ring(local.date(), reminder.ring.at)
        return replace(reminder, at=_whole(local.time()), once_on=ring.on, ring=ring)
    moment = moment_for(reminder, day, zone)
    if now - moment > SINGLE_KEEPS:
        return replace(reminder, ring=None, rung_on=day)
    return replace(reminder, ring=Ring(day, max(moment, now)))


def is_passed_over(before: Reminder, after: Reminder, zone: ZoneInfo, now: datetime) -> bool:
    """Has the hour at which a weekly reminder was to ring today passed in `zone`, to which it was moved?

    `before`, `after`: the reminder before and after that. Then its date has no ring.
    """
    if before.ring is None or before.once_on is not None or before.ring.at <= now:
        return False
    is_later = after.ring is not None and after.ring.on > before.ring.on
    return is_later and before.ring.on == now.astimezone(zone).date()


def pause(reminder: Reminder) -> Reminder:
    """Return a weekly reminder that does not ring until it is resumed."""
    return replace(reminder, ring=None, snooze_at=None, is_paused=True)


def resume(reminder: Reminder) -> Reminder:
    """Return a reminder that is paused no more; its next ring is planned by `set_zone`."""
    return replace(reminder, is_paused=False)


def tonight(now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return this evening's moment (UTC) for "Later"; None: it is past, or nearly."""
    moment = ring_on(now.astimezone(zone).date(), TONIGHT, zone)
    return moment if moment - now >= SNOOZE else None


def shift(reminder: Reminder, by: timedelta) -> Reminder:
    """Return a single ring that was set for a span of time, moved with the clock."""
    if reminder.ring is None:
        return reminder
    return replace(reminder, ring=replace(reminder.ring, at=reminder.ring.at + by))


def shift_snooze(reminder: Reminder, by: timedelta) -> Reminder:
    """Return the reminder with its snooze moved with the clock, if that was asked for a span of time."""
    if reminder.snooze_at is None or reminder.snooze_from is None:
        return reminder
    return replace(reminder, snooze_at=reminder.snooze_at + by, snooze_from=reminder.snooze_from + by)


def fit_snooze(reminder: Reminder, now: datetime) -> Reminder:
    """Return the reminder with a snooze that, after a clock was set back, lasts as long as was asked for."""
    if reminder.snooze_from is None or reminder.snooze_from <= now:
        return reminder
    return shift_snooze(reminder, now - reminder.snooze_from)


def ring_at(chat: ChatId, moment: datetime, zone: ZoneInfo) -> Reminder:
    """Return a reminder that rings once at `moment`, whatever the zone; the storage gives it an id."""
    local = moment.astimezone(zone)
    ring = Ring(local.date(), moment)
    at = _whole(local.time())
    return Reminder(ReminderId(0), chat, at, ring=ring, once_on=ring.on, keeps_moment=True)


def _whole(at: time) -> time:
    return time(at.hour, at.minute)


def move_on(reminder: Reminder, zone: ZoneInfo) -> Reminder:
    """Return the reminder after its ring, with the next ring planned."""
    if reminder.ring is None:
        return reminder
    done = reminder.ring
    if reminder.once_on is not None:
        return replace(reminder, ring=None, rung_on=done.on)
    following = next_ring(reminder.rings_at, reminder.days, zone, done.at, done.on)
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


def leave_behind(reminder: Reminder, zone: ZoneInfo, now: datetime) -> Reminder:
    """Return the reminder without the rings, and the snooze, that have expired by `now`."""
    keeps = SINGLE_KEEPS if reminder.once_on is not None else timedelta(0)
    while reminder.ring is not None and lateness(reminder.ring, zone, now, keeps=keeps) is Lateness.expired:
        reminder = move_on(reminder, zone)
    snooze, today = reminder.snooze_at, now.astimezone(zone).date()
    if snooze is None or snooze.astimezone(zone).date() >= today:
        return reminder
    return replace(reminder, snooze_at=None, snooze_from=None)


def skip_days(days: Collection[date], reminder: Reminder, zone: ZoneInfo, begins: int) -> Reminder:
    """Return the reminder moved past its next rings, as long as they are on `days`; a snooze stays.

    These are days of the person, which begin at the hour `begins`: with 6, a ring at 0:15 is on the day
    before.
    """
    while reminder.ring is not None and (day := day_of(reminder.ring.at, zone, begins)) in days:
        # A date that the calendar of a zone leaves out rings on the day after it, which is then over too.
        rung_on = max(day, reminder.ring.on) if reminder.once_on is None else reminder.ring.on
        reminder = replace(move_on(reminder, zone), rung_on=rung_on)
    return reminder


def on_other_days(reminder: Reminder, by: int) -> Reminder:
    """Return a reminder that rings so many days later, on its days or on its date."""
    on = None if reminder.once_on is None else reminder.once_on + timedelta(days=by)
    return replace(reminder, days=reminder.days.later(by), once_on=on)


def days_left(wanted: Days, at: time, known: Iterable[Reminder]) -> Days | None:
    """Return the days of `wanted` on which no reminder of `known` rings at `at`; None: there are none."""
    mask = wanted.mask
    for reminder in known:
        if reminder.once_on is None and reminder.at == at:
            mask &= ~reminder.days.mask
    return Days(mask) if mask else None
