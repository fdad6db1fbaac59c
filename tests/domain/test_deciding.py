"""What comes of the times in a line, at a moment and in a zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.days import DAILY, WEEKDAYS, WEEKENDS, Days
from bot.domain.deciding import After, Doubt, Each, OnDate, Question, decide, readings
from bot.domain.hours import Hours
from bot.domain.said_times import TODAY_OR_TOMORROW, Cannot, DayOf, DaysAhead, NextDay, SaidHour, SaidTimes

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday


def bare(hour: int) -> SaidHour:
    """An hour without am or pm."""
    return SaidHour(time(hour), is_twelve=1 <= hour <= 12, is_open=1 <= hour <= 12)


@pytest.mark.parametrize(
    ("hours", "first"),
    [
        ([8], [8]),
        ([12], [12]),
        ([3], [15]),
        ([10, 4], [10, 16]),
        ([9, 6], [9, 18]),
        ([8, 8], [8, 20]),
        ([9, 15], [9, 15]),
        ([20], [20]),
    ],
)
def test_hours_without_am_and_pm_are_read_as_people_mean_them(hours: list[int], first: list[int]) -> None:
    assert readings([bare(hour) for hour in hours])[0] == tuple(time(hour) for hour in first)


@pytest.mark.parametrize(("hours", "is_sure"), [([8], True), ([3], False), ([10, 4], False), ([9, 15], True)])
def test_what_can_be_read_in_two_ways_is_asked(hours: list[int], is_sure: bool) -> None:
    decided = decide(SaidTimes(hours=tuple(map(bare, hours))), NOON)

    assert isinstance(decided, Hours) is is_sure


def test_what_is_left_over_is_asked_about_and_what_was_read_is_offered() -> None:
    decided = decide(SaidTimes(hours=(SaidHour(time(9)),), left="tokyo"), NOON)

    assert decided == Question(Doubt.left, (Hours((time(9),), DAILY),), "tokyo")


def test_one_day_may_mean_every_such_day_or_the_next() -> None:
    said = SaidTimes(hours=(SaidHour(time(9)),), days=Days.named(["tue"]), is_one_day=True)

    decided = decide(said, NOON)

    assert isinstance(decided, Question)
    tuesdays = Hours((time(9),), Days.named(["tue"]))
    assert decided.choices == (tuesdays, OnDate(date(2026, 11, 24), (time(9),)))


@pytest.mark.parametrize(
    ("said", "on"),
    [
        (DaysAhead(1), date(2026, 11, 24)),
        (NextDay(5), date(2026, 11, 28)),
        (NextDay(0), date(2026, 11, 30)),
        (DayOf(5, 12), date(2026, 12, 5)),
        (DayOf(2, 11), date(2027, 11, 2)),
        (DayOf(31), date(2026, 12, 31)),
        (DayOf(29, 2, 2028), Cannot.far),
        (DayOf(31, 11), Cannot.no_date),
        (DayOf(1, 1, 2026), Cannot.past),
        (DaysAhead(-1), Cannot.past),
    ],
)
def test_a_date_is_the_next_one_that_is_meant(said: DaysAhead | NextDay | DayOf, on: date | Cannot) -> None:
    decided = decide(SaidTimes(hours=(SaidHour(time(9)),), dates=(said,)), NOON)

    assert decided == (on if isinstance(on, Cannot) else OnDate(on, (time(9),)))


def test_next_friday_is_one_of_two() -> None:
    decided = decide(SaidTimes(hours=(SaidHour(time(9)),), dates=(NextDay(4, is_next=True),)), NOON)

    assert isinstance(decided, Question)
    assert [choice.on for choice in decided.choices if isinstance(choice, OnDate)] == [
        date(2026, 11, 27),
        date(2026, 12, 4),
    ]


def test_today_at_eight_is_in_the_evening_when_it_is_noon() -> None:
    assert decide(SaidTimes(hours=(bare(8),), dates=(DaysAhead(0),)), NOON) == OnDate(
        NOON.date(), (time(20),)
    )


def test_a_date_needs_the_zone_and_a_span_does_not() -> None:
    assert decide(SaidTimes(hours=(bare(9),), dates=(DaysAhead(1),)), None) == Question(Doubt.zone)
    assert decide(SaidTimes(after=timedelta(minutes=20)), None) == After(timedelta(minutes=20))
    assert decide(SaidTimes(after=timedelta(days=400)), None) == Cannot.far


@pytest.mark.parametrize(
    ("weekday", "dates"),
    [
        ("sat", [date(2026, 12, 5)]),
        ("fri", [date(2026, 12, 5), date(2026, 11, 27)]),
        ("wed", [date(2027, 5, 12)]),
    ],
)
def test_a_day_of_the_week_beside_a_date_says_which_is_meant(weekday: str, dates: list[date]) -> None:
    """`5/12` has two readings. If the day fits none, one of the two is a mistake, and the bot asks."""
    read = (DayOf(5, 12), DayOf(12, 5)) if weekday == "wed" else (DayOf(5, 12),)
    said = SaidTimes(hours=(SaidHour(time(9)),), days=Days.named([weekday]), is_one_day=True, dates=read)

    decided = decide(said, NOON)

    offered = decided.choices if isinstance(decided, Question) else (decided,)
    assert offered == tuple(OnDate(each, (time(9),)) for each in dates)


def test_a_day_of_another_month_is_in_that_month() -> None:
    """There is no 31 November, but a 31 December."""
    nine = (SaidHour(time(9)),)

    assert decide(SaidTimes(hours=nine, dates=(DayOf(28, ahead=1),)), NOON) == OnDate(
        date(2026, 12, 28), (time(9),)
    )
    assert decide(SaidTimes(hours=nine, dates=(DayOf(31, ahead=0),)), NOON) == Cannot.no_date
    assert decide(SaidTimes(hours=nine, dates=(DayOf(31, ahead=1),)), NOON) == OnDate(
        date(2026, 12, 31), (time(9),)
    )


@given(
    days=st.none() | st.integers(1, 127).map(Days),
    hours=st.lists(st.integers(0, 23).map(bare), max_size=3).map(tuple),
    dates=st.lists(
        st.builds(DayOf, st.integers(0, 40), st.none() | st.integers(1, 12), st.none() | st.integers(1, 9999))
        | st.builds(DayOf, st.integers(0, 40), ahead=st.integers(0, 1))
        | st.builds(NextDay, st.integers(0, 6), st.booleans())
        | st.builds(DaysAhead, st.integers(-5000, 5000)),
        max_size=2,
    ).map(tuple),
    now=st.datetimes(datetime(2025, 1, 1), datetime(2031, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)),
)
def test_a_single_ring_is_always_to_come(
    days: Days | None,
    hours: tuple[SaidHour, ...],
    dates: tuple[DayOf | NextDay | DaysAhead, ...],
    now: datetime,
) -> None:
    """Whatever a line says, nothing is set for the past, and nothing raises."""
    decided = decide(SaidTimes(hours=hours, days=days, dates=dates), now)

    if isinstance(decided, OnDate):
        assert all(datetime.combine(decided.on, at, UTC) > now for at in decided.at)


def test_late_hours_are_offered_with_those_of_the_evening_first() -> None:
    """ "After dinner at 7 and before bed at 10": both hours may be in the evening."""
    decided = decide(SaidTimes(hours=(bare(7), bare(10)), is_late=True), NOON)

    assert isinstance(decided, Question)
    assert decided.choices[0] == Hours((time(19), time(22)), DAILY)
    assert Hours((time(7), time(22)), DAILY) in decided.choices
    assert len(decided.choices) == 4


def test_a_late_hour_with_minutes_may_be_of_the_evening_but_one_of_24_hours_is_sure() -> None:
    at_8_30 = SaidHour(time(8, 30), is_twelve=True)

    decided = decide(SaidTimes(hours=(at_8_30,), is_late=True), NOON)

    assert decided == Question(Doubt.which, (Hours((time(20, 30),), DAILY), Hours((time(8, 30),), DAILY)))
    padded = SaidTimes(hours=(replace(at_8_30, is_padded=True),), is_late=True)
    assert decide(padded, NOON) == Hours((time(8, 30),), DAILY)


def test_too_many_late_hours_shall_be_said_again() -> None:
    decided = decide(SaidTimes(hours=(bare(7), bare(8), bare(9)), is_late=True), NOON)

    assert decided == Question(Doubt.halves)


@pytest.mark.parametrize(
    ("hours", "is_late", "is_sure"),
    [((7, 9), False, True), ((4, 9), False, False), ((7, 9), True, False), ((19, 21), True, True)],
)
def test_a_doubtful_hour_of_several_with_days_of_their_own_lets_all_be_said_again(
    hours: tuple[int, int], is_late: bool, is_sure: bool
) -> None:
    """No button would set all of them."""
    pairs = tuple(zip(map(bare, hours), (WEEKDAYS, WEEKENDS), strict=True))

    decided = decide(SaidTimes(pairs=pairs, is_late=is_late), NOON)

    assert isinstance(decided, Each) if is_sure else decided == Question(Doubt.halves)


@pytest.mark.parametrize(("hour", "ways"), [(9, 3), (21, 2)])
def test_once_at_an_hour_without_am_or_pm_may_be_today_or_tomorrow(hour: int, ways: int) -> None:
    decided = decide(SaidTimes(hours=(bare(hour),), dates=TODAY_OR_TOMORROW), NOON)

    assert isinstance(decided, Question)
    assert decided.choices[0] == OnDate(NOON.date(), (time(21),))
    assert len(decided.choices) == ways
