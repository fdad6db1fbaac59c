"""One hour that is said twice: "8 and 8" is one of the morning and one of the evening, or is asked about."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.days import DAILY
from bot.domain.deciding import Doubt, Question, decide
from bot.domain.hours import Hours
from bot.reading.reader import Reader

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday


@given(
    hour=st.integers(1, 11),
    line=st.sampled_from(
        [
            "at {0} and {0}",
            "remind me at {0} and at {0}",
            "{0} and {0} please",
            "ring us daily at {0} and {0}",
        ]
    ),
)
def test_the_same_bare_hour_twice_is_asked_about(hour: int, line: str, english: Reader) -> None:
    """Both halves of the day are offered first; nothing is dropped in silence."""
    decided = decide(english.read(line.format(hour)).times, NOON)

    assert isinstance(decided, Question)
    assert decided.about is Doubt.which
    assert decided.choices[0] == Hours((time(hour), time(hour + 12)), DAILY)


@pytest.mark.parametrize(
    "typed", ["twice a day at 8 and 8", "twice a day at 8", "remind me twice a day, 8 and 8"]
)
def test_twice_a_day_offers_both_halves_and_no_single_hour(typed: str, english: Reader) -> None:
    """Two rings were asked for, so one ring is not offered."""
    decided = decide(english.read(typed).times, NOON)

    assert decided == Question(Doubt.which, (Hours((time(8), time(20)), DAILY),))


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("morning and evening, 7 and 7", 7, 19),
        ("mornings and evenings, 7 and 9", 7, 21),
        ("remind me at 7 morning and evening", 7, 19),
        ("7 in the morning and evening", 7, 19),
        ("8 am and pm", 8, 20),
        ("remind me at 8 am & pm", 8, 20),
        ("8am and 8pm", 8, 20),
        ("9 and 9 in the evening", 9, 21),
        ("7 in the morning and in the evening at 9", 7, 21),
    ],
)
def test_an_hour_in_two_named_halves_is_set_in_both(
    typed: str, first: int, second: int, english: Reader
) -> None:
    """The line says both hours, so nothing is asked."""
    assert decide(english.read(typed).times, NOON) == Hours((time(first), time(second)), DAILY)


def test_one_of_two_halves_is_asked_about(english: Reader) -> None:
    """ "Or" names one ring."""
    decided = decide(english.read("8 am or pm").times, NOON)

    assert isinstance(decided, Question)
    assert decided.choices == (Hours((time(8),), DAILY), Hours((time(20),), DAILY))


def test_an_hour_of_the_clock_of_24_hours_may_be_said_twice(english: Reader) -> None:
    """It has one meaning."""
    assert decide(english.read("9:00, 9:00").times, NOON) == Hours((time(9),), DAILY)
    assert decide(english.read("19:00 and 19:00").times, NOON) == Hours((time(19),), DAILY)
