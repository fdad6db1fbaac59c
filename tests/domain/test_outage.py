"""Which days of a person an outage has taken."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.outage import LONGEST, days_taken
from bot.domain.own_day import HOURS

APIA, BERLIN = ZoneInfo("Pacific/Apia"), ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def on(day: int) -> date:
    return date(2026, 11, day)


def hours_ago(*several: float) -> list[datetime]:
    return [NOON - timedelta(hours=each) for each in several]


@pytest.mark.parametrize(
    ("missed", "taken"),
    [
        ([], []),
        ([15], [22]),  # an evening, and it is the next noon
        ([50, 26], [21, 22]),
        ([98], [19, 20, 21, 22]),  # the days between are taken too
        ([2], [23]),  # today, which can still be done: it costs nothing if it is not
        ([26, 2], [22, 23]),
    ],
)
def test_all_days_from_the_first_missed_ring_on_are_taken(missed: list[float], taken: list[int]) -> None:
    assert days_taken(hours_ago(*missed), NOON, BERLIN, 0) == [on(each) for each in taken]


def test_a_day_that_begins_late_takes_the_ring_after_midnight_along() -> None:
    at_one = [datetime(2026, 11, 22, 0, tzinfo=UTC)]

    assert days_taken(at_one, NOON, BERLIN, 0)[0] == on(22)
    assert days_taken(at_one, NOON, BERLIN, 6)[0] == on(21)


@settings(max_examples=60, deadline=None)
@given(
    ago=st.lists(st.floats(0, 24 * 40), max_size=6),
    zone=st.sampled_from([APIA, BERLIN]),
    begins=st.sampled_from(HOURS),
)
def test_the_days_are_those_of_a_plain_walk_hour_by_hour(
    ago: list[float], zone: ZoneInfo, begins: int
) -> None:
    """From the first missed ring to now; today is only there if a ring of today was missed."""
    missed = hours_ago(*ago)

    def plain(moment: datetime) -> date:
        return (moment.astimezone(zone) - timedelta(hours=begins)).date()

    walked, at = set(map(plain, missed)), min(missed, default=NOON)
    while at < NOON:
        walked |= {plain(at)} - {plain(NOON)}
        at += timedelta(hours=1)
    assert days_taken(missed, NOON, zone, begins) == sorted(walked)


def test_of_years_only_the_last_is_noted() -> None:
    taken = days_taken(hours_ago(24 * 4000, 1), NOON, BERLIN, 0)

    assert (taken[0], taken[-1]) == (on(23) - LONGEST, on(23))
