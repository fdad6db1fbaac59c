"""A danger is told from what only sounds like one: it is denied, a figure of speech, or long over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.domain.catalogue import Lexicon
from bot.domain.dangers import Urgency
from bot.reading.reader import Reader

LINES = Path(__file__).parent / "lines"


def rows_of(name: str) -> list[list[str]]:
    _, *rows = (row.split("\t") for row in (LINES / name).read_text(encoding="utf-8").splitlines())
    return rows


ROWS, IN_CHINESE = rows_of("scope.tsv"), rows_of("chinese_scope.tsv")
NOT_THERE = "-"  # the table has no such sentence of a danger


def cases(column: int, rows: Sequence[Sequence[str]] = ROWS) -> list[tuple[str, str]]:
    return [(row[0], row[column]) for row in rows if row[column] != NOT_THERE]


@pytest.mark.parametrize(("danger", "line"), cases(1))
def test_each_danger_is_found(danger: str, line: str, english: Reader, lexicon: Lexicon) -> None:
    """Another danger of the same urgency may be named."""
    [urgency] = [flag.urgency for flag in lexicon.red_flags if flag.key == danger]
    flag = english.find_red_flag(line)

    assert flag is not None and flag.urgency is urgency


@pytest.mark.parametrize(("danger", "line"), [*cases(2), *cases(3), *cases(4)])
def test_what_is_denied_or_a_figure_or_over_is_no_danger(danger: str, line: str, english: Reader) -> None:
    """A mild answer may remain, as for a part of the body that is named; nothing that alarms."""
    flag = english.find_red_flag(line)

    assert flag is None or (flag.key != danger and flag.urgency.rank > Urgency.care.rank), flag


@pytest.mark.parametrize(
    "line",
    [
        "no, my legs are numb",
        "no my legs are numb",
        "no massage today, i have a fever",
        "no fever numb legs",
        "not sure why but my foot is numb",
        "i do not know why my chest hurts",
        "no improvement and my legs are still numb",
        "it is not gone, my leg is numb",
        "the feeling in my legs is gone",
        "my leg has gone numb",
        "i fell years ago and since then my legs are numb",
        "i am in my twenties and my legs are numb",
        "my legs are numb since last year",
        "there is numbness all over now",
        "i had a fall yesterday, fine now",
        "fell down the stairs last week, is massage fine now",
        "no pain but my bum is numb",
        "when he was massaging me my leg went numb",
        "my back in agony and i cant pee",
        "we fell in love and then he fell off the roof",
    ],
)
def test_a_denial_or_the_past_reaches_no_further_than_it_should(line: str, english: Reader) -> None:
    """A word such as "no" somewhere in the line hides no danger."""
    flag = english.find_red_flag(line)

    assert flag is not None and flag.urgency.rank <= Urgency.today.rank


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("cancer ten years ago, all healed", "cancer"),
        ("a heart attack ten years ago, fine now", "heart_attack"),
        ("she had a stroke in 2015", "stroke_now"),
        ("i had back surgery ten years ago", "operation"),
    ],
)
def test_of_some_dangers_a_question_remains(line: str, key: str, english: Reader) -> None:
    """They are asked about first, and alarm nobody."""
    flag = english.find_red_flag(line)

    assert flag is not None and flag.urgency is Urgency.ask


@pytest.mark.parametrize(
    "line",
    [
        "my legs are dead since the fall",
        "legs are dead after leg day and numb too",
        "my legs turned to jelly and i can't stand up",
        "no feeling for two days in my foot",
        "i keep bleeding after the game",
        "got stabbed in the back at work",
        "legs are jelly after the marathon, the paramedics are here, can't walk",
    ],
)
def test_a_danger_beside_sport_and_games_is_one(line: str, english: Reader) -> None:
    """Words of sport, of a game or of work beside it make no figure of speech of it."""
    flag = english.find_red_flag(line)

    assert flag is not None and flag.urgency is Urgency.now


@pytest.mark.parametrize(
    ("line", "urgency"),
    [
        ("may i tap right on top of the vertebrae", Urgency.keep_off),
        ("6 months pregnant, bad headache and seeing sparkles", Urgency.now),
        ("she's 33 weeks pregnant, her face is swollen", Urgency.now),
        ("my back is stiff after twelve hours on the ward", Urgency.pain),
        ("took thirty paracetamol lol", Urgency.crisis),
    ],
)
def test_kinds_that_were_heard_wrong(line: str, urgency: Urgency, english: Reader) -> None:
    """Each in other words than a table has."""
    flag = english.find_red_flag(line)

    assert flag is not None and flag.urgency is urgency


@pytest.mark.parametrize(
    ("line", "urgency"),
    [
        ("bleed easily", Urgency.ask),
        ("i bleed easily because of my tablets", Urgency.ask),
        ("i bleed easily and now it wont stop", Urgency.now),
        ("i am bleeding", Urgency.now),
        ("a mole that bleeds", Urgency.today),
        ("the mole on my back got bigger and bleeds", Urgency.today),
        ("my mole bleeds and wont stop", Urgency.now),
        ("weak heart, water in the legs", Urgency.ask),
        ("weak heart and my legs went weak", Urgency.now),
        ("a cracked rib from last winter", Urgency.today),
        ("he fell off a ladder, cracked rib", Urgency.now),
    ],
)
def test_a_figure_that_is_a_danger_itself_leaves_that_danger(
    line: str, urgency: Urgency, english: Reader
) -> None:
    """ "Bleed easily" is no bleeding, but somebody who bleeds easily asks a doctor first."""
    flag = english.find_red_flag(line)

    assert flag is not None and flag.urgency is urgency
