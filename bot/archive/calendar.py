"""A chat's reminders as an iCalendar file, for Google Calendar, Apple's Calendar, Thunderbird and others.

An hour stays the hour of the chat's zone, whose rules are in the file. Each event has the same id each time,
and a higher number than before. By what is reported, Google and Apple put such an event in the place of
the old one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from bot.archive.yearly import DAYS
from bot.archive.zone_rules import zone_rules
from bot.domain.reminder import Reminder

LASTS, _SECOND = timedelta(minutes=15), timedelta(seconds=1)
_COUNTED_FROM = datetime(2020, 1, 1, tzinfo=UTC)  # seconds since then have 31 bits until 2088
# Most apps know zones by their names. For the others the file has the changes of these years. They begin with
# a year, so that files of one year have the same rules: an app may take other rules for another zone.
_YEARS_BEFORE, _YEARS_AHEAD = 1, 20
# An id must be the only one in the world: Google takes events of two bots that have the same id for one.
_OURS = UUID("b36f2c0e-5f0c-4b7e-9a52-7c1f2d9f6a10")


def calendar(reminders: Sequence[Reminder], zone: str, name: str, now: datetime, bot: int) -> bytes:
    """Return the file; `name` is what the events are called. What has rung for the last time is left out.

    The file has no METHOD: it is to be imported, and with one, PUBLISH, each event would need an organizer.
    """
    made = Calendar()
    made.add("prodid", "-//Unknot//Reminders//EN")
    made.add("version", "2.0")
    made.add("x-wr-timezone", zone)
    first = datetime(now.year - _YEARS_BEFORE, 1, 1, tzinfo=UTC)
    last = datetime(now.year + _YEARS_AHEAD, 1, 1, tzinfo=UTC)
    made.add_component(zone_rules(ZoneInfo(zone), first, last))
    for reminder in reminders:
        if reminder.ring is not None:
            event = _event(reminder, ZoneInfo(zone), name, now)
            event.add("uid", str(uuid5(_OURS, f"{bot}/{reminder.chat}/{reminder.id}")))
            made.add_component(event)
    content: bytes = made.to_ical()
    return content


def _event(reminder: Reminder, zone: ZoneInfo, name: str, now: datetime) -> Event:
    event = Event()
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", now.astimezone(UTC))
    # Google keeps an event as it was unless this number grows.
    event.add("sequence", (now - _COUNTED_FROM) // _SECOND)
    event.add("summary", name)
    event.add("dtstart", _begins(reminder, zone))
    event.add("duration", LASTS)
    event.add("transp", "TRANSPARENT")  # nobody is busy because of it
    if reminder.once_on is None:
        days = [day for bit, day in enumerate(DAYS) if reminder.days.mask >> bit & 1]
        event.add("rrule", {"freq": "weekly", "byday": days})
    return event


def _begins(reminder: Reminder, zone: ZoneInfo) -> datetime:
    """Return the next ring: at the reminder's hour, also on a day on which the clock skips that hour."""
    ring = reminder.ring
    if ring is None:
        raise ValueError("it has rung for the last time")
    if reminder.once_on is not None:
        return ring.at
    return datetime.combine(ring.on, reminder.rings_at, tzinfo=zone)
