"""Cues: the other side, half way and the last ten seconds, and when they leave the chat."""

from __future__ import annotations

import pytest

from bot.ports import Kind
from tests.conversations.playing import OTHER_SIDE
from tests.conversations.stage import Stage, Talk, begins, kinds, plays
from tests.texts import button


async def hears_of_the_other_side(chat: Talk) -> None:
    """Play the taster alone up to its cue, which then stands in the chat."""
    await begins(chat, alone=True)
    await chat.waits(seconds=55)
    assert chat.messages[-1].headline == OTHER_SIDE


@pytest.mark.parametrize("way", [button.skip, button.back, button.repeat, button.stop, "/stop", "time"])
async def test_a_cue_is_gone_once_its_step_has_ended(chat: Talk, way: str) -> None:
    """The cue is deleted whichever way the step ends. The text of the card stays."""
    await hears_of_the_other_side(chat)
    story = [shown.id for shown in chat.messages if shown.headline != OTHER_SIDE]

    if way in (button.back, button.repeat):
        await chat.presses(button.more)
    if way == "time":
        await chat.waits(seconds=15)
    else:
        await (chat.says(way) if way[0] == "/" else chat.presses(way))

    standing = chat.messages
    assert OTHER_SIDE not in [shown.headline for shown in standing]
    assert [shown.id for shown in standing][: len(story)] == story


async def test_a_pause_is_no_end_of_a_step_and_leaves_its_cue(chat: Talk) -> None:
    """The cue is deleted when the step ends."""
    await hears_of_the_other_side(chat)

    await chat.presses(button.pause)
    await chat.waits(minutes=5)
    assert chat.messages[-1].headline == OTHER_SIDE
    await chat.presses(button.resume)
    assert chat.messages[-1].headline == OTHER_SIDE
    await chat.waits(seconds=15)

    assert OTHER_SIDE not in [shown.headline for shown in chat.messages]


async def test_a_cue_is_deleted_once_and_after_the_next_prompt(chat: Talk, stage: Stage) -> None:
    """Also in a group and after a restart.

    The removal waits for the prompt; the prompt never waits for the removal.
    """
    group = stage.group()
    for talk in (chat, group):
        await plays(talk, alone=True)
    await stage.waits(seconds=45)
    await stage.restarts()
    await stage.waits(seconds=60)

    for talk in (chat, group):
        assert [shown.headline for shown in talk.arrived if shown.is_deleted] == [OTHER_SIDE]
    rows = [row for row in await stage.rows("outbox") if row["chat_id"] == chat.id]
    [removal], [*prompts] = kinds(rows, "removal"), kinds(rows, "prompt")
    assert removal["state"] == "sent"
    assert removal["id"] > prompts[-1]["id"]
    assert removal["lane"] > max(
        row["lane"] for row in rows if row["kind"] not in ("tidy", "countdown", "removal")
    )


async def test_a_cue_that_may_have_arrived_is_left_alone(chat: Talk, stage: Stage) -> None:
    """Without an answer from Telegram the message id of the cue is not known."""
    stage.telegram.loses = lambda row: row.kind is Kind.cue
    await hears_of_the_other_side(chat)

    await chat.waits(seconds=60)

    assert [shown.headline for shown in chat.messages].count(OTHER_SIDE) == 1
    [removal] = kinds(await stage.rows("outbox"), "removal")
    assert removal["state"] == "cancelled"


async def test_a_cue_that_could_not_be_deleted_for_an_hour_stays(chat: Talk, stage: Stage) -> None:
    """By then it is part of the story."""
    await hears_of_the_other_side(chat)
    stage.telegram.holds = lambda row: row.kind is Kind.removal
    await chat.waits(hours=1, minutes=1)
    stage.telegram.holds = lambda row: False
    await chat.waits(hours=1)

    assert [shown.headline for shown in chat.messages].count(OTHER_SIDE) == 1
    [removal] = kinds(await stage.rows("outbox"), "removal")
    assert removal["state"] == "expired"


async def test_a_place_that_is_not_kept_any_longer_leaves_no_cue(chat: Talk) -> None:
    await hears_of_the_other_side(chat)
    await chat.presses(button.pause)
    await chat.waits(hours=24)

    assert OTHER_SIDE not in [shown.headline for shown in chat.messages]
