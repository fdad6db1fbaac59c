"""When a reminder rings: in every zone, on every due local day, exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.days import DAILY, WEEKDAYS, Days
from bot.domain.ids import ChatId, ReminderId
from bot.domain.reminder import (
    Lateness,
    Reminder,
    Ring,
    lateness,
    move_on,
    next_ring,
    ring_on,
    set_zone,
    skip_days,
)
from tests.sizes import examples

FIRST, LAST = date(2025, 1, 1), date(2030, 12, 31)
DAY = timedelta(days=1)
TRICKY = (time(0, 0), time(0, 30), time(2, 30), time(23, 45))

# One zone of each kind of rule: none, northern, southern, half an hour, at midnight, at the end of the day,
# Ramadan, odd offsets, both ends of the world.
OF_EACH_KIND = (
    *("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Nuuk"),
    *("Africa/Casablanca", "Asia/Kathmandu", "Pacific/Chatham", "Pacific/Kiritimati", "Asia/Gaza"),
    *("America/Santiago", "Pacific/Pago_Pago"),
)
ZONES = sorted(available_timezones())


def reminder(at: time, days: Days = DAILY) -> Reminder:
    return Reminder(id=ReminderId(1), chat=ChatId(1), at=at, days=days)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def rings(at: time, zone: ZoneInfo, first: date, last: date, days: Days = DAILY) -> Iterator[Ring]:
    """Walk from ring to ring as the beat does, from the day `first` to the day `last`."""
    now = datetime.combine(first, time(0), tzinfo=zone).astimezone(UTC) - timedelta(seconds=1)
    walking = set_zone(reminder(at, days), zone, now)
    while walking.ring is not None and walking.ring.on <= last:
        if walking.ring.on >= first:
            yield walking.ring
        walking = move_on(walking, zone)


def expected(at: time, zone: ZoneInfo, day: date) -> datetime:
    """Work out the moment of a ring from the zone's offsets alone."""
    face = datetime.combine(day, at)
    around = [face.replace(tzinfo=UTC) + timedelta(hours=hours) for hours in (-30, -15, 0, 15, 30)]
    offsets = [offset for each in around if (offset := each.astimezone(zone).utcoffset()) is not None]
    readings = [(face - offset).replace(tzinfo=UTC) for offset in offsets]
    shown = [each for each in readings if each.astimezone(zone).replace(tzinfo=None) == face]
    if shown:
        return min(shown)
    return (face - offsets[0]).replace(tzinfo=UTC)  # skipped: by the offset that held before


def days_between(first: date, last: date) -> list[date]:
    return [first + DAY * number for number in range((last - first).days + 1)]


def changes(zone: ZoneInfo) -> list[date]:
    """Return the days on which the zone's offset changes; no two changes are within a week."""
    found = []
    noon = datetime(2025, 1, 1, 12, tzinfo=zone)
    for number in range(0, 2191, 7):
        day = noon + DAY * number
        if day.utcoffset() != (day - DAY * 7).utcoffset():
            week = [day - DAY * back for back in range(7)]
            found += [each.date() for each in week if each.utcoffset() != (each - DAY).utcoffset()]
    return found


def test_in_every_zone_each_due_day_rings_once_around_every_change_of_its_clock() -> None:
    """All zones, 2025 to 2030, the hours that clocks skip or repeat: one ring a local day, in order."""
    wrong = []
    for name in ZONES:
        zone = ZoneInfo(name)
        for change in (*changes(zone), date(2025, 1, 1), date(2028, 2, 29), date(2030, 12, 31)):
            window = days_between(change - DAY, change + DAY)
            for at in TRICKY:
                walked = list(rings(at, zone, window[0], window[-1]))
                moments = [ring.at for ring in walked]
                if [ring.on for ring in walked] != window or moments != sorted(set(moments)):
                    wrong.append((name, change, at))
    assert wrong == []


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_each_kind_of_zone_rings_every_day_for_six_years(name: str) -> None:
    """The whole walk: every local day once, at the moment its clock first shows the hour."""
    zone = ZoneInfo(name)
    for at in TRICKY if name in ("Africa/Cairo", "America/Nuuk", "Europe/Berlin") else (time(2, 30),):
        walked = list(rings(at, zone, FIRST, LAST))

        assert [ring.on for ring in walked] == days_between(FIRST, LAST)
        assert [ring.at for ring in walked] == [expected(at, zone, ring.on) for ring in walked]


