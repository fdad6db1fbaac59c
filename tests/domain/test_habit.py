"""Streak, reserve and strength follow from the list of days, and from nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import habit
from bot.domain.own_day import day_of
from tests.sizes import examples

MONDAY = date(2026, 11, 2)


def day(number: int) -> date:
    """Return a day; 0 is a Monday."""
    return MONDAY + timedelta(days=number)


def plainly(done: set[date], today: date, away: set[date]) -> tuple[int, int, list[date], int]:
    """Count streak, longest streak, spent days and what is left, week after week."""
    first = min(done) - timedelta(days=min(done).weekday())
    streak, best, spent, left = 0, 0, [], habit.RESERVE
    weeks = (max(*done, today) - first).days // 7 + 1
    for monday in (first + timedelta(days=7 * week) for week in range(weeks)):
        left = habit.RESERVE
        for each in (monday + timedelta(days=number) for number in range(7)):
            if each in done:
                streak += 1
            elif streak and each < today and each not in away:
                kept = left > 0
                left -= kept
                spent += [each] * kept
                streak *= kept
            best = max(best, streak)
    return streak, best, spent, left


@settings(max_examples=examples(60), deadline=None)
@given(
    done=st.sets(st.integers(0, 60), min_size=1), today=st.integers(0, 70), away=st.sets(st.integers(0, 70))
)
def test_the_streak_is_that_of_a_plain_count_from_the_list_of_days(
    done: set[int], today: int, away: set[int]
) -> None:
    """Also for days that are still to come here: who flies west has lived them already."""
    days, quiet = ({day(each) for each in numbers} for numbers in (done, away))

    found = habit.look_back(sorted(days, reverse=True), day(today), quiet)

    assert (found.streak, found.best, list(found.spent), found.left) == plainly(days, day(today), quiet)
    assert 0 <= found.strength < 1


@pytest.mark.parametrize(
    ("done", "today", "streak", "left"),
    [
        ([], 3, 0, 2),
        ([0, 1, 2], 3, 3, 2),  # today is not over
        ([0, 1, 2], 4, 3, 1),  # one day of the reserve: kept, and not added
        ([0, 1, 2], 5, 3, 0),
        ([0, 1, 2], 6, 0, 0),  # the third
        ([0, 1, 2, 3, 4], 9, 5, 0),  # two at the end of a week, and two of the next
        ([0, 1, 2, 3, 4], 10, 0, 0),
        ([0, 1, 6], 7, 1, 2),  # Monday begins a new reserve, and what is left is not kept
        ([0, 4], 5, 1, 0),  # the reserve of a week is two days, also for two streaks
    ],
)
def test_two_days_a_week_are_made_up_for(done: list[int], today: int, streak: int, left: int) -> None:
    found = habit.look_back(map(day, done), day(today))

    assert (found.streak, found.left) == (streak, left)


def test_a_time_away_neither_breaks_nor_adds() -> None:
    """Three weeks without anything: streak and strength stand as before; a session in them counts."""
    done, away = [day(each) for each in range(3)], [day(each) for each in range(3, 24)]
    before = habit.look_back(done, day(3))

    assert habit.look_back(done, day(24), away) == before
    assert habit.look_back([*done, day(10)], day(24), away).streak == 4
    assert habit.look_back(done, day(24), away[:-3]).streak == 0


def test_one_miss_after_sixty_days_costs_less_than_a_tenth() -> None:
    """Also one for which no reserve is left; one with a reserve costs nothing."""
    every = [day(each) for each in range(60)]
    before = habit.look_back(every, day(60))
    with_reserve = habit.look_back(every, day(61))
    without = habit.look_back(every, day(63))  # Friday, Saturday, and Sunday without a reserve

    assert with_reserve.strength == before.strength > 0.9
    assert (len(without.spent), without.streak) == (2, 0)
    assert 0.9 * before.strength < without.strength < before.strength


def test_milestones_are_told_once() -> None:
    assert [habit.milestone(each - 1, each) for each in (6, 7, 8, 30, 66, 67)] == [
        None,
        7,
        None,
        30,
        66,
        None,
    ]


def test_who_comes_back_after_two_weeks_is_welcomed() -> None:
    assert not habit.is_back(None, day(0))
    assert not habit.is_back(day(0), day(13))
    assert habit.is_back(day(0), day(14))


@pytest.mark.parametrize(
    ("moment", "begins", "on"),
    [
        (datetime(2026, 11, 24, 1, 30, tzinfo=UTC), 0, date(2026, 11, 24)),
        (datetime(2026, 11, 24, 1, 30, tzinfo=UTC), 4, date(2026, 11, 23)),
        (datetime(2026, 11, 24, 4, 0, tzinfo=UTC), 4, date(2026, 11, 24)),
        # 01:30 UTC is the first 02:30 of that night in Lisbon's spring: the wall says when the day begins.
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), 3, date(2026, 3, 28)),
        (datetime(2026, 3, 29, 2, 0, tzinfo=UTC), 3, date(2026, 3, 29)),
    ],
)
def test_a_day_ends_when_the_person_says(moment: datetime, begins: int, on: date) -> None:
    assert day_of(moment, ZoneInfo("Europe/Lisbon"), begins) == on
