"""Steering how it feels and how long it takes, in the middle of a session."""

from __future__ import annotations

import pytest

from tests.conversations.stage import Talk, begins, plays
from tests.texts import button, texts


async def plays_kneading(chat: Talk) -> None:
    """Begin a taster with a partner and play up to kneading, 40 s."""
    await plays(chat, seconds=10)


@pytest.mark.parametrize("way", [button.lighter, "softer please"])
async def test_lighter_changes_the_words_at_once_and_to_the_end(chat: Talk, way: str) -> None:
    """One notch: the card says 2–3 of 10 instead of 3–5. Two: a resting hand."""
    await plays_kneading(chat)
    assert texts("pressure", range="3–5") in chat.card().text

    await (chat.presses(way) if way == button.lighter else chat.says(way))
    assert texts("pressure", range="2–3") in chat.card().text

    await chat.presses(button.lighter)
    assert texts("pressure", range="1–2") in chat.card().text
    assert chat.toasts()[-1] == texts("lighter_2")

    await chat.says("/back")
    await chat.waits(seconds=10)
    assert texts("pressure", range="1–2") in chat.card().text


async def test_what_is_said_of_the_lowest_ribs_is_left_out_where_it_is_the_same(chat: Talk) -> None:
    """After two notches it is as light everywhere."""
    await plays_kneading(chat)
    assert texts("pressure_low_ribs", range="3–5", low="1–2") in chat.card().text

    await chat.presses(button.lighter)
    assert texts("pressure_low_ribs", range="2–3", low="1–2") in chat.card().text

    await chat.presses(button.lighter)
    assert texts("pressure", range="1–2") in chat.card().text
    assert not texts.are_in(chat.card().text, "pressure_low_ribs")


async def test_lighter_while_paused_is_there_when_it_goes_on(chat: Talk) -> None:
    """Lighter can be tapped in a pause, and the session stays paused."""
    await plays_kneading(chat)
    await chat.presses(button.pause)
    chat.toasts()

    await chat.presses(button.lighter)
    assert chat.toasts() == [texts("lighter")]
    assert chat.card().headline.startswith(texts.opening("paused"))
    await chat.presses(button.resume)

    assert texts("pressure", range="2–3") in chat.card().text


async def test_just_right_changes_nothing(chat: Talk) -> None:
    """A tap for comfort is answered, and the words stay."""
    await plays_kneading(chat)
    before = chat.card().text

    await chat.presses(button.just_right)

    assert chat.toasts() == [texts("just_right")]
    assert chat.card().text == before


async def test_more_and_close_turn_the_buttons_over(chat: Talk) -> None:
    """Stop is there on both sides, alone in the last row."""
    await plays_kneading(chat)
    first = chat.card().keys

    await chat.presses(button.more)
    assert chat.card().labels == [
        button.back,
        button.repeat,
        button.close,
        button.minus_15,
        button.plus_15,
        button.stop,
    ]
    assert [label for label, _ in chat.card().keys[-1]] == [button.stop]

    await chat.presses(button.close)
    assert chat.card().keys == first
    assert [label for label, _ in first[-1]] == [button.stop]


async def test_the_second_set_of_buttons_outlives_a_countdown(chat: Talk) -> None:
    """A countdown edit does not bring the first set of buttons back."""
    await plays_kneading(chat)
    await chat.presses(button.more)

    await chat.waits(seconds=12)

    assert button.back in chat.card().labels
    assert "left" in chat.card().text


@pytest.mark.parametrize("way", [button.repeat, "repeat", "once more", "redo", "again please", "Again!"])
async def test_repeat_begins_the_step_anew(chat: Talk, way: str) -> None:
    """The whole step again, and from there the plan goes on; a word does what the button does."""
    await plays_kneading(chat)
    await chat.waits(seconds=20)
    await chat.presses(button.more)
    chat.hears()

    await (chat.presses(way) if way == button.repeat else chat.says(way))
    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]

    await chat.waits(seconds=39)
    assert chat.headlines() == []
    await chat.waits(seconds=1)
    assert chat.headlines() == [texts.step(3, 3, "finish", 10)]


