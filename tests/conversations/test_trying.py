"""Try it, on the card of a technique: that technique, for a minute or two, alone or with a partner."""

from __future__ import annotations

import json

import pytest

from bot.domain.message import Length, phrase
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts

ALONE = {
    "kneading": "wall_kneading",
    "pushing": "wall_pushing",
    "pinching": "shoulder_pinching",
    "tapping": "shoulder_tapping",
    "rolling": "wall_rolling",
}
TECHNIQUES = ("kneading", "pushing", "pinching", "tapping", "rolling")


def plan(technique: str, audience: str) -> str:
    who = phrase(f"audience.{audience}")
    return texts.headline("plan", routine=texts.step_name(technique), length=Length(120), audience=who)


async def steps_of(stage: Stage) -> list[dict[str, object]]:
    return list(json.loads((await stage.rows("sessions"))[-1]["steps"]))


@pytest.mark.parametrize("technique", TECHNIQUES)
@pytest.mark.parametrize("audience", ["partner", "alone"])
async def test_try_it_plays_that_technique_alone_on_both_sides(
    chat: Talk, stage: Stage, technique: str, audience: str
) -> None:
    """One to two minutes of it, and no other technique; what is done on one side is done on the other.

    Card and plan say what the animation shows.
    """
    await chat.says(f"/{technique}")
    assert texts(f"alt.step.{technique}") == chat.card().text.split("\n")[1]
    await chat.presses(button.try_it)
    assert chat.card().headline == plan(technique, "partner")
    if audience == "alone":
        await chat.presses(button.on_my_own)
    assert chat.card().headline == plan(technique, audience)
    shown = technique if audience == "partner" else ALONE[technique]
    assert texts(f"alt.step.{shown}") in chat.card().text

    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)

    [tried] = [step for step in await steps_of(stage) if step["technique"]]
    assert tried["technique"] == technique
    assert 60 <= int(str(tried["seconds"])) <= 120
    both_hands = audience == "partner" and technique != "rolling"  # one hand on each side
    two_balls = audience == "alone" and technique == "rolling"  # one ball on each side
    assert tried["sides"] == (1 if both_hands or two_balls else 2)


async def test_what_was_tried_ends_like_a_session_and_stands_in_the_history(chat: Talk) -> None:
    await chat.says("/kneading")
    await chat.presses(button.try_it)
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    await chat.waits(seconds=125)

    assert chat.messages[-1].headline == texts.done("Kneading", 120)
    await chat.presses(button.swap_places)
    await chat.says("/stop")
    await chat.says("/history")
    assert "Kneading · 2 min" in chat.messages[-1].text


async def test_a_trial_is_not_what_is_suggested_next_time(chat: Talk) -> None:
    """The routine of last time stays the one that is suggested."""
    await plays(chat, "full")
    await chat.says("/stop")
    await chat.says("/tapping")
    await chat.presses(button.try_it)
    await chat.presses(button.start)
    await chat.says("/stop")

    await chat.says("/start")

    assert texts("again", suggestion="Full", minutes=10) in chat.messages[-1].text


async def test_what_is_tried_is_turned_over_in_its_own_message(chat: Talk) -> None:
    """The card of the technique stays above it."""
    await chat.says("/rolling")
    await chat.presses(button.try_it)
    before = len(chat.messages)
    assert texts.step_name("rolling") in chat.messages[-2].headline

    await chat.presses(button.on_my_own)
    assert chat.card().labels == [button.start, button.audio, button.with_partner, button.all_five]
    assert texts.needs("ball", "wall", "second_ball", "sock") in chat.card().text
    await chat.presses(button.with_partner)

    assert chat.card().headline == plan("rolling", "partner")
    assert len(chat.messages) == before


async def test_while_a_session_runs_nothing_is_tried(chat: Talk) -> None:
    await plays(chat)
    await chat.says("/kneading")

    await chat.presses(button.try_it)

    assert texts.are_in(chat.messages[-1].text, "session_on")


@pytest.mark.parametrize(
    "data",
    [
        "begin:try_cupping:partner",
        "begin:try_:alone",
        "plan:try_kneading:partner",
        "length:try_kneading:partner:5:beginner",
        "try:cupping:alone",
    ],
)
async def test_forged_data_of_a_trial_is_stale(chat: Talk, data: str) -> None:
    await chat.presses_data(data)

    assert chat.toasts() == [texts("e_stale")]


async def test_a_forged_length_of_a_trial_changes_nothing(chat: Talk, stage: Stage) -> None:
    await chat.presses_data("begin:spare:try_kneading:alone:10:practised")
    await chat.presses(button.yes_all_clear)

    assert sum(int(str(step["seconds"])) for step in await steps_of(stage)) == 120
