"""Pictures: where they show, that words never wait for them, and how people turn them off.

All other conversations have pictures too. The stage asserts for each edit that the bot knows what its message
shows, since Telegram refuses new words by the wrong call.
"""

from __future__ import annotations

import pytest

from bot.domain import pictures
from bot.media.shelf import Shelf, media_folder
from bot.ports import Kind
from tests.conversations.ringing import lives_in
from tests.conversations.stage import Stage, Talk, begins, kinds, plays
from tests.texts import button, texts


async def test_a_picture_is_uploaded_once_and_follows_its_words(chat: Talk, stage: Stage) -> None:
    """The second card has it from the start, also after a restart: the id is kept for this bot."""
    stage.telegram.has_files = False
    await chat.says("/technique kneading")
    [card] = chat.messages
    assert (card.medium, card.labels) == ("kneading", [button.try_it, button.why_sources, button.all_five])
    await chat.says("/technique kneading")

    assert [row["kind"] for row in await stage.rows("outbox")] == ["reply", "picture", "reply"]
    assert [shown.medium for shown in chat.messages] == ["kneading", "kneading"]
    assert stage.telegram.uploads == ["kneading"]
    assert await stage.rows("files") == [{"bot_id": 123456, "sha256": "kneading", "file_id": "kneading"}]

    await stage.restarts()
    await chat.says("/technique kneading")
    assert (chat.messages[-1].medium, stage.telegram.uploads) == ("kneading", ["kneading"])


async def test_every_step_moves_and_its_prompt_waits_for_no_upload(chat: Talk, stage: Stage) -> None:
    """While no picture can leave, the words come at their moment; the first countdown brings the picture."""
    stage.telegram.has_files = False
    stage.telegram.holds = lambda row: row.kind is Kind.picture
    await plays(chat)

    await chat.waits(seconds=10)
    card = chat.card()
    assert (card.headline, card.medium) == (texts.step(2, 3, "kneading", 40), None)
    await chat.waits(seconds=10)

    assert (card.medium, card.edits) == ("kneading", 1)
    states = {row["state"] for row in kinds(await stage.rows("outbox"), "picture")}
    assert states == {"cancelled"}  # the one for the step before, and the one that the countdown replaced


async def test_a_picture_that_waits_undoes_no_newer_words(chat: Talk, stage: Stage) -> None:
    """It repeats the words that were sent. A newer edit takes its place."""
    stage.telegram.has_files = False
    await plays(chat, seconds=5)
    stage.telegram.holds = lambda row: row.kind is Kind.picture
    await chat.waits(seconds=5)
    await chat.presses(button.lighter)
    stage.telegram.holds = lambda row: False
    await stage.is_away(seconds=3)

    assert texts("pressure", range="2–3") in chat.card().text


async def test_the_card_that_stands_in_for_a_lost_prompt_shows_the_step_that_is_on(
    chat: Talk, stage: Stage
) -> None:
    """If a tap proves that the prompt has arrived, with its picture, that one goes on."""
    await plays(chat)
    before = chat.card()
    assert before.medium == "settle"
    stage.telegram.loses = lambda row: row.kind is Kind.prompt

    await chat.waits(seconds=10)
    assert (before.medium, before.labels[0]) == ("kneading", button.lighter)
    prompt = chat.messages[-1]
    stage.telegram.loses = lambda row: False
    await chat.presses_data(str(prompt.data(button.pause)), prompt.id)

    assert prompt.headline.startswith(texts.opening("paused"))
    assert (prompt.medium, before.keys) == ("kneading", [])


async def test_a_late_answer_below_a_picture_is_a_new_message_with_its_picture(
    chat: Talk, stage: Stage
) -> None:
    await chat.says("/technique kneading")
    await chat.presses(button.try_it)
    trial = chat.card()
    stage.telegram.holds = lambda row: row.kind is Kind.edit

    await chat.presses(button.on_my_own)
    await stage.is_away(seconds=40)
    stage.telegram.holds = lambda row: False
    await stage.is_away(seconds=3)

    assert (trial.medium, trial.keys) == ("kneading", [])
    assert chat.card().medium == "wall_kneading"


