"""The same code reads a language that is written without spaces and has its own words for numbers.

The words are Chinese, chosen for this test and not for people.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from types import MappingProxyType

import pytest

from bot.domain.catalogue import (
    Calls,
    LengthWords,
    Lexicon,
    RoutineKey,
    TechniqueKey,
    TimeWords,
)
from bot.domain.dangers import AgeWords, DangerWords, RedFlag, Urgency
from bot.domain.days import DAILY, WEEKDAYS, Days
from bot.domain.deciding import OnDate, decide
from bot.domain.hours import Hours
from bot.domain.intent import Intent
from bot.reading.by_words import ReaderByWords
from bot.reading.line import Meaning, Wish
from bot.reading.reader import Reader

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday

WORDS = Lexicon(
    red_flags=(
        RedFlag("chest_pain", Urgency.now, ("胸痛",)),
        RedFlag("fever", Urgency.today, ("发烧",)),
        RedFlag("minor", Urgency.minor, ("孩子",)),
    ),
    intents={
        Intent.stop: ("停", "够了"),
        Intent.pain: ("疼",),
        Intent.softer: ("轻一点",),
        Intent.remind: ("提醒我",),
        Intent.routine: ("按摩",),
        Intent.alone: ("一个人",),
    },
    techniques={TechniqueKey("kneading"): ("揉法",), TechniqueKey("pushing"): ("推法",)},
    routines={RoutineKey("full"): ("全套",), RoutineKey("quick"): ("短的",)},
    dangers=DangerWords(figures=("退了烧",)),
    calls=Calls(
        nearly_alone=frozenset({"够了"}),
        not_meant=("不疼", "别停"),
        beside=frozenset({"了", "吧", "请"}),
        asking=frozenset({"怎"}),
        unwanted=("不要",),
    ),
    lengths=LengthWords(
        numbers={"八": 8, "五": 5, "十": 10, "十五": 15, "二十": 20},
        spans={"半小时": 30},
        units=("分钟", "分"),
        beside=frozenset({"我", "要"}),
    ),
    times=TimeWords(
        days=MappingProxyType({"mon": ("星期一",), "weekdays": ("工作日",)}),
        several=("星期一",),
        words={
            "and": ("和",),
            "off": ("关",),
            "ring": ("提醒我",),
            "evening": ("晚上",),
            "oclock": ("点",),
            "half": (),
            "tomorrow": ("明天",),
        },
    ),
    ages=AgeWords(before=("我",), after=("岁",)),
)


@pytest.fixture
def reader() -> Reader:
    """A Reader of the made-up word list."""
    return ReaderByWords(WORDS)


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("怎么揉法", Meaning(techniques=(TechniqueKey("kneading"),))),
        ("揉法和推法", Meaning(techniques=(TechniqueKey("kneading"), TechniqueKey("pushing")))),
        ("我要全套按摩", Meaning(routine=RoutineKey("full"))),
        ("我要按摩", Meaning(intent=Intent.routine)),
        ("请停", Meaning(intent=Intent.stop)),
        ("别停", Meaning()),
        ("够了吧", Meaning(intent=Intent.stop)),
        ("油够了没有", Meaning()),
        ("请轻一点", Meaning(intent=Intent.softer)),
        ("你好世界", Meaning()),
    ],
)
def test_words_are_found_without_spaces(line: str, meaning: Meaning, reader: Reader) -> None:
    """Whole words are found anywhere in the line, but not where the line denies them."""
    assert reader.read(line).meaning == meaning


def test_what_a_line_says_of_safety_is_found_without_spaces(reader: Reader) -> None:
    assert reader.read("我的背很疼").safety.hurts
    assert not reader.read("现在不疼").safety.hurts
    assert reader.read("油够了没有").safety.may_stop
    for line in ("我有孩子", "我十五岁", "她15岁"):
        flag = reader.find_red_flag(line)
        assert flag is not None and flag.urgency is Urgency.minor
    assert reader.find_red_flag("我二十岁") is None


def test_red_flags_are_found_without_spaces(reader: Reader) -> None:
    flag = reader.find_red_flag("他发烧而且胸痛")

    assert flag is not None and flag.key == "chest_pain"
    assert reader.find_red_flag("你好世界") is None


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("我要十分钟按摩", Wish(10)),
        ("全套二十分钟", Wish(20, RoutineKey("full"), is_named=True)),
        ("按摩5分", Wish(5)),
        ("一个人半小时", Wish(30, is_alone=True)),
        ("全套五", Wish(5, RoutineKey("full"), is_named=True)),
        ("我要按摩", None),
    ],
)
def test_lengths_are_read_in_the_languages_own_numbers(line: str, wish: Wish | None, reader: Reader) -> None:
    """With its own unit, right behind the number."""
    assert reader.read(line).wish == wish


def test_hours_and_days_are_read_in_the_languages_own_words(reader: Reader) -> None:
    workdays = reader.read("工作日8:30和15:00").times

    assert decide(workdays, NOON) == Hours((time(8, 30), time(15)), WEEKDAYS)
    assert workdays.is_answer(is_asked=False)
    assert decide(reader.read("提醒我星期一9:00").times, NOON) == Hours((time(9),), Days.named(["mon"]))
    assert decide(reader.read("提醒我晚上八点").times, NOON) == Hours((time(20),), DAILY)
    assert decide(reader.read("明天15:00提醒我").times, NOON) == OnDate(date(2026, 11, 24), (time(15),))
    assert "am" in reader.read("8 am").times.left  # it says nothing here
    assert reader.read("25:99").times.wrong == "25:99"
    assert reader.read("关 8:30").times.turns_off


def test_what_is_not_wanted_is_read_without_spaces(reader: Reader) -> None:
    assert reader.read("不要揉法").unwanted == (TechniqueKey("kneading"),)
