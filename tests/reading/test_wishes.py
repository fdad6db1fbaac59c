"""Lengths that people ask for in a line."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import RoutineKey
from bot.reading.line import WRONG, RoutineNamed, Wish
from bot.reading.reader import Reader


@pytest.mark.parametrize(
    "line", ["massage for two", "two of us", "the full one", "one more", "10", "five breaths"]
)
def test_a_number_alone_is_no_length(line: str, english: Reader) -> None:
    """The number may count people or anything else."""
    assert english.read(line).wish is None


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("massage my wife 5 min", Wish(5, RoutineKey("quick"))),
        ("full ten", Wish(10, RoutineKey("full"), is_named=True)),
        ("5 minutes", Wish(5, RoutineKey("quick"))),
        ("solo for 10", Wish(10, RoutineKey("solo"), is_named=True)),
        ("on my own, half an hour", Wish(30, is_alone=True)),
        ("full -5", Wish(WRONG, RoutineKey("full"), is_named=True)),
    ],
)
def test_a_length_is_wished_for_in_digits_or_words(line: str, wish: Wish, english: Reader) -> None:
    """The length stands next to a routine's name, or alone."""
    assert english.read(line).wish == wish


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("full", RoutineNamed(RoutineKey("full"), None, is_named=True)),
        ("full 5", RoutineNamed(RoutineKey("full"), 5, is_named=True)),
        ("5 min full", RoutineNamed(RoutineKey("full"), 5)),
        ("full 5 on my own", RoutineNamed(RoutineKey("full"), 5, is_alone=True, is_named=True)),
        ("10", RoutineNamed(None, 10)),
        ("full 2.5", RoutineNamed(RoutineKey("full"), WRONG, is_named=True)),
        ("smth quick", RoutineNamed(RoutineKey("quick"))),
        ("10 on my own", RoutineNamed(None, 10, is_alone=True)),
        ("xyzzy", RoutineNamed()),
    ],
)
def test_the_text_behind_a_command_names_a_routine_and_a_length(
    text: str, named: RoutineNamed, english: Reader
) -> None:
    """In either order, with or without "on my own"."""
    assert english.read(text).routine == named
