"""A chat's reminders as an iCalendar file, for a phone's own calendar.

An hour stays the hour of the chat's zone, whose rules are in the file. Each event has the same id each time,
so that a newer file takes the place of an older one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from bot.archive.zone_rules import zone_rules
from bot.domain.reminder import Reminder

LASTS = timedelta(minutes=15)
# Most apps know zones by their names. For the others the file has the changes of these times.
_BEFORE, _AHEAD = timedelta(days=366), timedelta(days=366 * 20)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar(reminders: Sequence[Reminder], zone: str, name: str, now: datetime) -> bytes:
    """Return the file; `name` is what the events are called. What has rung for the last time is left out."""
    made = Calendar()
    made.add("prodid", "-//Unknot//Reminders//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-timezone", zone)
    # From whole seconds: a rule begins at one.
    today = datetime.combine(now.date(), time(0), tzinfo=UTC)
    rules = zone_rules(ZoneInfo(zone), today - _BEFORE, today + _AHEAD)
    made.add_component(rules)
    for reminder in reminders:
        if reminder.ring is not None:
            made.add_component(_event(reminder, ZoneInfo(zone), name, now))
    content: bytes = made.to_ical()
    return content


def _event(reminder: Reminder, zone: ZoneInfo, name: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"reminder-{reminder.id}@unknot")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", name)
    event.add("dtstart", _begins(reminder, zone))
    event.add("duration", LASTS)
    event.add("transp", "TRANSPARENT")  # nobody is busy because of it
    if reminder.once_on is None:
        days = [day for bit, day in enumerate(_DAYS) if reminder.days.mask >> bit & 1]
        event.add("rrule", {"freq": "weekly", "byday": days})
    return event


def _begins(reminder: Reminder, zone: ZoneInfo) -> datetime:
    """Return the next ring: at the reminder's hour, also on a day on which the clock skips that hour."""
    ring = reminder.ring
    if ring is None:
        raise ValueError("it has rung for the last time")
    if reminder.once_on is not None:
        return ring.at
    return datetime.combine(ring.on, reminder.at, tzinfo=zone)
