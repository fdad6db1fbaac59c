"""Lengths that people ask for in a line."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import Language, RoutineKey
from bot.reading.line import WRONG, RoutineNamed, Wish
from bot.reading.reader import Reader
from bot.reading.readers import Readers


@pytest.mark.parametrize(
    "line",
    [
        "massage for two",
        "two of us",
        "the full one",
        "the one with the tennis ball",
        "one more",
        "10",
        "five breaths",
    ],
)
def test_a_small_number_alone_is_no_length(line: str, english: Reader) -> None:
    """The number may count people or anything else."""
    assert english.read(line).wish is None


@pytest.mark.parametrize(
    "line",
    [
        "in 20 start the long one",
        "the long one at 20:15",
        "the long one tonight, 20 of us",
        "long one on the 15.",
    ],
)
def test_a_number_beside_a_name_is_no_length_among_other_words(line: str, english: Reader) -> None:
    """It may be an hour, a day, or count people."""
    assert english.read(line).wish is None


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("massage my wife 5 min", Wish(5, RoutineKey("quick"))),
        ("full ten", Wish(10, RoutineKey("full"), is_named=True)),
        ("5 minutes", Wish(5, RoutineKey("quick"))),
        ("the long one tonight, twenty", Wish(20, RoutineKey("long"), is_named=True)),
        ("long one (20)", Wish(20, RoutineKey("long"), is_named=True)),
        ("solo for 10", Wish(10, RoutineKey("solo"), is_named=True)),
        ("on my own, half an hour", Wish(30, is_alone=True)),
        ("massage of 15 minuts", Wish(15)),
        ("1/4 hour", Wish(15, RoutineKey("long"))),
        ("20", Wish(20)),
        ("full -5", Wish(WRONG, RoutineKey("full"), is_named=True)),
    ],
)
def test_a_length_is_wished_for_in_digits_or_words(line: str, wish: Wish, english: Reader) -> None:
    """The length stands next to a routine's name, or alone."""
    assert english.read(line).wish == wish


def test_a_length_wins_over_the_name_of_a_routine(english: Reader) -> None:
    """However it is spelled."""
    wish = english.read("twenty minuts full back, hes lying down already").wish
    assert wish is not None
    assert wish.minutes == 20


def test_a_length_beside_other_words_is_kept(english: Reader) -> None:
    """If the line means nothing else, it may be a wish."""
    read = english.read("fourteen minutes, the children are by the grandmother")

    assert read.wish is None
    assert read.length == Wish(14)


@pytest.mark.parametrize(
    "line",
    [
        "my thumbs give out after two minutes of this, any trick",
        "ten minutes ago",
        "we were stuck for the last 20 minutes",
        "every 5 minutes he snores",
        "after like four minutes of squeezing",
    ],
)
def test_a_length_in_a_story_is_no_wish(line: str, english: Reader) -> None:
    """It tells how long something took, when it was, or how often it is."""
    read = english.read(line)

    assert (read.wish, read.without_session.routine) == (None, None)


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("15 minutes please", 15),
        ("something for ten minutes", 10),
        ("10 min after dinner?", 10),
        ("my hands ache after 5 mins, a massage for 10 min", 10),
        ("sixty seconds, that is all", 1),
    ],
)
def test_a_length_beside_a_story_is_still_a_wish(line: str, minutes: int, english: Reader) -> None:
    """Only the length with words of a story beside it is left out."""
    wish = english.read(line).wish

    assert wish is not None and wish.minutes == minutes


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("按了三分钟我手就废了", None),
        ("十分钟前按完了", None),
        ("排队排了20分钟", None),
        ("来个15分钟的", 15),
        ("我们有二十分钟", 20),
        ("只有六十秒 按一下", 1),
    ],
)
def test_a_length_in_a_chinese_story_is_no_wish(line: str, minutes: int | None, readers: Readers) -> None:
    """了 before a length, or 前 behind it, tells of something."""
    wish = readers.read(line, Language("zh-Hans")).wish

    assert (wish.minutes if wish else None) == minutes


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
