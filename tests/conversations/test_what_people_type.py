"""The lines of the tables, typed to the whole bot: after a danger nothing can be started with a tap."""

from __future__ import annotations

import pytest

from tests.conversations.stage import Talk, plays
from tests.reading.judging import UNSOLD, judged_lines
from tests.texts import button, texts

UNSTARTED = {
    *(button.get_help, button.not_meant, button.signs, button.leave_a_spot),
    *(button.a_tip, button.five_breaths, button.safety, button.another),
    *(button.when_not_to, button.keep_off, button.pressure),
}
LINES = [
    line.text
    for table in ("english.tsv", "asks.tsv")
    for line in judged_lines(table)
    if line.is_danger and not line.in_session and set(line.rights) <= UNSOLD
]


@pytest.mark.parametrize("share", range(4))
async def test_no_danger_gets_a_button_that_starts_or_tries(chat: Talk, share: int) -> None:
    started = {}
    for line in LINES[share::4]:
        await chat.says(line)
        labels = [label for message in chat.messages[-1:] for label in message.labels]
        if not set(labels) <= UNSTARTED:
            started[line] = labels

    assert started == {}


@pytest.mark.parametrize("line", ["i cant feel my legs", "she is pregnant", "i wanna die", "got a rash"])
async def test_a_danger_pauses_what_runs(chat: Talk, line: str) -> None:
    await plays(chat, seconds=3)

    await chat.says(line)
    chat.hears()

    await chat.waits(hours=1)
    assert chat.hears() == []


async def test_a_line_between_two_wishes_offers_both(chat: Talk) -> None:
    """What is not sure is asked, and each guess is a button."""
    await chat.says("save what i said")

    said = chat.messages[-1]
    assert texts.are_in(said.text, "e_lost")
    first, second = said.labels[:2]
    assert texts("format.or", first=first, last=second) in said.text


async def test_what_nobody_can_guess_gets_the_main_screens(chat: Talk) -> None:
    await chat.says("qwertz uiop")

    assert texts.are_in(chat.messages[-1].text, "e_lost_plain")


async def test_a_wish_is_known_by_its_examples(chat: Talk) -> None:
    """No form of the word list is in this line."""
    await chat.says("how high should the monitor be")

    assert texts.are_in(chat.messages[-1].text, "tip_posture") or chat.card().labels == [button.another]


async def test_a_command_with_unclear_words_is_done(chat: Talk) -> None:
    """Words of the body that alarm nobody stop no command."""
    await chat.says("/routine full since my knee makes noises")

    assert not chat.hears()[-1].startswith(texts.headline("care"))


@pytest.mark.parametrize(
    "line", ["lower back is stiff after twelve hours on the ward, nothing else wrong", "上夜班下来肩膀硬邦邦"]
)
async def test_stiffness_from_work_is_answered_as_pain(chat: Talk, line: str) -> None:
    """With what may help, and when to see a doctor."""
    await chat.says(line)

    assert chat.messages[-1].headline == texts.headline("pain")


async def test_a_wish_beside_stiffness_comes_first(chat: Talk) -> None:
    await chat.says("stiff shoulders after work, 10 minutes please")

    assert chat.card().headline.startswith(texts.headline("routine.full.name"))


async def test_talk_of_a_stiff_back_disturbs_no_session(chat: Talk) -> None:
    """It is the back that they work on."""
    await plays(chat, "full", seconds=10)
    await chat.says("her shoulders are so tight from the garden")

    assert texts.headline("pain") not in chat.headlines()


@pytest.mark.parametrize("line", ["that's enough, we're done", "enough for tonight, i'm done"])
async def test_to_end_it_in_two_ways_ends_the_session(chat: Talk, line: str) -> None:
    await plays(chat, "full", seconds=10)
    await chat.says(line)
    chat.hears()

    await chat.waits(hours=1)
    assert chat.hears() == []
    await chat.says("resume")
    assert not any(label in chat.card().labels for label in (button.pause, button.lighter))