@settings(max_examples=examples(100))
@given(
    name=st.sampled_from(ZONES),
    day=st.dates(FIRST, LAST - 21 * DAY),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None)),
    mask=st.integers(1, 127),
)
def test_any_hour_of_any_days_in_any_zone_rings_on_its_days(
    name: str, day: date, at: time, mask: int
) -> None:
    """Three weeks from anywhere: exactly the days that were asked for."""
    zone, days = ZoneInfo(name), Days(mask)

    walked = list(rings(at, zone, day, day + 20 * DAY, days))

    assert [ring.on for ring in walked] == [
        each for each in days_between(day, day + 20 * DAY) if each in days
    ]
    assert [ring.at for ring in walked] == [expected(at, zone, ring.on) for ring in walked]


@pytest.mark.parametrize(
    ("zone", "day", "at", "rings_at"),
    [
        ("Europe/Berlin", "2026-03-29", time(2, 30), "2026-03-29T01:30"),  # skipped: 3:30 summer time
        ("Europe/Berlin", "2026-10-25", time(2, 30), "2026-10-25T00:30"),  # twice: the first
        ("America/New_York", "2026-03-08", time(2, 30), "2026-03-08T07:30"),
        ("America/New_York", "2026-11-01", time(1, 30), "2026-11-01T05:30"),
        ("Africa/Cairo", "2026-04-24", time(0, 0), "2026-04-23T22:00"),  # the day begins at 1:00
        ("Africa/Cairo", "2026-04-24", time(0, 30), "2026-04-23T22:30"),
        ("Australia/Lord_Howe", "2026-10-04", time(2, 15), "2026-10-03T15:45"),  # half an hour: 2:45
        ("Asia/Kathmandu", "2026-01-01", time(8, 30), "2026-01-01T02:45"),
    ],
)
def test_hours_that_clocks_skip_or_repeat(zone: str, day: str, at: time, rings_at: str) -> None:
    """A skipped time moves forward, a repeated one rings at the first."""
    assert ring_on(date.fromisoformat(day), at, ZoneInfo(zone)) == moment(rings_at)


def test_a_newly_set_hour_may_ring_today() -> None:
    """A minute before the hour it is today, at the hour itself it is tomorrow."""
    zone = ZoneInfo("Europe/Lisbon")

    before = next_ring(time(8, 30), DAILY, zone, moment("2026-11-23T08:29:59"))
    at_it = next_ring(time(8, 30), DAILY, zone, moment("2026-11-23T08:30"))

    assert before == Ring(date(2026, 11, 23), moment("2026-11-23T08:30"))
    assert at_it == Ring(date(2026, 11, 24), moment("2026-11-24T08:30"))


def test_the_second_of_two_equal_hours_does_not_ring() -> None:
    """Between the two half past twos of an autumn night the next ring is tomorrow's."""
    between = moment("2026-10-25T01:00")

    assert next_ring(time(2, 30), DAILY, ZoneInfo("Europe/Berlin"), between).on == date(2026, 10, 26)


@settings(max_examples=examples(100))
@given(
    moves=st.lists(st.tuples(st.sampled_from(ZONES), st.integers(0, 60 * 50)), min_size=2, max_size=8),
    at=st.sampled_from((*TRICKY, time(8, 30), time(13, 0))),
    start=st.dates(FIRST, LAST - 30 * DAY),
)
def test_a_change_of_zone_never_rings_a_date_twice(
    moves: list[tuple[str, int]], at: time, start: date
) -> None:
    """However often the zone changes: no date rings twice, and no ring lies in the past."""
    now = datetime.combine(start, time(12), tzinfo=UTC)
    walking, rung = reminder(at), []
    for name, minutes in moves:
        zone = ZoneInfo(name)
        walking = set_zone(walking, zone, now)
        assert walking.ring is not None
        assert walking.ring.at > now
        now += timedelta(minutes=minutes)
        while walking.ring is not None and walking.ring.at <= now:
            rung.append(walking.ring.on)
            walking = move_on(walking, zone)

    assert rung == sorted(set(rung))


