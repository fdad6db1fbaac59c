"""Swapping places after a session: the other one gets the same steps."""

from __future__ import annotations

import pytest

from tests.conversations.liking import finishes, steps_of_last, wants_less, wants_more
from tests.conversations.stage import Stage, Talk
from tests.texts import button, texts


@pytest.mark.parametrize("line", ["hello", "/routine full"])
async def test_swapped_places_play_the_same_steps(chat: Talk, stage: Stage, line: str) -> None:
    """Changed likings before the swap make no difference: the second person gets the same steps."""
    await wants_less(chat, "Tapping")
    await finishes(chat, "full", 12)
    await chat.presses(button.rate_it)
    await chat.presses(button.same)
    await chat.presses(button("more_of", technique="Rolling"))
    await chat.says(line)
    await chat.presses(button.start)
    played = await steps_of_last(stage)
    assert ("tapping" in dict(played)) is (line != "hello")
    await chat.presses(button.start_now)
    await chat.waits(minutes=12)
    await chat.presses(button.rate_it)
    await chat.presses(button.same)
    await chat.presses(button("less_of", technique="Kneading"))

    await chat.presses(button.swap_places)

    assert await steps_of_last(stage) == played
    assert len(await stage.rows("sessions")) == 4


async def test_swapping_places_asks_a_new_safety_question_first(chat: Talk, stage: Stage) -> None:
    """After a red flag the earlier safety answer does not count."""
    await wants_more(chat, "Kneading")
    await chat.says("hello")
    await chat.presses(button.start)
    played = await steps_of_last(stage)
    await chat.presses(button.start_now)
    await chat.waits(minutes=12)
    await chat.says("my legs are numb")

    await chat.presses(button.swap_places)
    assert len(await stage.rows("sessions")) == 2
    await chat.presses(button.yes_all_clear)

    assert await steps_of_last(stage) == played
    assert len(await stage.rows("sessions")) == 3


async def test_places_of_a_session_that_is_gone_or_anothers_are_not_swapped(chat: Talk, stage: Stage) -> None:
    """Forged data begins nothing."""
    await finishes(chat)
    [session] = await stage.rows("sessions")
    stranger = stage.private("Ben", 2002)

    await stranger.presses_data(f"swap:{session['id']}")
    await stranger.presses_data(f"clear:swap:{session['id']}")
    assert stranger.toasts() == [texts("e_theirs")] * 2
    for data in ("swap:99", "swap:x", "swap:", "clear:swap:99", "clear:swap:"):
        await chat.presses_data(data)

    assert len(await stage.rows("sessions")) == 1
    gone, stale = texts("e_session_gone"), texts("e_stale")
    assert chat.toasts()[2:] == [gone, stale, stale, gone, stale]


@pytest.mark.parametrize("data", ["begin:full:partner", "spare:full:partner"])
async def test_swap_places_of_an_older_summary_still_works(chat: Talk, stage: Stage, data: str) -> None:
    """Its button carries the routine, not the session."""
    await finishes(chat, "full", 12)

    await chat.presses_data(data)

    assert sum(seconds for _, seconds in await steps_of_last(stage)) == 600
    assert len(await stage.rows("sessions")) == 2
