"""Hours as people type them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.days import DAILY, WEEKDAYS, WEEKENDS, Days
from bot.domain.deciding import Question, decide
from bot.domain.hours import Hours
from bot.domain.quiet import quiets_of
from bot.reading.line import Line
from bot.reading.reader import Reader
from tests.sizes import examples

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday


def days_of(line: Line) -> Days:
    """Return the days for which a line names its hours."""
    assert line.times.hours
    return line.times.days or DAILY


def hours_of(line: Line) -> list[time]:
    """Return the hours that a line names, as said."""
    return [hour.at for hour in line.times.hours]


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
    assert hours_of(english.read(typed)) == hours


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("25:99", "25:99"),
        ("24:00", "24:00"),
        ("8:60", "8:60"),
        ("13 pm", "13 pm"),
        ("0 am", "0 am"),
        ("99", "99"),
    ],
)
def test_what_is_on_no_clock_is_named(typed: str, wrong: str, english: Reader) -> None:
    """The answer can repeat what was wrong."""
    assert english.read(typed).times.wrong == wrong


def test_one_wrong_hour_among_right_ones_is_named(english: Reader) -> None:
    assert english.read("8:30 and 25:99").times.wrong == "25:99"


@pytest.mark.parametrize("typed", ["soon", "🙂", "", "   ", "whenever you like"])
def test_what_names_no_time_names_none(typed: str, english: Reader) -> None:
    assert not english.read(typed).times.has_time


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
    """With a colon or a point, padded or not. `5.30` without am or pm is asked about."""
    wanted = Hours((time(hour, minute),), DAILY)

    if sign == ":" or hour not in range(1, 6):
        assert decide(english.read(f"{hour}{sign}{minute:02}").times, NOON) == wanted
    assert decide(english.read(f"{hour:02}{sign}{minute:02}").times, NOON) == wanted


@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_every_time_of_the_day_can_be_typed_in_twelve_hours(hour: int, minute: int, english: Reader) -> None:
    """am and pm, noon and midnight."""
    face = f"{(hour - 1) % 12 + 1}:{minute:02} {'am' if hour < 12 else 'pm'}"

    assert decide(english.read(face).times, NOON) == Hours((time(hour, minute),), DAILY)


@given(typed=st.text(max_size=60))
def test_any_text_is_read_without_an_error(typed: str, english: Reader) -> None:
    """Whatever it says, something comes of it: rings, a question, or a plain "I cannot"."""
    said = english.read(typed).times

    assert decide(said, NOON) is not None


PIECES = [
    *(
        "remind me",
        "at",
        "8",
        "8:30",
        "830",
        "7p",
        "noon",
        "in the evening",
        "every",
        "other",
        "day",
        "monday",
    ),
    *(
        "tomorrow",
        "today",
        "in",
        "20",
        "minutes",
        "hours",
        "to",
        "half past",
        "quarter",
        "except",
        "not",
        "or",
    ),
    *("weekdays", "5 dec", "5/12", "until", "twice a day", "tokyo", "my", "exercises", "and", ",", "-", "am"),
    *("next", "week", "for", "2", "weeks", "birthday", "years old", "between", "3rd", "25:99", "sunday"),
]
NUMBERS = re.compile(r"[0-9][0-9:/]*")
PARTS = [
    *(
        "tonight",
        "today",
        "tomorrow",
        "this",
        "in the evening",
        "in the morning",
        "at night",
        "every morning",
    ),
    *("every evening", "at", "8", "9 pm", "10:30", "and", "but", ",", "weekdays", "fridays", "on monday"),
    *("once", "twice a day", "except", "after dinner", "before bed", "remind me", "to", "from", "instead of"),
]


@settings(max_examples=examples(400))
@given(pieces=st.lists(st.sampled_from(PARTS), min_size=1, max_size=12))
def test_any_mix_of_parts_of_the_day_days_and_hours_is_read(pieces: list[str], english: Reader) -> None:
    """However often each stands in the line, something comes of it and nothing fails."""
    assert decide(english.read(" ".join(pieces)).times, NOON) is not None


@pytest.mark.parametrize(
    "typed",
    [
        "tonight and every morning at 8 and every evening at 9",
        "remind me tonight, in the evening at 8 and at night at 10",
    ],
)
def test_tonight_beside_other_parts_of_the_day_is_asked_about(typed: str, english: Reader) -> None:
    assert isinstance(decide(english.read(typed).times, NOON), Question)


@settings(max_examples=examples(400))
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=8, unique=True))
def test_no_number_of_a_line_is_dropped(pieces: list[str], english: Reader) -> None:
    """Every number is an hour or a date that is set, or the line leads to a question or an "I cannot".

    A length in minutes is the one number that says nothing about when.
    """
    line = " ".join(["remind me", *pieces])
    said = english.read(line).times
    decided = decide(said, NOON)

    if isinstance(decided, Hours):
        shown = [f"{at.hour}:{at.minute:02}" for at in decided.at]
        assert said.left == "" and said.wrong == "" and said.cannot is None
        assert said.dates == () and said.after is None
        hours = len(decided.at)
        assert len(NUMBERS.findall(without_lengths(line))) <= hours * 2, (line, shown)


def without_lengths(line: str) -> str:
    """Return a line without lengths in minutes and "half past"."""
    return re.sub(r"\b\d+ minutes\b", "", line)


@pytest.mark.parametrize("names", [[], ["someday"]])
def test_no_days_are_no_set_of_days(names: list[str]) -> None:
    """A reminder without a day cannot be made."""
    with pytest.raises(ValueError):
        Days.named(names)


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("from 10 to 7", ["22-7"]),
        ("from 10:30 to 7", ["22:30-7"]),
        ("from 22 to 7", ["22-7"]),
        ("from 10 to 7 am", ["22-7"]),
        ("from 8 to 15", ["8-15"]),
        ("8 to 15", ["8-15"]),
        ("between 12 and 3 in the afternoon", ["12-15"]),
        ("from 8 to 3", ["20-3", "8-15"]),
        ("from 9 to 5", ["21-5", "9-17"]),
        ("from 8:30 to 3:30", ["20:30-3:30", "8:30-15:30"]),
        ("from 12 to 7", ["0-7", "12-19"]),
        ("from 9 to 10", ["21-10", "9-10", "21-22"]),
        ("from 1 to 3", ["1-3", "13-15"]),
        ("from 08:00 to 15:00", ["8-15"]),
        ("from 8 pm to 8", ["20-8"]),
        ("from 9pm to 9", ["21-9"]),
        ("from 20 to 8", ["20-8"]),
        ("from 22 to 10", ["22-10"]),
        ("from midnight to 12", ["0-12"]),
        ("from 10 pm to 7", ["22-7"]),
        ("from 11 to 7 in the morning", ["23-7"]),
        ("from 9 am to 5", ["9-17"]),
        ("from 8 to 9 am", ["20-9", "8-9"]),
        ("from 9 to 10 am", ["21-10", "9-10"]),
        ("from 11 pm to 12", ["23-12", "23-0"]),
        ("from 8 to 22", ["8-22", "20-22"]),
        ("from 9 to 6", ["21-6", "9-18"]),
        ("from 8 to 6", ["20-6", "8-18"]),
        ("from 9 to 9", ["21-9", "9-21"]),
        ("from 12 to 12", ["12-0", "0-12"]),
        ("from 9:00 to 6:00", ["21-6", "9-18"]),
    ],
)
def test_quiet_hours_that_may_be_of_the_night_or_the_day_are_read_both_ways(
    typed: str, spans: list[str], english: Reader
) -> None:
    said = english.read(f"no messages {typed}").times

    assert [f"{_short(each.begins)}-{_short(each.ends)}" for each in quiets_of(said)] == spans


def _short(at: time) -> str:
    return f"{at.hour}:{at.minute:02}" if at.minute else str(at.hour)


@pytest.mark.parametrize(
    ("typed", "is_asked"),
    [
        ("a week on friday at 7 pm", True),
        ("once a week on fridays at 7 pm", False),
        ("weekly on friday at 7 pm", False),
        ("per week on friday at 7 pm", False),
    ],
)
def test_a_week_before_a_day_may_be_a_date_but_weekly_is_every_week(
    typed: str, is_asked: bool, english: Reader
) -> None:
    assert isinstance(decide(english.read(typed).times, NOON), Question) is is_asked
