"""Naming a routine of one's own, and what is typed instead of a name."""

from __future__ import annotations

import re

import pytest

from bot.actions import name_own
from tests.conversations.building import builds, makes, shares
from tests.conversations.stage import Talk
from tests.texts import button, texts

STICKER = {
    **{"file_id": "1", "file_unique_id": "1", "type": "regular", "width": 1, "height": 1},
    **{"is_animated": False, "is_video": False},
}


async def test_a_named_routine_is_saved_and_listed(chat: Talk) -> None:
    """The builder's message loses its buttons, the list has its name and length."""
    await builds(chat, button.add_kneading, button.add_tapping, button.name_it)
    assert chat.messages[-2].keys == []
    assert chat.messages[-1].text == texts("builder_name")
    assert chat.messages[-1].question == "Sunday evening"

    await chat.says("Evening")
    assert chat.card().labels == [
        button.start,
        button.audio,
        button.edit,
        button.rename,
        button.share,
        button.my_routines,
        button.delete,
    ]
    await chat.presses(button.my_routines)

    assert chat.card().text == texts("mine", n=1, list="1. Evening · 5 min")
    assert chat.card().labels == ["Evening", button.new_routine]
    await chat.presses("Evening")
    assert chat.card().headline == texts.plan("Evening", 5)
    await chat.says("/routine evening")
    assert chat.card().headline == texts.plan("Evening", 5)


async def test_a_name_with_html_is_shown_as_text_everywhere(chat: Talk, friend: Talk) -> None:
    """In messages, in the summary and to the friend."""
    name = '<b>x</b> & <a href="y">'
    await makes(chat, name)
    await chat.presses(button.my_routines)
    assert f"1. {name} · 6 min" in chat.card().text
    await chat.presses("<b>x</b> & <a hr…")
    assert chat.card().headline == texts.plan(name, 6)

    await friend.says(await shares(chat))
    assert friend.card().headline == texts.headline("shared", sender="Anna", name=name, length="6 min")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("x" * 200, texts("e_name_long", n=200, most=40)),
        ("x" * 2000, texts("e_name_long", n=2000, most=40)),
        ("\u200b\u200d", texts("e_name_empty")),
        ("EVENING", texts("e_name", suggestion="EVENING 2")),
        ("full", texts("e_name_ours", suggestion="full 2")),
    ],
)
async def test_a_name_that_cannot_be_is_asked_for_again(chat: Talk, typed: str, answer: str) -> None:
    """The bot says what is wrong, and takes the next line as the name."""
    await makes(chat)
    await builds(chat, button.add_tapping, button.name_it)

    await chat.says(typed)
    assert chat.messages[-1].text == answer
    free = re.search(r"Try (.+)\?$", answer)
    assert chat.messages[-1].question == (free[1] if free else "Sunday evening")
    await chat.says("Kneading and stop")  # as a name it is no wish

    assert chat.messages[-1].headline == texts("saved", name="Kneading and stop")


async def test_a_change_of_subject_ends_the_question(chat: Talk) -> None:
    """After a command, a tap in the builder or an hour, the next line is not taken as the name."""
    await builds(chat, button.add_tapping, button.name_it)
    await chat.says("/tip")
    await chat.says("hello")
    assert chat.messages[-1].headline.startswith(texts.opening("start", name="Anna"))

    await chat.says("/my_routines")
    await chat.presses(button.go_on_building)
    await chat.presses(button.name_it)
    await chat.waits(hours=1)
    await chat.says("hello")
    assert chat.messages[-1].headline.startswith(texts.opening("start", name="Anna"))

    await chat.says("/my_routines")
    await chat.presses(button.go_on_building)
    await chat.presses(button.name_it)
    await chat.says("my legs are numb")
    assert chat.messages[-1].headline == texts.headline("redflag")
    await chat.says("hello")
    assert chat.messages[-1].headline.startswith(texts.opening("start", name="Anna"))

    await chat.says("/tip")
    await chat.says("/my_routines")
    await chat.presses(button.go_on_building)
    await chat.presses(button.name_it)
    await chat.presses(button.another)
    await chat.says("hello")
    assert chat.messages[-1].headline.startswith(texts.opening("start", name="Anna"))


