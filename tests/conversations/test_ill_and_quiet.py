"""Who is ill and wants no reminders gets the answer about the danger, and quiet as well."""

from __future__ import annotations

import pytest

from tests.conversations.ringing import lives_in, on
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts


async def test_not_today_with_an_illness_skips_the_day(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.says("not today, got the stomach bug")

    assert texts.headline("redflag_today") in chat.messages[-2].text
    assert texts.are_in(chat.messages[-1].text, "nottoday")
    assert button.undo in chat.messages[-1].labels
    chat.hears()
    await stage.waits(until=on(23, 14))
    assert chat.hears() == []


@pytest.mark.parametrize(
    "line", ["pause everything for a week, got the flu", "got the flu, no reminders until the 30th"]
)
async def test_a_pause_with_an_illness_is_kept(chat: Talk, stage: Stage, line: str) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")

    await chat.says(line)

    assert texts.headline("redflag_today") in chat.messages[-2].text
    assert texts.are_in(chat.messages[-1].text, "away_set")
    [row] = await stage.rows("chats")
    assert row["back_on"] == "2026-11-30"


@pytest.mark.parametrize("line", ["not today, my chest hurts", "pause everything for a week, i want to die"])
async def test_who_needs_help_at_once_hears_of_nothing_else(chat: Talk, stage: Stage, line: str) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.says(line)

    assert len(chat.hears()) == 1
    [row] = await stage.rows("chats")
    assert row["back_on"] is None


async def test_in_a_session_an_illness_alone_is_answered(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await plays(chat, "quick")

    await chat.says("not today, got the stomach bug")

    assert not texts.are_in(chat.messages[-1].text, "nottoday")


@pytest.mark.parametrize("line", ["away until the 27th", "we are camping til the 27th no signal"])
async def test_an_end_may_be_named_by_the_day_of_the_month(chat: Talk, stage: Stage, line: str) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")

    await chat.says(line)

    [row] = await stage.rows("chats")
    assert row["back_on"] == "2026-11-27"


@pytest.mark.parametrize("line", ["evry othr day 8pm", "every other day 8pm"])
async def test_every_other_day_is_said_to_be_impossible_and_an_hour_is_offered(chat: Talk, line: str) -> None:
    await lives_in(chat)
    chat.hears()

    await chat.says(line)

    assert any("20:00" in label for label in chat.messages[-1].labels)


async def test_one_of_two_reminders_is_no_hour(chat: Talk) -> None:
    """ "One for the morning, one for before bed" asks for two hours, and neither is one o'clock."""
    await lives_in(chat)

    await chat.says("can i have two, one for the morning one for before bed")

    assert chat.messages[-1].text == texts("remind")
    assert all("1:00" not in label.split() for label in chat.messages[-1].labels)
