"""A time away in any zone: nothing rings before its end, and the first ring after it is the planned one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.away import away_until, stay_away
from bot.domain.days import DAILY, Days
from bot.domain.ids import ChatId, ReminderId
from bot.domain.quiet import Quiet
from bot.domain.reminder import Reminder, pause, resume, ring_at, set_zone, tonight
from tests.sizes import examples

DAY = timedelta(days=1)


def reminder(at: time, days: Days = DAILY) -> Reminder:
    return Reminder(ReminderId(1), ChatId(1), at, days)


@settings(max_examples=examples(60))
@given(
    name=st.sampled_from(sorted(available_timezones())),
    start=st.datetimes(datetime(2011, 12, 20), datetime(2030, 12, 1)),
    ahead=st.integers(1, 60),
    at=st.times().map(lambda at: time(at.hour, at.minute)),
    mask=st.integers(1, 127),
)
def test_the_first_ring_is_on_the_day_of_return_or_the_next_due_day(
    name: str, start: datetime, ahead: int, at: time, mask: int
) -> None:
    """In all zones; the morning notice is on that local date, and outside the quiet hours."""
    zone, now, days = ZoneInfo(name), start.replace(tzinfo=UTC), Days(mask)
    back_on = now.astimezone(zone).date() + DAY * ahead

    kept = stay_away(set_zone(reminder(at, days), zone, now), back_on, zone)

    due = next(day for day in (back_on + DAY * each for each in range(8)) if day in days)
    assert kept.ring is not None
    assert kept.ring.on == due
    quiet = Quiet(time(21), time(10, 30))
    assert not quiet.covers_moment(away_until(back_on, zone, quiet).told_at, zone)


@pytest.mark.parametrize(
    ("zone", "start", "back_on", "rings_at"),
    [
        # Apia had no 30 December 2011: the day after the 29th was the 31st.
        ("Pacific/Apia", "2011-12-28T20:00", date(2011, 12, 30), "2011-12-30T18:00"),
        ("Europe/Berlin", "2028-02-27T12:00", date(2028, 2, 29), "2028-02-29T07:00"),  # a leap day
        ("Europe/Berlin", "2026-03-25T12:00", date(2026, 3, 29), "2026-03-29T06:00"),  # summer time begins
        ("Europe/Berlin", "2026-10-20T12:00", date(2026, 10, 25), "2026-10-25T07:00"),  # and ends
    ],
)
def test_days_that_a_calendar_skips_or_adds(zone: str, start: str, back_on: date, rings_at: str) -> None:
    there, now = ZoneInfo(zone), datetime.fromisoformat(start).replace(tzinfo=UTC)

    kept = stay_away(set_zone(reminder(time(8)), there, now), back_on, there)

    assert kept.ring is not None
    assert kept.ring.at == datetime.fromisoformat(rings_at).replace(tzinfo=UTC)


def test_a_single_ring_stays_and_a_snooze_is_dropped() -> None:
    """A single ring was set for just its date."""
    zone, now = ZoneInfo("UTC"), datetime(2026, 11, 23, 12, tzinfo=UTC)
    single = ring_at(ChatId(1), now + timedelta(hours=2), zone)
    snoozed = set_zone(reminder(time(8)), zone, now)

    assert stay_away(single, date(2026, 12, 1), zone) == single
    assert stay_away(snoozed, date(2026, 12, 1), zone).snooze_at is None


def test_a_paused_reminder_gets_no_ring_by_a_change_of_zone() -> None:
    zone, now = ZoneInfo("UTC"), datetime(2026, 11, 23, 12, tzinfo=UTC)
    rests = pause(set_zone(reminder(time(13)), zone, now))

    assert rests.due_at is None
    assert set_zone(rests, ZoneInfo("Asia/Tokyo"), now) == rests
    assert set_zone(resume(rests), zone, now) == set_zone(reminder(time(13)), zone, now)


def test_tonight_is_offered_while_it_is_ahead() -> None:
    zone = ZoneInfo("Europe/Berlin")

    assert tonight(datetime(2026, 11, 23, 18, 45, tzinfo=UTC), zone) == datetime(2026, 11, 23, 19, tzinfo=UTC)
    assert tonight(datetime(2026, 11, 23, 18, 46, tzinfo=UTC), zone) is None
