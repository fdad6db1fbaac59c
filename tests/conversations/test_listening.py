"""A plan to listen to: its words leave at once, then the audio file, which holds nothing up."""

from __future__ import annotations

import pytest

from bot.domain.message import Length, phrase
from bot.ports import Kind
from tests.conversations.stage import Stage, Talk, kinds
from tests.texts import button, texts


def caption(named: str, minutes: int, audience: str = "partner") -> str:
    """Return the first line of a track; `named`: whose name it has, "routine.full"."""
    name, length = phrase(f"{named}.name"), Length(60 * minutes)
    return texts.headline("track", routine=name, length=length, audience=phrase(f"audience.{audience}"))


async def test_audio_on_a_plan_sends_its_words_and_then_the_track(chat: Talk, stage: Stage) -> None:
    """After the safety question, as before a session; the plan keeps its buttons."""
    await chat.says("/routine full")
    await chat.presses(button.audio)
    assert chat.messages[-1].headline == texts.headline("gate")
    await chat.presses(button.yes_all_clear)

    words, track = chat.messages[-2:]
    assert words.headline == texts.headline("track_words", words="")
    _, first, *_, last = words.text.splitlines()
    assert first.startswith("0:00 ")
    assert last == f"9:50 {texts('ear.cue.ten')}"
    assert track.headline == caption("routine.full", 10)
    [row] = kinds(await stage.rows("outbox"), "track")
    assert (row["state"], row["payload"]) == ("sent", None)


@pytest.mark.parametrize(
    ("line", "routine", "minutes", "audience"),
    [
        ("full as audio", "full", 10, "partner"),
        ("as audio, the full routine please", "full", 10, "partner"),
        ("can i listen to it", "quick", 5, "partner"),
        ("full 5 on my own, as audio", "full", 5, "alone"),
    ],
)
async def test_a_track_is_asked_for_in_words(
    chat: Talk, line: str, routine: str, minutes: int, audience: str
) -> None:
    """The routine that the line names, or else the one that is suggested."""
    await chat.says(line)
    await chat.presses(button.yes_all_clear)

    assert chat.messages[-1].headline == caption(f"routine.{routine}", minutes, audience)


async def test_a_technique_that_is_tried_has_a_track_too(chat: Talk) -> None:
    """Two minutes of it, after the safety question."""
    await chat.says("/kneading")
    await chat.presses(button.try_it)
    await chat.presses(button.audio)
    await chat.presses(button.yes_all_clear)

    assert chat.messages[-1].headline == caption("technique.kneading", 2)


async def test_while_a_session_runs_there_is_no_track(chat: Talk, stage: Stage) -> None:
    """Its card leads."""
    await chat.says("/routine quick")
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.says("as audio")

    assert kinds(await stage.rows("outbox"), "track") == []


async def test_a_slow_upload_holds_up_nothing_of_its_chat(chat: Talk, stage: Stage) -> None:
    """Answers, a session's prompts and its cues leave while the track is on its way."""
    await chat.says("/routine quick")
    await chat.presses(button.audio)
    stage.telegram.holds = lambda row: row.kind is Kind.track
    await chat.presses(button.yes_all_clear)
    assert chat.messages[-1].headline == texts.headline("track_words", words="")

    await chat.says("/routine quick")
    await chat.presses(button.start)
    await chat.presses(button.start_now)
    assert chat.card().headline.startswith("1/")
    await chat.says("stop")
    stage.telegram.holds = lambda row: False
    await chat.waits(seconds=70)
    assert chat.messages[-1].headline == caption("routine.quick", 5)