@pytest.mark.parametrize(("label", "after"), [(button.plus_15, 55), (button.minus_15, 25)])
async def test_a_step_can_be_made_longer_or_shorter(chat: Talk, label: str, after: int) -> None:
    """The next step comes just so much later or earlier."""
    await plays_kneading(chat)
    await chat.presses(button.more)
    chat.hears()

    await chat.presses(label)
    assert chat.toasts()[-1] == texts("stretched", left=f"0:{after}")

    await chat.waits(seconds=after - 1)
    assert chat.headlines() == []
    await chat.waits(seconds=1)
    assert chat.headlines() == [texts.step(3, 3, "finish", 10)]


@pytest.mark.parametrize(
    ("line", "after"),
    [
        *(
            (line, 55)
            for line in ("+15", "+ 15 s", "＋15", "15 more seconds", "more time", "longer", "Longer please")
        ),
        *((line, 25) for line in ("-15", "−15", "–15 s", "15 seconds less", "shorter", "less time")),
    ],
)
async def test_a_step_is_made_longer_or_shorter_by_a_word(chat: Talk, line: str, after: int) -> None:
    """As by the buttons, with an answer; the minus may be of any kind."""
    await plays_kneading(chat)
    chat.hears()

    await chat.says(line)
    assert chat.headlines() == [texts("stretched", left=f"0:{after}")]

    await chat.waits(seconds=after - 1)
    assert chat.headlines() == []
    await chat.waits(seconds=1)
    assert chat.headlines() == [texts.step(3, 3, "finish", 10)]


@pytest.mark.parametrize("line", ["start now", "now", "Start now!"])
async def test_start_now_can_be_typed(chat: Talk, line: str) -> None:
    """In the get-ready count; later it is on already."""
    await begins(chat)

    await chat.says(line)
    assert chat.headlines()[0].startswith("1/3 Settle")

    await chat.says(line)
    assert chat.headlines() == [texts("already_running")]


@pytest.mark.parametrize("line", ["back", "/back", "repeat", "+15", "less time"])
async def test_in_the_count_there_is_no_step_to_change(chat: Talk, line: str) -> None:
    """The bot says so, and what to do instead, and the count goes on."""
    await begins(chat)

    await chat.says(line)

    assert chat.headlines() == [texts("too_early")]
    await chat.says("start now")
    assert chat.headlines()[0].startswith("1/3 Settle")


async def test_a_step_is_not_shortened_below_a_few_seconds(chat: Talk) -> None:
    """The bot says so clearly, and the step keeps its length."""
    await plays_kneading(chat)
    await chat.waits(seconds=25)
    await chat.presses(button.more)
    chat.hears(), chat.toasts()

    await chat.presses(button.minus_15)

    assert chat.toasts() == [texts("e_stretch")]
    await chat.waits(seconds=14)
    assert chat.headlines() == []


async def test_softer_without_a_session_brings_the_pressure_scale(chat: Talk) -> None:
    """Nothing is running: the scale is explained, and nothing starts."""
    await chat.says("softer please")

    assert chat.headlines() == [texts.headline("safety_pressure")]


async def test_lighter_on_a_step_of_resting_hands_promises_no_number(chat: Talk) -> None:
    """Settling is at 1–2 already: "2–3 from here on" would be louder."""
    await plays(chat)

    await chat.presses(button.lighter)

    assert chat.toasts() == [texts("lighter_plain")]


async def test_a_step_is_not_stretched_beyond_what_its_technique_allows(chat: Talk) -> None:
    """Kneading has five minutes at most."""
    await plays_kneading(chat)
    await chat.presses(button.more)
    for _ in range(30):
        await chat.presses(button.plus_15)

    assert chat.toasts()[-1] == texts("e_stretch")
    await chat.waits(seconds=301)
    assert texts.step(3, 3, "finish", 10) in chat.headlines()