@pytest.mark.parametrize("word", ["stop", "Cancel!", "/cancel"])
async def test_a_word_to_leave_is_no_name(chat: Talk, word: str) -> None:
    """The steps are kept, and building can go on."""
    await builds(chat, button.add_kneading, button.name_it)

    await chat.says(word)
    assert chat.messages[-1].text == texts("not_named")
    assert chat.card().labels == [button.go_on_building, button.name_it, button.my_routines]
    await chat.says("hello")
    assert chat.messages[-1].headline.startswith(texts.opening("start", name="Anna"))

    await chat.presses(button.name_it)
    await chat.says("Evening")
    assert chat.messages[-1].headline == texts("saved", name="Evening")


async def test_a_word_to_leave_keeps_the_name_that_there_is(chat: Talk) -> None:
    """The routine keeps its old name."""
    await makes(chat)
    await chat.presses(button.rename)

    await chat.says("cancel")

    assert chat.messages[-1].text == texts("not_renamed", name="Evening")
    assert chat.card().labels[0] == button.start


async def test_after_a_mistake_of_ours_the_name_can_be_typed_again(
    chat: Talk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The apology says "try again", and that works."""
    await builds(chat, button.add_kneading, button.name_it)

    with monkeypatch.context() as patch:
        patch.setattr(name_own, "read_name", None)
        await chat.says("Evening")
    caplog.clear()
    assert chat.messages[-1].text == texts("oops")
    await chat.says("Evening")

    assert chat.messages[-1].headline == texts("saved", name="Evening")


@pytest.mark.parametrize("line", ["help", "/help", "what can you do?"])
async def test_help_is_no_name(chat: Talk, line: str) -> None:
    """ "help" shows the help, and is not taken as a name."""
    await builds(chat, button.add_kneading, button.name_it)

    await chat.says(line)

    assert chat.messages[-1].headline == texts.headline("help")
    assert await chat.stage.rows("own_routines") == []


async def test_a_picture_or_a_voice_is_no_name_and_the_question_stays(chat: Talk) -> None:
    """The bot says so, and takes the next line as the name."""
    await builds(chat, button.add_kneading, button.name_it)

    await chat.sends(sticker=STICKER)
    assert chat.messages[-1].text == texts("e_name_empty")
    await chat.sends(voice={"file_id": "1", "file_unique_id": "1", "duration": 1})
    assert chat.messages[-1].text.startswith(texts("e_voice_idle"))
    await chat.says("Evening")

    assert chat.messages[-1].headline == texts("saved", name="Evening")


async def test_stop_reaches_a_session_even_while_a_name_is_asked_for(chat: Talk) -> None:
    """Steering a session comes before the question for a name."""
    await makes(chat)
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await builds(chat, button.add_tapping, button.name_it)

    await chat.says("stop")

    assert chat.messages[-1].headline.startswith(texts.opening("stopped"))


async def test_a_routine_is_renamed(chat: Talk) -> None:
    """The new name may be the old one in other letters. The draft stays as it is."""
    await makes(chat)
    await builds(chat, button.add_tapping)
    await chat.says("/routine Evening")
    await chat.presses(button.rename)

    await chat.says("EVENING")
    assert chat.messages[-1].text == texts("renamed", name="EVENING")

    await chat.says("/my_routines")
    assert chat.card().labels == ["EVENING", button.go_on_building, button.start_afresh]


async def test_a_routine_deleted_while_its_new_name_is_asked_for_has_no_name_to_get(chat: Talk) -> None:
    """The tap ends the question: the next line is a line like any other."""
    await makes(chat)
    await chat.presses(button.rename)
    await chat.presses(button.delete)
    await chat.presses(button.delete)

    await chat.says("hello")

    assert chat.messages[-1].headline.startswith(texts.opening("start", name="Anna"))
