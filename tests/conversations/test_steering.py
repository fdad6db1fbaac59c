"""Steering a session with a tap, a command or a word, and buttons that come too late for it."""

from __future__ import annotations

import pytest

from bot.domain.message import Length, minutes, phrase
from tests.conversations.playing import BEGUN_WITH_PARTNER, STALE
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts


@pytest.mark.parametrize("way", ["button", "command", "word"])
async def test_pause_keeps_what_is_left(chat: Talk, way: str) -> None:
    """Paused for a day less a minute, a step goes on with the seconds that were left."""
    await plays(chat, seconds=20)
    card = chat.card()
    before = len(chat.messages)

    await (
        chat.presses(button.pause) if way == "button" else chat.says({"command": "/pause"}.get(way, "pause"))
    )
    await chat.waits(hours=23)

    assert (chat.messages[-1].id == card.id) is (way == "button")
    assert chat.messages[-1].headline == texts.headline("paused", i=2, n=3, left="0:30")
    assert chat.messages[-1].labels == [button.lighter, button.resume, button.stop]
    assert len(chat.messages) - before == (0 if way == "button" else 1)

    await (
        chat.presses(button.resume)
        if way == "button"
        else chat.says({"command": "/resume"}.get(way, "resume"))
    )
    chat.hears()
    await chat.waits(seconds=29)
    assert chat.headlines() == []
    await chat.waits(seconds=1)
    assert chat.headlines() == [texts.step(3, 3, "finish", 10)]


async def test_a_tap_is_answered_by_a_toast_and_a_word_by_a_message(chat: Talk) -> None:
    """Pause by button: a toast, and the card changes. Pause by word: the card comes anew."""
    await plays(chat)

    await chat.presses(button.pause)
    assert chat.toasts() == [texts("paused_toast")]
    await chat.presses(button.resume)
    assert chat.toasts() == [texts("resumed")]
    assert chat.hears() == []

    await chat.says("pause")
    assert chat.headlines() == [texts.headline("paused", i=1, n=3, left="0:10")]
    await chat.says("go on")
    assert chat.headlines() == [texts("resumed")]


@pytest.mark.parametrize("way", [button.skip, "/skip", "skip", "next"])
async def test_skip_goes_to_the_next_step_at_once(chat: Talk, way: str) -> None:
    """The next step begins with its full time."""
    await plays(chat, seconds=3)

    await (chat.presses(way) if way == button.skip else chat.says(way))
    assert chat.headlines()[0] == texts.step(2, 3, "kneading", 40)

    await chat.waits(seconds=39)
    chat.hears()
    await chat.waits(seconds=1)
    assert chat.headlines() == [texts.step(3, 3, "finish", 10)]


async def test_skipping_the_last_step_ends_the_session(chat: Talk) -> None:
    """The summary names what was played beside what was planned."""
    await plays(chat)
    await chat.presses(button.skip)
    await chat.waits(seconds=15)
    await chat.presses(button.skip)
    await chat.presses(button.skip)

    taster = phrase("routine.taster.name")
    short = texts.headline("end_short", routine=taster, length=Length(15), planned=Length(60))
    assert chat.messages[-1].headline == short
    assert "Kneading 0:15" in chat.messages[-1].text


@pytest.mark.parametrize("way", [button.back, "/back", "back"])
async def test_back_plays_the_step_before_anew(chat: Talk, way: str) -> None:
    """Back begins the step before again, and the plan goes on from there."""
    await plays(chat, seconds=30)

    if way == button.back:
        await chat.presses(button.more)
    await (chat.presses(way) if way == button.back else chat.says(way))
    assert chat.headlines() == [BEGUN_WITH_PARTNER]

    await chat.waits(seconds=10)
    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]


@pytest.mark.parametrize("way", [button.stop, "/stop", "stop", "that's enough"])
async def test_stop_ends_at_once_without_a_question(chat: Talk, way: str) -> None:
    """After a stop the session sends nothing more, and its messages have no buttons."""
    await plays(chat, seconds=15)

    await (chat.presses(way) if way == button.stop else chat.says(way))
    stopped = next(
        shown for shown in reversed(chat.messages) if shown.headline.startswith(texts.opening("stopped"))
    )
    assert stopped.labels == [button.safety]
    chat.hears()
    await chat.waits(minutes=10)

    assert chat.hears() == []
    assert all(shown.labels in ([], [button.safety]) for shown in chat.messages[-3:])


