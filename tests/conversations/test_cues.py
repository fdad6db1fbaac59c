"""Cues: the other side and half way come as the card sent once more, which the session is steered from."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ports import Kind
from tests.conversations.playing import OTHER_SIDE
from tests.conversations.stage import Stage, Talk, begins, kinds, plays
from tests.texts import button, texts

RUNNING = [button.lighter, button.just_right, button.pause, button.skip, button.more, button.stop]
STEP = texts.step(2, 3, "shoulder_pinching", 40)


async def hears_of_the_other_side(chat: Talk) -> None:
    """Play the taster alone up to its cue, which is then the newest message."""
    await begins(chat, alone=True)
    await chat.waits(seconds=50)
    assert chat.messages[-1].headline == OTHER_SIDE


def steering(chat: Talk) -> list[list[str]]:
    return [shown.labels for shown in chat.messages if button.stop in shown.labels]


async def test_a_cue_has_the_buttons_and_the_older_card_loses_them(chat: Talk) -> None:
    """The older card keeps only its first line, so that no time stands still on it."""
    await hears_of_the_other_side(chat)
    cue, older = chat.messages[-1], chat.messages[-2]

    assert not cue.silent
    assert steering(chat) == [RUNNING]
    assert cue.labels == RUNNING
    assert older.text == STEP
    assert "0:20 left." in cue.text
    await chat.presses(button.pause)
    assert cue.headline.startswith(texts.opening("paused"))


async def test_the_other_side_stands_on_the_card_as_long_as_it_holds(chat: Talk) -> None:
    """Also after countdown edits, and on a card that follows an answer: who looks late must know."""
    await chat.says("/routine solo")
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    await chat.waits(seconds=60)
    assert OTHER_SIDE not in chat.card().text
    await chat.waits(seconds=65)
    edits = chat.messages[-1].edits
    assert edits >= 1
    assert chat.messages[-1].text.count(OTHER_SIDE) == 1

    await chat.says("how long")
    assert chat.messages[-1].text.count(OTHER_SIDE) == 1
    assert steering(chat) == [RUNNING]


async def test_on_the_other_side_the_text_names_that_side(chat: Talk) -> None:
    """Below "Other side now" the words "your left side first" would lead back to the left."""
    await hears_of_the_other_side(chat)

    assert texts.are_in(chat.card().text, "step_other_side.shoulder_pinching")
    assert not texts.are_in(chat.card().text, "step.shoulder_pinching")


@pytest.mark.parametrize("way", [button.skip, button.repeat, button.stop, "/stop", "time"])
async def test_once_its_step_has_ended_a_cue_is_said_no_more(chat: Talk, way: str) -> None:
    """Its message is the card of the step, and becomes part of the story as any card does."""
    await hears_of_the_other_side(chat)

    if way == button.repeat:
        await chat.presses(button.more)
    if way == "time":
        await chat.waits(seconds=20)
    else:
        await (chat.says(way) if way[0] == "/" else chat.presses(way))
    await chat.waits(seconds=2)

    assert not any(OTHER_SIDE in shown.text for shown in chat.messages)
    assert len(steering(chat)) == (way not in (button.stop, "/stop"))


async def test_a_cue_whose_call_gets_no_answer_leaves_the_older_card_as_it_is(
    chat: Talk, stage: Stage
) -> None:
    """It is sent once. The older card has its buttons still, and shows the other side with its next edit."""
    stage.telegram.swallows = lambda row: row.kind is Kind.cue
    await chat.says("/routine solo")
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    await chat.waits(seconds=110)

    assert [row["state"] for row in kinds(await stage.rows("outbox"), "cue")] == ["unknown"]
    assert steering(chat) == [RUNNING]
    assert OTHER_SIDE in chat.messages[-1].text


async def test_a_tap_while_a_cue_waits_does_not_swallow_it(chat: Talk, stage: Stage) -> None:
    """The cue leaves first; what was tapped is then shown on it."""
    await begins(chat, alone=True)
    await chat.waits(seconds=49)
    stage.telegram.holds = lambda row: row.kind is Kind.cue
    await chat.waits(seconds=2)
    await chat.presses(button.lighter)
    stage.telegram.holds = lambda row: False
    await chat.waits(seconds=5)

    assert OTHER_SIDE in chat.messages[-1].text
    assert chat.messages[-1].labels == [*RUNNING[:2], button.as_before, *RUNNING[2:]]
    assert len(steering(chat)) == 1


async def test_no_countdown_takes_a_cue_away_while_it_is_read(chat: Talk) -> None:
    """Half way is a multiple of 15 s as well: the next edit comes 15 s later."""
    await chat.says("/routine deep")
    await chat.presses(button.cues)
    await chat.presses(button("cue_sound", state="off"))
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    await chat.presses(button.skip)
    await chat.waits(seconds=150)
    cue, at = chat.messages[-1], chat.stage.clock.at
    assert cue.headline == texts("cue_half")

    await chat.waits(seconds=10)
    assert cue.headline == texts("cue_half")
    await chat.waits(seconds=10)
    assert cue.headline == texts.step(2, 7, "kneading", 300)
    changed = [moment for moment in chat.stage.telegram.changed[chat.id] if moment > at]
    assert changed[-1] - at >= timedelta(seconds=14)


async def test_a_cue_makes_one_message_of_the_chats_share(chat: Talk, stage: Stage) -> None:
    """One message and one edit, also after a restart: nothing is deleted when the step has ended."""
    await plays(chat, alone=True)
    await stage.waits(35)
    await stage.restarts()
    await stage.waits(60)

    rows = await stage.rows("outbox")
    [cue] = kinds(rows, "cue")
    assert cue["state"] == "sent"
    assert kinds(rows, "removal") == []
    assert len([row for row in kinds(rows, "tidy") if row["dedup_key"] == f"replaced_by:{cue['id']}"]) == 1
