"""Days on which somebody wants no reminder: today, one day of this week, or a day of each week."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import Language
from tests.conversations.ringing import lives_in
from tests.conversations.stage import Stage, Talk
from tests.texts import Texts, button, texts

DAILY = 127


@pytest.fixture
async def rung_daily(chat: Talk) -> Talk:
    """A chat with a reminder at 13:00 each day and one at 19:00 on two days. It is Monday noon."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("/remind tue, sat 19:00")
    chat.hears()
    return chat


@pytest.mark.parametrize(
    ("line", "back_on", "left"),
    [
        ("no reminder on thursday please", "Fri 27 Nov", [0b1110111, 0b0100010]),
        ("not on friday, we're out", "Sat 28 Nov", [0b1101111, 0b0100010]),
        ("get rid of sunday", "Mon 30 Nov", [0b0111111, 0b0100010]),
        ("skip the weekend", "Mon 30 Nov", [0b0011111, 0b0000010]),
        ("cancel my saturday reminder", "Sun 29 Nov", [0b1011111, 0b0000010]),
        ("no reminders on wednesday and thursday", "Fri 27 Nov", [0b1110011, 0b0100010]),
    ],
)
async def test_days_without_a_word_for_each_week_are_asked_about(
    rung_daily: Talk, stage: Stage, line: str, back_on: str, left: list[int]
) -> None:
    """They were taken off the reminders of every week, in silence."""
    before = await stage.rows("reminders")

    await rung_daily.says(line)

    assert await stage.rows("reminders") == before
    assert texts.are_in(rung_daily.messages[-1].text, "away_once_or_weekly")
    assert texts("button.until_from_now", date=back_on) in rung_daily.messages[-1].labels
    await rung_daily.presses(button.rest_weekly)
    assert [row["days"] for row in await stage.rows("reminders")] == left


@pytest.mark.parametrize(
    "line", ["no reminders on thursdays", "no thursday reminders from now on", "no thursday anymore"]
)
async def test_days_of_each_week_are_taken_off(rung_daily: Talk, stage: Stage, line: str) -> None:
    await rung_daily.says(line)

    assert [row["days"] for row in await stage.rows("reminders")] == [DAILY & ~0b1000, 0b0100010]


async def test_the_only_reminder_of_a_day_is_meant_by_that_day(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind sunday 10:00")

    await chat.says("cancel my sunday reminder")

    assert await stage.rows("reminders") == []


async def test_days_that_one_of_several_reminders_has_are_not_taken_off_the_others(
    rung_daily: Talk, stage: Stage
) -> None:
    """ "Delete the one on tuesdays and saturdays" took these days off both reminders."""
    before = await stage.rows("reminders")

    await rung_daily.says("delete the one on tuesdays and saturdays")

    assert await stage.rows("reminders") == before
    assert texts.are_in(rung_daily.messages[-1].text, "reminders")


async def test_a_day_off_that_may_be_today_is_asked_about_too(rung_daily: Talk, stage: Stage) -> None:
    await rung_daily.says("no reminder on monday please")

    assert rung_daily.messages[-1].text == texts("away_once_or_weekly", days="Mon")
    await rung_daily.presses(texts("button.until_from_now", date="Tue 24 Nov"))
    assert [row["back_on"] for row in await stage.rows("chats")] == ["2026-11-24"]


@pytest.mark.parametrize(
    "line",
    [
        "not this thursday evening",
        "we leave berlin tomorrow",
        "not today and not tomorrow either",
        "cancel today and tomorrow",
        "tomorrow is a public holiday so 10 instead",
        "later today, 5ish",
        "skip thursday night, got theatre",
    ],
)
async def test_a_line_about_another_day_or_hour_does_not_call_today_off(
    rung_daily: Talk, stage: Stage, line: str
) -> None:
    before = await stage.rows("reminders")

    await rung_daily.says(line)

    assert await stage.rows("reminders") == before
    assert not texts.are_in(rung_daily.messages[-1].text, "nottoday")


@pytest.mark.parametrize("line", ["not today", "not today, busy till 6", "too tired today, maybe tomorrow"])
async def test_today_is_called_off_whatever_else_the_line_says_of_it(rung_daily: Talk, line: str) -> None:
    await rung_daily.says(line)

    assert texts.are_in(rung_daily.messages[-1].text, "nottoday")


@pytest.mark.parametrize("line", ["im sick, not today", "im sick, no reminders today"])
async def test_who_is_ill_gets_the_gentle_answer_and_quiet(rung_daily: Talk, line: str) -> None:
    await rung_daily.says(line)

    answer, quiet = rung_daily.hears()
    assert texts.are_in(answer, "care")
    assert texts.are_in(quiet, "nottoday")


@pytest.mark.parametrize(
    "line", ["quiet 22-7", "dnd 22-7", "no pings 22-7", "no reminders between 22:00 and 7:00"]
)
async def test_quiet_hours_are_heard_in_few_words(rung_daily: Talk, line: str) -> None:
    await rung_daily.says(line)

    assert texts.are_in(rung_daily.messages[-1].text, "quiet_set", begins="22:00", ends="7:00")


@pytest.mark.parametrize(
    "line", ["on call tonight, no buzzing between 22 and 7 please", "no reminders monday 8-10"]
)
async def test_quiet_hours_of_some_days_are_asked_about(rung_daily: Talk, stage: Stage, line: str) -> None:
    """Quiet hours are those of every day."""
    await rung_daily.says(line)

    assert rung_daily.messages[-1].text == texts("ask_which_quiet")
    assert [row["quiet_begins"] for row in await stage.rows("chats")] == [None]


@pytest.mark.parametrize(
    ("language", "line"),
    [("de", "keine erinnerung am donnerstag"), ("zh-Hans", "周四不要提醒")],
)
async def test_other_languages_ask_as_well(rung_daily: Talk, stage: Stage, language: str, line: str) -> None:
    before = await stage.rows("reminders")
    await rung_daily.presses_data(f"speak:{language}")

    await rung_daily.says(line)

    assert await stage.rows("reminders") == before
    assert Texts(Language(language)).are_in(rung_daily.messages[-1].text, "away_once_or_weekly")
