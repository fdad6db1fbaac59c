"""The calendar file rings when the bot rings: it is read back by libraries that have not written it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil import rrule, tz

from bot.archive.calendar import calendar
from bot.domain.days import DAILY, WEEKDAYS, Days
from bot.domain.ids import ChatId, ReminderId
from bot.domain.reminder import Reminder, Ring, move_on, next_ring

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RINGS = 400
MON, SAT = Days.named(["mon"]), Days.named(["sat", "sun"])


def weekly(at: time, days: Days, zone: str, number: int = 1) -> Reminder:
    return Reminder(ReminderId(number), ChatId(1), at, days, next_ring(at, days, ZoneInfo(zone), NOW))


def ours(reminder: Reminder, zone: str, count: int = RINGS) -> list[datetime]:
    """Return the next rings of the bot itself."""
    rings: list[datetime] = []
    while reminder.ring is not None and len(rings) < count:
        rings.append(reminder.ring.at)
        reminder = move_on(reminder, ZoneInfo(zone))
    return rings


def events_in(content: bytes) -> list[Any]:
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


def read_by_names(content: bytes, until: datetime) -> list[datetime]:
    """Return the beginnings of all events, as an app finds them that knows the zone by its name."""
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(content)).between(NOW, until)
    return sorted(event.start.astimezone(UTC) for event in events)


def read_by_rules(content: bytes, zone: str) -> list[datetime]:
    """Return the beginnings of the only event, as an app finds them that has only the rules in the file."""
    [event] = events_in(content)
    rules = tz.tzical(io.StringIO(content.decode())).get(zone)
    begins = event["dtstart"].dt.replace(tzinfo=None)
    rule = rrule.rrulestr(event["rrule"].to_ical().decode(), dtstart=begins)
    return [local.replace(tzinfo=rules).astimezone(UTC) for local in rule.xafter(begins, RINGS, inc=True)]


@pytest.mark.parametrize(
    ("zone", "at", "days"),
    [
        ("Europe/Berlin", time(2, 30), SAT),  # an hour that is skipped, and one that comes twice
        ("Europe/Berlin", time(3, 15), DAILY),  # the hour after the skipped one
        ("America/New_York", time(8, 30), WEEKDAYS),
        ("Australia/Lord_Howe", time(1, 45), SAT),  # half an hour
        ("Africa/Casablanca", time(20), DAILY),  # changes that follow no yearly rule
        ("Asia/Kathmandu", time(0), MON),
        ("Etc/GMT-3", time(23, 59), DAILY),
    ],
)
def test_the_next_400_rings_are_ours(zone: str, at: time, days: Days) -> None:
    reminder = weekly(at, days, zone)
    expected = ours(reminder, zone)

    content = calendar([reminder], zone, "A break", NOW)

    assert read_by_names(content, expected[-1] + timedelta(minutes=1)) == expected
    if at != time(2, 30) and zone != "Australia/Lord_Howe":  # dateutil reads skipped hours in its own way
        assert read_by_rules(content, zone) == expected


def test_single_rings_and_several_reminders_are_in_one_file() -> None:
    zone = "Europe/Lisbon"
    moment = datetime(2026, 11, 25, 9, 20, tzinfo=UTC)
    ring = Ring(date(2026, 11, 25), moment)
    once = Reminder(ReminderId(2), ChatId(1), time(9, 20), ring=ring, once_on=ring.on)
    over = Reminder(ReminderId(3), ChatId(1), time(9), rung_on=date(2026, 11, 20), once_on=date(2026, 11, 20))
    daily = weekly(time(8, 30), DAILY, zone)

    content = calendar([daily, once, over], zone, "A break; with, signs\nand more", NOW)

    assert read_by_names(content, NOW + timedelta(days=3)) == sorted([*ours(daily, zone, 3), moment])
    uids = [str(event["uid"]) for event in events_in(content)]
    assert uids == ["reminder-1@unknot", "reminder-2@unknot"]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@pytest.mark.parametrize("name", ["Europe/Berlin", "Australia/Lord_Howe", "America/New_York"])
def test_each_change_of_the_clock_is_named_by_the_clock_before_it(name: str) -> None:
    """RFC 5545, 3.6.5. By another reading the hour after a change in spring would be an hour late."""
    zone = ZoneInfo(name)
    content = calendar([weekly(time(3), DAILY, name)], name, "A break", NOW)
    [rules] = icalendar.Calendar.from_ical(content).walk("VTIMEZONE")

    onsets = []
    for number, rule in enumerate(rules.subcomponents):
        each: Any = rule
        dates = [date.dt for date in each["rdate"].dts] if "rdate" in each else []
        first = [each["dtstart"].dt] if number else []  # the very first rule is no change
        onsets += [(onset - each["tzoffsetfrom"].td).replace(tzinfo=UTC) for onset in (*first, *dates)]

    assert len(onsets) >= 40
    for onset in onsets:
        before, after = (onset - timedelta(seconds=1)).astimezone(zone), onset.astimezone(zone)
        assert before.utcoffset() != after.utcoffset(), onset
