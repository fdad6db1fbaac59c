"""What the bot can ask about a line after it was read."""

from __future__ import annotations

import pytest

from bot.domain.hours import Hours
from bot.domain.intent import Intent
from bot.reading.line import LONGEST, NOTHING, Line, WrongHour
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
        ("7 o'clock", False, True),
        ("at 7 please", False, False),
        ("weekdays", False, False),
        ("", False, False),
    ],
)
def test_a_line_that_is_all_hours_is_an_answer(
    line: str, is_answer: bool, is_asked_answer: bool, english: Reader
) -> None:
    """A bare number is an answer only if the bot asked for an hour."""
    hours = english.read(line).hours

    assert (hours.is_answer(is_asked=False), hours.is_answer(is_asked=True)) == (is_answer, is_asked_answer)


def test_an_hour_in_a_sentence_is_told_from_a_span_of_time(english: Reader) -> None:
    assert isinstance(english.read("remind me at 8:30").hours.to_ring_at, Hours)
    assert english.read("remind me at 25:99").hours.to_ring_at == WrongHour("25:99")
    assert english.read("remind me in 10 minutes").hours.to_ring_at is None
    assert english.read("remind me").hours.to_ring_at is None


@pytest.mark.parametrize(
    ("line", "turns_off"), [("off", True), ("OFF 8:30", True), ("Off!", True), ("8:30 off", False)]
)
def test_the_word_that_turns_reminders_off_comes_first(line: str, turns_off: bool, english: Reader) -> None:
    assert english.read(line).hours.turns_off is turns_off


def test_a_place_is_exact_or_near(english: Reader) -> None:
    exact, near, none = (english.read(line).place for line in ("Lisbon", "lisbonn", "my aunt has a dog"))

    assert (exact.zone, exact.is_exact) == ("Europe/Lisbon", True)
    assert (near.zone, near.is_exact) == ("Europe/Lisbon", False)
    assert (none.zone, none.is_exact) == (None, False)


def test_the_nearest_names_are_offered(english: Reader) -> None:
    assert english.read("kneadding").nearest.technique == "kneading"
    assert english.read("qwertyuiop").nearest.technique is None
