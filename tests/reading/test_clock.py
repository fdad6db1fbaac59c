"""Hours as people type them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.days import DAILY, WEEKDAYS, WEEKENDS, Days
from bot.domain.hours import Hours
from bot.reading.line import Line, WrongHour
from bot.reading.reader import Reader


def days_of(line: Line) -> Days:
    """Return the days for which a line names its hours."""
    assert isinstance(line.hours.hours, Hours)
    return line.hours.hours.days


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("8:30", [time(8, 30)]),
        ("08:30", [time(8, 30)]),
        ("8.30", [time(8, 30)]),
        ("8h30", [time(8, 30)]),
        ("8：30", [time(8, 30)]),
        ("8:30 pm", [time(20, 30)]),
        ("8.30PM", [time(20, 30)]),
        ("8:30 p.m.", [time(20, 30)]),
        ("20:15", [time(20, 15)]),
        ("8am", [time(8)]),
        ("8 am", [time(8)]),
        ("12 am", [time(0)]),
        ("12 pm", [time(12)]),
        ("12:30am", [time(0, 30)]),
        ("0:00", [time(0)]),
        ("23:59", [time(23, 59)]),
        ("7", [time(7)]),
        ("at 7 please", [time(7)]),
        ("9:00 and 15:00", [time(9), time(15)]),
        ("9 & 3pm", [time(9), time(15)]),
        ("9:00, 9:00", [time(9)]),
        ("remind me at 8:30!", [time(8, 30)]),
        ("٨:٣٠", [time(8, 30)]),
        ("8:30🙂", [time(8, 30)]),
    ],
)
def test_hours_are_read(typed: str, hours: list[time], english: Reader) -> None:
    """Every common way to write an hour is read."""
    assert list(english.read(typed).hours.at) == hours


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("25:99", "25:99"),
        ("24:00", "24:00"),
        ("8:60", "8:60"),
        ("13 pm", "13 pm"),
        ("0 am", "0 am"),
        ("8:30 and 25:99", "25:99"),
        ("99", "99"),
        ("soon", "soon"),
        ("  later  ", "later"),
        ("🙂", "🙂"),
        ("", ""),
        ("   ", ""),
        ("half past eight", "half past eight"),
    ],
)
def test_what_is_on_no_clock_is_named(typed: str, named: str, english: Reader) -> None:
    """The answer can repeat what was wrong."""
    assert english.read(typed).hours.hours == WrongHour(named)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("8:30", DAILY),
        ("every day 8:30", DAILY),
        ("weekdays 9:00 and 15:00", WEEKDAYS),
        ("Weekends 10", WEEKENDS),
        ("mon and thu 7", Days.named(["mon", "thu"])),
        ("Mondays, Wednesdays and fridays at 7", Days.named(["mon", "wed", "fri"])),
        ("sat 9", Days.named(["sat"])),
        ("7 on tuesday", Days.named(["tue"])),
    ],
)
def test_days_are_read(typed: str, days: Days, english: Reader) -> None:
    """If a line names no day, the reminder is for every day."""
    assert days_of(english.read(typed)) == days


@pytest.mark.parametrize("typed", ["can we do 8:30", "we want 8:30", "remind us when we wake up at 8:30"])
def test_small_words_are_no_days(typed: str, english: Reader) -> None:
    """ "we" is not Wednesday."""
    assert days_of(english.read(typed)) == DAILY


@given(hour=st.integers(0, 23), minute=st.integers(0, 59), sign=st.sampled_from(":."))
def test_every_time_of_the_day_can_be_typed(hour: int, minute: int, sign: str, english: Reader) -> None:
    """With a colon or a point, padded or not."""
    wanted = Hours((time(hour, minute),), DAILY)

    assert english.read(f"{hour}{sign}{minute:02}").hours.hours == wanted
    assert english.read(f"{hour:02}{sign}{minute:02}").hours.hours == wanted


@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_every_time_of_the_day_can_be_typed_in_twelve_hours(hour: int, minute: int, english: Reader) -> None:
    """am and pm, noon and midnight."""
    face = f"{(hour - 1) % 12 + 1}:{minute:02} {'am' if hour < 12 else 'pm'}"

    assert english.read(face).hours.at == (time(hour, minute),)


@given(typed=st.text(max_size=60))
def test_any_text_is_an_hour_or_not_an_hour(typed: str, english: Reader) -> None:
    """Any text is read as an hour or as none, without an error."""
    hours = english.read(typed).hours

    assert hours.at or isinstance(hours.hours, WrongHour)


@pytest.mark.parametrize("names", [[], ["someday"]])
def test_no_days_are_no_set_of_days(names: list[str]) -> None:
    """A reminder without a day cannot be made."""
    with pytest.raises(ValueError):
        Days.named(names)