async def test_a_second_tap_changes_nothing(chat: Talk, stage: Stage) -> None:
    """Two taps on Skip that arrive together skip one step. The second tap gets a toast that says so."""
    await plays(chat)

    await stage.takes(chat.tap(button.skip), chat.tap(button.skip))

    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]
    assert sorted(chat.toasts()) == [texts("skipped", next="Kneading"), STALE]


@pytest.mark.parametrize("label", [button.pause, button.skip, button.lighter])
async def test_a_button_of_an_earlier_turn_changes_nothing(chat: Talk, label: str) -> None:
    """A button whose turn has passed answers with a toast."""
    await plays(chat)
    data, on = chat.card().data(label), chat.card().id
    await chat.waits(seconds=10)
    chat.hears(), chat.toasts()

    await chat.presses_data(str(data), on)

    assert chat.toasts() == [STALE]
    assert chat.hears() == []
    await chat.waits(seconds=40)
    assert chat.headlines() == [texts.step(3, 3, "finish", 10)]


async def test_stop_on_the_card_of_an_earlier_step_ends_the_session(chat: Talk, stage: Stage) -> None:
    """The step changed during the tap. The bot says that the session has stopped, and sends no more steps."""
    await plays(chat)
    data, old = str(chat.card().data(button.stop)), chat.card()
    words = old.text.partition("\n\n")[0]  # what is below them goes with the buttons
    await chat.waits(seconds=10)
    chat.hears(), chat.toasts()
    newest = chat.card()

    await chat.presses_data(data, old.id)

    assert chat.toasts() == [texts("stopped_toast")]
    assert chat.headlines() == [texts.opening("stopped")]
    assert (old.text, old.labels, newest.labels) == (words, [], [])
    assert [row["state"] for row in await stage.rows("sessions")] == ["stopped"]
    await chat.waits(minutes=5)
    assert chat.hears() == []


@pytest.mark.parametrize("label", [button.pause, button.skip, button.lighter, button.stop])
async def test_a_button_of_a_finished_session_changes_nothing(chat: Talk, label: str) -> None:
    """After the end of its session a button only says that it is outdated."""
    await plays(chat)
    data, on = chat.card().data(label), chat.card().id
    await chat.waits(seconds=60)
    chat.hears(), chat.toasts()

    await chat.presses_data(str(data), on)

    assert chat.toasts() == [STALE]
    assert chat.hears() == []


@pytest.mark.parametrize("label", [button.pause, button.skip, button.lighter, button.stop])
async def test_another_chats_button_changes_nothing(chat: Talk, stage: Stage, label: str) -> None:
    """A button of another chat does nothing here, and the toast says that it belongs to another chat."""
    await plays(chat)
    ben = stage.private("Ben", 1002)

    await ben.presses_data(str(chat.card().data(label)))

    assert ben.toasts() == [texts("e_theirs")]
    assert ben.hears() == []
    await chat.waits(seconds=10)
    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]


@pytest.mark.parametrize(
    "line",
    [
        "/pause",
        "/resume",
        "/skip",
        "/back",
        "/stop",
        "pause",
        "stop",
        "repeat",
        "once more",
        "+15",
        "15 seconds less",
        "longer",
        "start now",
        "go back",
    ],
)
async def test_steering_without_a_session_offers_one(chat: Talk, line: str) -> None:
    """The bot says that nothing is running, and offers a routine."""
    await chat.says(line)

    assert chat.hears() == [texts("e_idle")]
    await chat.presses(button.start)
    assert chat.card().headline == texts.plan("quick", 5)


async def test_a_stop_names_the_minutes_that_the_progress_will_name(chat: Talk, stage: Stage) -> None:
    """2 min 50 s were 2 minutes in one place, and 3 in the other."""
    await plays(chat, "full", seconds=170)

    await chat.says("stop")
    assert texts.headline("stopped", minutes=minutes(3)) in [shown.headline for shown in chat.messages]

    await chat.says("/progress")
    assert texts("progress_totals", days=1, n=1, length=minutes(3)) in chat.messages[-1].text
