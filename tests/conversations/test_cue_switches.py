"""Cues as people set them: on the card or with sound, switched off, and once a turn."""

from __future__ import annotations

import pytest

from tests.conversations.stage import Stage, Talk, kinds
from tests.texts import button, texts


async def plays_deep(chat: Talk, *switches: str) -> None:
    """Play Deep from its second step (kneading, 5 min), with some cues switched."""
    await chat.says("/routine deep")
    await chat.presses(button.cues)
    for switch in switches:
        await chat.presses(switch)
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    await chat.presses(button.skip)
    chat.hears()


async def test_half_way_and_ten_seconds_are_edits_of_the_card(chat: Talk) -> None:
    """The cues come as edits and not as messages, with the time below."""
    await plays_deep(chat)

    await chat.waits(seconds=151)
    lines = chat.card().text.splitlines()
    assert lines[-4:-2] == [
        texts("cue_half"),
        texts("card_left", left="2:30", next="Pushing", next_length="3 min"),
    ]
    await chat.waits(seconds=15)
    assert texts("cue_half") not in chat.card().text
    await chat.waits(seconds=125)
    assert texts("cue_ten") in chat.card().text.splitlines()

    assert chat.hears() == []


async def test_with_sound_half_way_is_heard_and_ten_seconds_are_an_edit(chat: Talk) -> None:
    """Each at its moment. Ten seconds make no sound, so they need no message of their own."""
    await plays_deep(chat, button("cue_sound", state="off"))
    assert chat.card().headline == texts.step(2, 7, "kneading", 300)
    begun = chat.messages[-1].at

    await chat.waits(seconds=299)

    cue = chat.messages[-1]
    assert ((cue.at - begun).seconds, cue.silent) == (150, False)
    assert texts("cue_ten") in cue.text.splitlines()
    assert len(chat.hears()) == 1
    await chat.waits(seconds=1)
    assert [shown.headline for shown in chat.messages[-2:]] == [
        texts.step(2, 7, "kneading", 300),
        texts.step(3, 7, "pushing", 180),
    ]


@pytest.mark.parametrize("sound", [(), (button("cue_sound", state="off"),)])
async def test_each_cue_can_be_switched_off(chat: Talk, sound: tuple[str, ...]) -> None:
    """The cue is neither sent nor shown, and the switch shows its state."""
    await plays_deep(
        chat,
        button("cue_half", state="on"),
        button("cue_ten", state="on"),
        button("cue_side", state="on"),
        *sound,
    )
    shown = []

    for _ in range(300):
        await chat.waits(seconds=1)
        shown.append(chat.card().text)

    assert not any(texts("cue_half") in text or texts("cue_ten") in text for text in shown)
    assert [line for line in chat.headlines() if line[0] not in "1234567"] == []


async def test_the_other_side_can_be_switched_off(chat: Talk) -> None:
    """Both sides still get the same time."""
    await chat.says("/routine solo")
    await chat.presses(button.cues)
    await chat.presses(button("cue_side", state="on"))
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    chat.hears(), chat.toasts()

    await chat.waits(seconds=100)
    assert chat.hears() == []
    await chat.presses(button.more)
    await chat.presses(button.plus_15)
    assert chat.toasts() == [texts("e_stretch")]


async def test_the_switches_are_kept_for_every_session_to_come(chat: Talk) -> None:
    """Also for another routine."""
    await chat.says("/routine full")
    await chat.presses(button.cues)
    await chat.presses(button("cue_sound", state="off"))
    await chat.presses(button("cue_half", state="on"))

    await chat.says("/routine solo")
    await chat.presses(button.cues)

    assert chat.card().labels[1:5] == [
        button("cue_half", state="off"),
        button("cue_ten", state="on"),
        button("cue_side", state="on"),
        button("cue_sound", state="on"),
    ]


async def test_a_cue_that_comes_late_is_dropped(chat: Talk, stage: Stage) -> None:
    """Six seconds after its moment the cue is not sent any more."""
    await plays_deep(chat, button("cue_sound", state="off"))
    await chat.waits(seconds=149)

    await stage.is_away(seconds=7)
    await chat.waits(seconds=60)

    assert chat.hears() == []


async def test_a_cue_comes_once_a_turn_whatever_happens(chat: Talk, stage: Stage) -> None:
    """A restart or a second wake-up does not repeat the cue; playing the step again does."""
    await plays_deep(chat, button("cue_sound", state="off"))
    await chat.waits(seconds=150)
    await stage.restarts()
    await stage.beats()
    assert chat.headlines() == [texts("cue_half")]

    await chat.says("back")
    await chat.says("skip")
    chat.hears()
    await chat.waits(seconds=151)

    assert chat.headlines() == [texts("cue_half")]
    keys = [row["dedup_key"] for row in kinds(await stage.rows("outbox"), "cue")]
    assert len(keys) == len(set(keys)) == 2


async def test_two_sides_hear_of_the_other_side_and_not_of_half_way(chat: Talk) -> None:
    """Both cues would come at the same moment, so only one is sent."""
    await chat.says("/routine solo")
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    chat.hears()

    await chat.waits(seconds=91)

    assert chat.headlines() == [texts("cue_side")]
    assert texts("cue_half") not in chat.card().text


async def test_in_a_group_only_administrators_switch_cues(stage: Stage) -> None:
    """Length and pace belong to the session, which any member may steer."""
    group = stage.group()
    await group.says("/routine full")
    await group.presses(button.cues)
    group.hears()

    plan = group.card()
    await group.presses(button("cue_sound", state="off"))
    assert group.hears() == [texts("e_admin")]
    stage.telegram.administrators.add(1001)
    await group.presses(button("cue_sound", state="off"))

    assert button("cue_sound", state="on") in plan.labels