async def test_who_turns_pictures_off_gets_the_same_words_without_them(chat: Talk) -> None:
    """Also on a card that has one: its picture stays, and its words go on."""
    await chat.says("/technique kneading")
    with_picture = chat.messages[-1]
    await chat.says("/settings")
    await chat.presses(button("pictures", state=texts("format.on")))
    assert button("pictures", state=texts("format.off")) in chat.card().labels

    await chat.says("/technique kneading")
    assert (chat.messages[-1].medium, chat.messages[-1].html) == (None, with_picture.html)
    await begins(chat)
    await chat.presses(button.start_now)
    assert chat.card().medium is None


@pytest.mark.parametrize("wished", [False, True])
async def test_a_reminder_has_a_picture_only_for_who_wants_it(chat: Talk, wished: bool) -> None:
    """A lock screen is public."""
    await lives_in(chat)
    if wished:
        await chat.says("/settings")
        await chat.presses(button("pictures_in_reminders", state=texts("format.off")))
        assert button("pictures_in_reminders", state=texts("format.on")) in chat.card().labels
    await chat.says("/remind 20:15")
    await chat.waits(hours=9)

    assert chat.messages[-1].medium == (pictures.GREETING if wished else None)


@pytest.mark.parametrize(
    ("line", "medium"),
    [
        ("/start", pictures.GREETING),
        ("a picture of rolling", "rolling"),
        ("show me", None),  # a choice of what to see
    ],
)
async def test_what_is_asked_for_shows(chat: Talk, line: str, medium: str | None) -> None:
    await chat.says(line)

    assert chat.messages[-1].medium == medium


# What a person asks who needs it, for each picture that is no moment of the animation of the same name.
ASKED_FOR = {
    "keep_off": "where should I massage?",
    "pressure": "how hard do i have to press?",
    "face_down": "how should she lie",
    "chair": "can she sit on a chair",
    "giver": "where do i kneel",
    "wall_ball": "do i need a second person for that",
}


def test_no_picture_is_drawn_that_nobody_can_ask_for() -> None:
    """The others stand in for their animation where a group allows none."""
    shelf = Shelf(media_folder())
    drawn = {name.removeprefix("picture/") for name in shelf.files if name.startswith("picture/")}

    assert {name for name in drawn if shelf.animation(name) is None} == ASKED_FOR.keys()


@pytest.mark.parametrize(("name", "line"), ASKED_FOR.items())
async def test_who_asks_about_something_sees_its_picture(chat: Talk, name: str, line: str) -> None:
    await chat.says(line)

    assert chat.messages[-1].medium == pictures.picture(name)


async def test_a_newcomer_sees_a_hand_move_at_once(chat: Talk, stage: Stage) -> None:
    """Also if this bot has never used the file: the greeting is an animation, and it follows the words."""
    stage.telegram.has_files = False
    began = stage.clock.at

    await chat.says("/start")

    assert (chat.messages[-1].medium, stage.telegram.uploads) == (pictures.GREETING, [pictures.GREETING])
    assert Shelf(media_folder()).animation(pictures.GREETING) is not None
    assert (stage.clock.at - began).total_seconds() < 20


async def test_the_keep_off_card_has_its_picture(chat: Talk) -> None:
    await chat.says("/safety")
    await chat.presses(button.keep_off)

    assert chat.messages[-1].medium == pictures.KEEP_OFF


async def test_a_message_says_what_its_picture_shows(chat: Talk) -> None:
    """For those who do not see it: below a title, or last; who turns pictures off gets no such words."""
    told = texts("picture_told", shows=texts("alt.picture.keep_off"))
    await chat.says("/safety")
    await chat.presses(button.keep_off)
    assert chat.messages[-1].text.split("\n")[1] == told
    await chat.says("where should I massage?")
    assert (chat.messages[-1].medium, chat.messages[-1].text.split("\n")[-1]) == (pictures.KEEP_OFF, told)

    await chat.says("/settings")
    await chat.presses(button("pictures", state=texts("format.on")))
    await chat.says("where should I massage?")
    assert (chat.messages[-1].medium, told in chat.messages[-1].text) == (None, False)


async def test_alone_the_ball_is_shown_before_the_first_step_and_no_ball_for_the_shoulders(
    chat: Talk,
) -> None:
    for routine, medium in (("solo", pictures.WALL_BALL), ("taster", None)):
        await begins(chat, routine, alone=True)
        assert chat.card().medium == medium
        await chat.says("stop")


async def test_show_me_in_a_session_shows_its_step(chat: Talk) -> None:
    await plays(chat, seconds=11)

    await chat.says("show me")

    assert (chat.messages[-1].medium, chat.card().labels[0]) == ("kneading", button.lighter)