@pytest.mark.parametrize(
    ("now", "made_of_it"),
    [
        ("2026-11-23T20:15:00", Lateness.on_time),
        ("2026-11-23T20:16:00", Lateness.on_time),
        ("2026-11-23T20:16:01", Lateness.late),
        ("2026-11-23T23:59:59", Lateness.late),
        ("2026-11-24T00:00:00", Lateness.expired),
        ("2026-11-29T20:15:00", Lateness.expired),
    ],
)
def test_what_is_made_of_a_late_ring(now: str, made_of_it: Lateness) -> None:
    """Up to a minute late: as usual. Still the same local date: late. After that: no ring."""
    ring = Ring(date(2026, 11, 23), moment("2026-11-23T20:15"))

    assert lateness(ring, ZoneInfo("Europe/Lisbon"), moment(now)) is made_of_it


def test_midnight_does_not_make_a_prompt_ring_expire() -> None:
    """23:59:30 rung at 0:00:10 is still within its minute."""
    ring = Ring(date(2026, 11, 23), moment("2026-11-23T23:59:30"))

    assert lateness(ring, ZoneInfo("UTC"), moment("2026-11-24T00:00:10")) is Lateness.on_time


def test_the_local_date_decides_and_not_the_one_in_utc() -> None:
    """In Tokyo it is still the same day when UTC has changed, and the other way round."""
    tokyo = ZoneInfo("Asia/Tokyo")
    ring = Ring(date(2026, 11, 24), moment("2026-11-23T23:30"))

    assert lateness(ring, tokyo, moment("2026-11-24T10:00")) is Lateness.late
    assert lateness(ring, tokyo, moment("2026-11-24T15:00")) is Lateness.expired


def test_a_fast_clock_makes_no_healthy_ring_late() -> None:
    """At a thousand times the speed a wake-up may be minutes late in people's time."""
    ring = Ring(date(2026, 11, 23), moment("2026-11-23T20:15"))
    now = moment("2026-11-23T20:25")

    assert lateness(ring, ZoneInfo("UTC"), now, jitter=timedelta(minutes=15)) is Lateness.on_time


def test_moving_on_without_a_zone_changes_nothing() -> None:
    """A reminder that waits for its zone has no ring to move on from."""
    waiting = reminder(time(8, 30))

    assert move_on(waiting, ZoneInfo("UTC")) == waiting


def test_a_day_that_is_skipped_plans_the_next_one() -> None:
    """Today's ring is left out; the next due day rings. What was put off stays."""
    zone, friday = ZoneInfo("UTC"), date(2026, 11, 27)
    planned = set_zone(reminder(time(20, 0), WEEKDAYS), zone, moment("2026-11-27T12:00"))
    snoozed = replace(planned, snooze_at=moment("2026-11-27T12:15"))

    quiet = skip_days([friday], snoozed, zone, 0)

    assert quiet == replace(
        snoozed, ring=Ring(date(2026, 11, 30), moment("2026-11-30T20:00")), rung_on=friday
    )
    assert skip_days([friday], quiet, zone, 0) == quiet


@pytest.mark.parametrize(("at", "begins", "next_on"), [(0, 0, 24), (0, 6, 25), (5, 6, 25), (6, 6, 24)])
def test_a_ring_of_the_night_belongs_to_the_day_that_ends_after_it(
    at: int, begins: int, next_on: int
) -> None:
    """On Monday the 23rd it is done. A day that begins at 6:00 ends with the ring of Tuesday at 5:15."""
    zone = ZoneInfo("UTC")
    planned = set_zone(reminder(time(at, 15)), zone, moment("2026-11-23T12:00"))

    quiet = skip_days([date(2026, 11, 23)], planned, zone, begins)

    assert quiet.ring == Ring(date(2026, 11, next_on), moment(f"2026-11-{next_on}T0{at}:15"))


def test_the_next_due_moment_is_the_nearer_of_ring_and_snooze() -> None:
    """The beat wakes up at this moment."""
    planned = set_zone(reminder(time(20, 0)), ZoneInfo("UTC"), moment("2026-11-23T12:00"))

    assert reminder(time(20, 0)).due_at is None
    assert planned.due_at == moment("2026-11-23T20:00")
    assert replace(planned, snooze_at=moment("2026-11-23T12:15")).due_at == moment("2026-11-23T12:15")
