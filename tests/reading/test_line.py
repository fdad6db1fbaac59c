"""What the bot can ask about a line after it was read."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.domain.intent import Intent
from bot.reading.line import LONGEST, NOTHING, Line
from bot.reading.reader import Reader


def test_an_empty_line_says_nothing(english: Reader) -> None:
    assert english.read("").meaning.is_nothing
    assert NOTHING.is_empty and not NOTHING.is_too_long
    assert Line("  ").is_empty


def test_of_a_long_line_the_beginning_is_read(english: Reader) -> None:
    """A very long line must not make other people wait."""
    line = english.read("stop" + " " * LONGEST + "kneading")

    assert line.is_too_long
    assert line.techniques == ()
    assert line.is_just == frozenset()  # something follows that was not read
    assert english.read("stop").is_just == {Intent.stop}


@pytest.mark.parametrize(
    ("line", "is_answer", "is_asked_answer"),
    [
        ("8:30", True, True),
        ("8:30 and 3pm on weekdays", True, True),
        ("8.30", False, True),
        ("7", False, True),
        ("7 o'clock", True, True),
        ("at 7 please", False, True),
        ("weekdays", False, True),
        ("", False, False),
    ],
)
def test_a_line_that_is_all_hours_is_an_answer(
    line: str, is_answer: bool, is_asked_answer: bool, english: Reader
) -> None:
    """A bare number is an answer only if the bot asked for an hour."""
    times = english.read(line).times

    assert (times.is_answer(is_asked=False), times.is_answer(is_asked=True)) == (is_answer, is_asked_answer)


def test_an_hour_in_a_sentence_is_told_from_a_span_of_time(english: Reader) -> None:
    assert [hour.at for hour in english.read("remind me at 8:30").times.hours] == [time(8, 30)]
    assert english.read("remind me in 10 minutes").times.after == timedelta(minutes=10)
    assert not english.read("remind me").times.has_time


@pytest.mark.parametrize(
    ("line", "turns_off"), [("off", True), ("OFF 8:30", True), ("Off!", True), ("8:30 off", False)]
)
def test_the_word_that_turns_reminders_off_comes_first(line: str, turns_off: bool, english: Reader) -> None:
    assert english.read(line).times.turns_off is turns_off


def test_a_place_is_exact_or_near(english: Reader) -> None:
    exact, near, none = (english.read(line).place for line in ("Lisbon", "lisbonn", "my aunt has a dog"))

    assert [place.zone for place in exact.places] == ["Europe/Lisbon"]
    assert (near.is_exact, near.near[0].zone) == (False, "Europe/Lisbon")
    assert (none.places, none.near) == ((), ())


def test_the_nearest_names_are_offered(english: Reader) -> None:
    assert english.read("kneadding").nearest.technique == "kneading"
    assert english.read("qwertyuiop").nearest.technique is None
