"""The calendar file rings when the bot rings: it is read back by libraries that have not written it.

What Google Calendar, Apple's Calendar and Thunderbird need of it: docs/calendar.md.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil import rrule, tz

from bot.archive.calendar import LASTS, calendar
from bot.archive.yearly import yearly
from bot.domain.days import DAILY, WEEKDAYS, Days
from bot.domain.ids import ChatId, ReminderId
from bot.domain.reminder import Reminder, Ring, move_on, next_ring

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RINGS = 400
BOT = 10001
MON, SAT = Days.named(["mon"]), Days.named(["sat", "sun"])
CHINESE = "给后背留几分钟；肩膀，也一样" * 4
# Clocks of every kind: none ever changes, half hours, a winter that is set back, dates that follow no rule.
ZONES = (
    *("Europe/Berlin", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Santiago"),
    *("Africa/Casablanca", "Africa/Cairo", "Asia/Kathmandu", "Asia/Gaza", "Asia/Tehran", "Asia/Shanghai"),
    *("Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "America/Nuuk", "Etc/GMT-3", "UTC"),
)


def written(*reminders: Reminder, zone: str, name: str = "A break", now: datetime = NOW) -> bytes:
    return calendar(reminders, zone, name, now, BOT)


def weekly(at: time, days: Days, zone: str, number: int = 1) -> Reminder:
    return Reminder(ReminderId(number), ChatId(1), at, days, next_ring(at, days, ZoneInfo(zone), NOW))


def daily(zone: str = "Europe/Lisbon") -> Reminder:
    return weekly(time(8, 30), DAILY, zone)


def ours(reminder: Reminder, zone: str, count: int = RINGS) -> list[datetime]:
    """Return the next rings of the bot itself."""
    rings: list[datetime] = []
    while reminder.ring is not None and len(rings) < count:
        rings.append(reminder.ring.at)
        reminder = move_on(reminder, ZoneInfo(zone))
    return rings


def read(content: bytes) -> Any:
    return icalendar.Calendar.from_ical(content)


def events_in(content: bytes) -> list[Any]:
    return list(read(content).walk("VEVENT"))


def lines(content: bytes) -> list[str]:
    """Return the lines of the file, those that were folded put together again."""
    return content.decode().replace("\r\n ", "").split("\r\n")


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
        *((zone, time(8, 30), DAILY) for zone in ZONES),
        *((zone, time(8, 30), MON) for zone in ZONES),  # years ahead
    ],
)
def test_the_next_400_rings_are_ours(zone: str, at: time, days: Days) -> None:
    reminder = weekly(at, days, zone)
    expected = ours(reminder, zone)

    content = written(reminder, zone=zone)

    assert read_by_names(content, expected[-1] + timedelta(minutes=1)) == expected
    if at != time(2, 30) and at != time(1, 45):  # dateutil reads skipped hours in its own way
        assert read_by_rules(content, zone) == expected


def test_single_rings_and_several_reminders_are_in_one_file() -> None:
    zone = "Europe/Lisbon"
    moment = datetime(2026, 11, 25, 9, 20, tzinfo=UTC)
    ring = Ring(date(2026, 11, 25), moment)
    once = Reminder(ReminderId(2), ChatId(1), time(9, 20), ring=ring, once_on=ring.on)
    over = Reminder(ReminderId(3), ChatId(1), time(9), rung_on=date(2026, 11, 20), once_on=date(2026, 11, 20))

    content = written(daily(), once, over, zone=zone)

    assert read_by_names(content, NOW + timedelta(days=3)) == sorted([*ours(daily(), zone, 3), moment])


@pytest.mark.parametrize("name", ["A break; with, signs\\and\nmore", CHINESE])
def test_every_line_is_short_and_ends_as_the_standard_says(name: str) -> None:
    """Google refuses a file for one wrong line. A line has at most 75 bytes, and no sign is cut in two."""
    content = written(daily(), zone="Europe/Lisbon", name=name)

    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r") == content.count(b"\r\n")
    assert not content.startswith(b"\xef\xbb\xbf")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    [event] = events_in(content)
    assert str(event["summary"]) == name
    assert not {";", ",", "\\"} & set(re.sub(r"\\[;,\\n]", "", summary_of(content)))


def summary_of(content: bytes) -> str:
    [line] = [line for line in lines(content) if line.startswith("SUMMARY:")]
    return line.removeprefix("SUMMARY:")


def test_the_file_is_a_plain_one_to_import() -> None:
    """With a METHOD it would be a message. PUBLISH wants an organizer, and Apple's Calendar none."""
    whole = read(written(daily(), zone="Europe/Lisbon"))

    assert (str(whole["version"]), str(whole["prodid"])) == ("2.0", "-//Unknot//Reminders//EN")
    assert "method" not in whole
    assert {str(part.name) for part in whole.walk()} == {
        *("VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT")  # no alarm: the bot rings
    }
    [event] = whole.walk("VEVENT")
    assert not {"organizer", "attendee"} & {name.lower() for name in event}
    assert event["transp"] == "TRANSPARENT"
    assert event["duration"].dt == LASTS
    assert event["dtstamp"].dt == event["last-modified"].dt == NOW


def test_an_event_keeps_its_id_and_a_newer_file_has_a_higher_number() -> None:
    """Google keeps an event as it was if its number has not grown."""
    [first] = events_in(written(daily(), zone="Europe/Lisbon"))
    moved = replace(weekly(time(21), MON, "Asia/Tokyo"), ring=Ring(date(2026, 12, 7), NOW))
    [later] = events_in(written(moved, zone="Asia/Tokyo", name="Other", now=NOW + timedelta(seconds=1)))

    assert later["uid"] == first["uid"]
    assert 0 < first["sequence"] < later["sequence"] < 2**31


