"""The first minutes with the bot."""

from __future__ import annotations

from tests.conversations.stage import Talk


async def test_three_taps_lead_from_start_to_the_first_step(chat: Talk) -> None:
    """First start to first step: three taps, then the get-ready count ends by itself."""
    await chat.says("/start")
    assert chat.headlines() == ["Hello, Anna. I'm Unknot."]

    await chat.presses("Try one minute")
    await chat.presses("With a partner")
    await chat.presses("Yes, all clear")
    assert chat.headlines() == ["Ready in 60 s"]

    await chat.waits(seconds=60)
    assert chat.headlines() == ["1/3 Settle · 10 s"]


async def test_the_questions_before_a_session_stay_in_one_message(chat: Talk) -> None:
    """Who and the gate are edits of the message that was tapped; only the count is new."""
    await chat.says("/start")
    await chat.presses("Try one minute")
    await chat.presses("On my own")

    assert len(chat.messages) == 1
    assert chat.messages[0].headline == "First, is it safe today?"

    await chat.presses("Yes, all clear")
    assert [shown.headline for shown in chat.messages] == ["Thank you. Your yes is noted.", "Ready in 20 s"]


async def test_a_later_start_suggests_the_last_routine(chat: Talk) -> None:
    """After a first session /start no longer introduces itself."""
    await chat.says("/start")
    await chat.presses("Try one minute")
    await chat.presses("On my own")
    await chat.presses("Yes, all clear")
    await chat.says("/stop")
    chat.hears()

    await chat.says("/start")

    [again] = chat.hears()
    assert "Taster" in again
    assert chat.card().labels[0] == "Start"