def test_no_two_events_have_one_id() -> None:
    """Ids are of the whole world: those of other reminders, chats and bots are other ones."""
    mine, second = daily(), replace(daily(), id=ReminderId(2))
    theirs = replace(daily(), chat=ChatId(2))
    files = [
        *(written(each, zone="Europe/Lisbon") for each in (mine, second, theirs)),
        calendar([mine], "Europe/Lisbon", "A break", NOW, BOT + 1),
    ]
    ids = [str(event["uid"]) for content in files for event in events_in(content)]

    assert len(set(ids)) == len(ids) == 4
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", each) for each in ids)


@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone != "UTC"])
def test_each_time_names_its_zone_or_is_utc(zone: str) -> None:
    """A time without a zone would be another moment wherever the phone is."""
    once = Reminder(ReminderId(2), ChatId(1), time(9), ring=Ring(NOW.date(), NOW), once_on=NOW.date())

    content = written(weekly(time(8, 30), DAILY, zone), once, zone=zone)

    begins = [line for line in lines(content) if line.startswith("DTSTART") and "T083000" in line]
    assert [line.split(":")[0] for line in begins] == [f"DTSTART;TZID={zone}"]
    assert f"DTSTART:{NOW:%Y%m%dT%H%M%SZ}" in lines(content)
    assert [str(rules["tzid"]) for rules in read(content).walk("VTIMEZONE")] == [zone]


@pytest.mark.parametrize("name", ZONES)
def test_each_change_of_the_clock_is_named_by_the_clock_before_it(name: str) -> None:
    """RFC 5545, 3.6.5. By another reading the hour after a change in spring would be an hour late."""
    zone = ZoneInfo(name)
    changes = onsets(rules_of(name))
    assert bool(changes) == changes_its_clock(zone)
    for onset, before, after in changes:
        moment = (onset - before).replace(tzinfo=UTC)
        just_before = (moment - timedelta(seconds=1)).astimezone(zone)
        assert (just_before.utcoffset(), moment.astimezone(zone).utcoffset()) == (before, after), onset


def changes_its_clock(zone: ZoneInfo) -> bool:
    """Has the zone more than one clock in the year of NOW? None of ZONES changes it only in later years."""
    days = (datetime(NOW.year, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in range(365))
    return len({day.astimezone(zone).utcoffset() for day in days}) > 1


def rules_of(name: str, now: datetime = NOW) -> Any:
    [rules] = read(written(weekly(time(3), DAILY, name), zone=name, now=now)).walk("VTIMEZONE")
    return rules


def onsets(rules: Any) -> list[tuple[datetime, timedelta, timedelta]]:
    """Return each change of the next years: its local time, and the clocks before and after it."""
    found = []
    for rule in rules.subcomponents:
        begins, clocks = rule["dtstart"].dt, (rule["tzoffsetfrom"].td, rule["tzoffsetto"].td)
        at = [begins, *(each.dt for each in rule["rdate"].dts)] if "rdate" in rule else [begins]
        if "rrule" in rule:
            at = rrule.rrulestr(rule["rrule"].to_ical().decode(), dtstart=begins)[:12]
        if clocks[0] != clocks[1]:  # the first rule of all is no change
            found += [(each, *clocks) for each in at]
    return found


@pytest.mark.parametrize(
    ("name", "changes"), [("Europe/Dublin", 24), ("Australia/Lord_Howe", 24), ("Asia/Kathmandu", 0)]
)
def test_a_zone_has_its_changes_and_at_least_one_rule(name: str, changes: int) -> None:
    rules = rules_of(name)

    assert len(onsets(rules)) == changes
    assert len(rules.subcomponents) >= 1


@pytest.mark.parametrize("name", ZONES)
def test_the_clock_that_is_ahead_is_that_of_the_summer(name: str) -> None:
    """By law Ireland's winter is the exception. Apps on Android put its events on the day before for that."""
    standard = [part["tzoffsetto"].td for part in rules_of(name).walk("STANDARD")]
    daylight = [part["tzoffsetto"].td for part in rules_of(name).walk("DAYLIGHT")]

    assert standard
    assert all(any(usual < ahead for usual in standard) for ahead in daylight)


def test_files_of_one_year_have_the_same_rules() -> None:
    """An app may take other rules for another zone, and then keep an event as it was."""
    assert (
        rules_of("Europe/Dublin").to_ical() == rules_of("Europe/Dublin", NOW - timedelta(days=99)).to_ical()
    )


def test_a_yearly_change_is_a_rule_and_others_are_dates() -> None:
    """Outlook reads only rules."""
    last_sundays = [datetime(2026, 3, 29, 2), datetime(2027, 3, 28, 2), datetime(2028, 3, 26, 2)]
    second_sundays = [datetime(2026, 3, 8, 2), datetime(2027, 3, 14, 2), datetime(2028, 3, 12, 2)]

    assert yearly(last_sundays, 2029) == {"freq": "yearly", "bymonth": 3, "byday": "-1SU"}
    assert yearly(second_sundays, 2029) == {"freq": "yearly", "bymonth": 3, "byday": "2SU"}
    assert yearly(last_sundays, 2030) is None  # it ends before
    assert yearly(last_sundays[:1], 2027) is None
    assert yearly([*last_sundays[:2], datetime(2028, 3, 19, 2)], 2029) is None
    assert yearly([*last_sundays[:2], datetime(2028, 3, 26, 3)], 2029) is None
    assert yearly([last_sundays[0], last_sundays[2]], 2029) is None
