"""What stands around the words: captions, edits, forwarded lines, signs, and messages without words."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.actions.saying.hints import QUIET_FOR
from tests.conversations.building import builds
from tests.conversations.stage import BOT, Stage, Talk, plays
from tests.texts import button, texts

DANGER = texts.headline("redflag")
PHOTO = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}
RECORDED = {"file_id": "a", "file_unique_id": "b", "duration": 1}
STICKER = {
    **{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1},
    **{"is_animated": False, "is_video": False, "type": "regular"},
}
BEN = {"type": "user", "date": 1, "sender_user": {"id": 2, "is_bot": False, "first_name": "Ben"}}
HIDDEN = {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"}
SPOKEN = [{"voice": RECORDED}, {"video_note": {**RECORDED, "length": 240}}]
WITHOUT_WORDS: list[dict[str, Any]] = [
    PHOTO,
    {"sticker": STICKER},
    {"contact": {"phone_number": "1", "first_name": "A"}},
    {"dice": {"emoji": "🎲", "value": 1}},
    {"document": {"file_id": "a", "file_unique_id": "b", "file_name": "back.pdf"}},
    {
        "poll": {
            **{"id": "1", "question": "Massage?", "options": [], "total_voter_count": 0, "is_closed": False},
            **{"is_anonymous": True, "type": "regular", "allows_multiple_answers": False},
            **{"allows_revoting": True, "members_only": False},
        }
    },
]
CALLS = [
    ("stop", "stopped"),
    ("pause", "paused"),
    ("ouch that hurts", "paused"),
    ("wait a minute please", "paused"),
]


async def state(stage: Stage) -> str:
    """Return the state of the newest session."""
    newest = (await stage.rows("sessions"))[-1]["state"]
    assert isinstance(newest, str)
    return newest


async def playing(stage: Stage) -> list[dict[str, Any]]:
    """Return the sessions without what only says when a card was sent or edited."""
    return [
        {name: value for name, value in row.items() if name not in ("version", "card_edited_at")}
        for row in await stage.rows("sessions")
    ]


async def playing_group(stage: Stage) -> Talk:
    """Return a person in a group in which a session plays."""
    group = stage.group()
    await group.membership("left", "member")
    await plays(group)
    return group


def replied(chat: Talk) -> dict[str, Any]:
    """Return what makes a message a reply to the bot's newest one."""
    message = {"message_id": chat.messages[-1].id, "date": 0, "chat": chat.chat, "from": BOT, "text": "…"}
    return {"reply_to_message": message}


# Captions


async def test_a_caption_is_read_like_a_line(chat: Talk) -> None:
    await chat.sends(**PHOTO, caption="techniques")

    assert chat.headlines() == [texts.headline("techs")]


@pytest.mark.parametrize("caption", ["stop", "/stop", "/stop@UnknotBot"])
async def test_a_caption_stops_a_session(chat: Talk, stage: Stage, caption: str) -> None:
    await plays(chat)

    await chat.sends(**PHOTO, caption=caption)

    assert await state(stage) == "stopped"


async def test_danger_in_a_caption_is_answered_first(chat: Talk) -> None:
    await chat.sends(**PHOTO, caption="is this normal, my legs are numb")

    assert chat.headlines() == [DANGER]


async def test_a_caption_stops_the_session_of_a_group(stage: Stage) -> None:
    """As a command, or in reply to the bot; other captions are talk among the people there."""
    group = await playing_group(stage)
    await group.sends(**PHOTO, caption="stop")
    await group.sends(**PHOTO, caption="/stop@OtherBot")
    assert await state(stage) == "running"

    await group.sends(**PHOTO, caption="stop", **replied(group))
    assert await state(stage) == "stopped"

    await plays(group)
    await group.sends(**PHOTO, caption="/stop")
    assert await state(stage) == "stopped"


# Edits


@pytest.mark.parametrize(("line", "then"), CALLS)
async def test_an_edited_line_counts_if_it_stops_a_session(
    chat: Talk, stage: Stage, line: str, then: str
) -> None:
    await plays(chat)

    await stage.takes(chat.edit(line))

    assert await state(stage) == then
    assert chat.messages[-1].text != texts("e_edited_session")


@pytest.mark.parametrize("line", ["/stop", "/stop@UnknotBot", "/pause now"])
async def test_an_edited_command_counts_if_it_stops_a_session(chat: Talk, stage: Stage, line: str) -> None:
    await plays(chat)

    await stage.takes(chat.edit(line))

    assert await state(stage) in ("stopped", "paused")


@pytest.mark.parametrize(
    "line", ["skip", "skip ✋", "/skip", "15 seconds more", "/stop_reminders", "techniques"]
)
async def test_any_other_edited_line_is_not_done_a_second_time(chat: Talk, stage: Stage, line: str) -> None:
    await plays(chat)
    before = await steered(stage)

    await stage.takes(chat.edit(line))

    assert await steered(stage) == before
    answer, card = chat.messages[-2:]
    assert answer.text == texts("e_edited_session")
    assert button.stop in card.labels  # the newest message leads


async def steered(stage: Stage) -> list[list[Any]]:
    """Return what words can steer of each session."""
    steered = ("state", "step_number", "turn", "steps", "ends_at", "softer")
    return [[row[each] for each in steered] for row in await stage.rows("sessions")]


async def test_without_a_session_the_bot_says_that_it_reads_no_edits(chat: Talk, stage: Stage) -> None:
    """Once: a person who mends three slips in a line is told so once."""
    await stage.takes(chat.edit("/remind 8:30"))
    await stage.takes(chat.edit("stop"))
    assert chat.hears() == [texts("e_edited")]
    assert await stage.rows("reminders") == []

    await chat.waits(seconds=2 * QUIET_FOR)
    await stage.takes(chat.edit("/routine"))
    assert chat.hears() == [texts("e_edited")]


async def test_an_edit_does_not_answer_the_open_question(chat: Talk) -> None:
    await builds(chat, button.add_kneading, button.name_it)

    await chat.stage.takes(chat.edit("Morning"))
    await chat.says("Evening")

    assert chat.messages[-1].headline == texts("saved", name="Evening")


async def test_an_edited_danger_is_answered(chat: Talk, stage: Stage) -> None:
    await stage.takes(chat.edit("my legs are numb"))

    assert chat.headlines() == [DANGER]


async def test_a_place_that_moves_is_no_edited_line(chat: Talk, stage: Stage) -> None:
    """Telegram reports each step of a live location as an edit."""
    place = chat.edit("")
    del place["edited_message"]["text"]
    place["edited_message"]["location"] = {"latitude": 1.0, "longitude": 2.0}

    await stage.takes(place)

    assert chat.hears() == []


async def test_in_a_group_only_edits_for_the_bot_count(stage: Stage) -> None:
    group = await playing_group(stage)
    await stage.takes(group.edit("stop"))
    assert (await state(stage), group.hears()) == ("running", [])

    reply = group.edit("stop")
    reply["edited_message"] |= replied(group)
    await stage.takes(reply)
    assert await state(stage) == "stopped"


# Forwarded lines


@pytest.mark.parametrize("origin", [BEN, HIDDEN])
@pytest.mark.parametrize(
    "line", ["full 5", "remind me at 8:30", "/delete_me", "/timezone Lisbon", "kneading"]
)
async def test_a_forwarded_line_is_not_obeyed_but_asked_about(
    chat: Talk, stage: Stage, line: str, origin: dict[str, Any]
) -> None:
    await chat.says("/help")
    chat.hears()

    await stage.takes(forwarded(chat, line, origin))

    assert chat.hears() == [texts("e_forwarded")]
    assert await stage.rows("reminders") == []
    assert [row["zone"] for row in await stage.rows("chats")] == [None]


@pytest.mark.parametrize("line", ["skip", "/skip", "softer", "nice weather"])
async def test_a_forwarded_line_does_not_steer_a_session(chat: Talk, stage: Stage, line: str) -> None:
    await plays(chat)
    before = await playing(stage)

    await stage.takes(forwarded(chat, line))

    assert await playing(stage) == before
    assert chat.hears() == [texts("e_forwarded_session"), chat.card().text]
    assert chat.card().headline == texts.step(1, 3, "settle", 10)


async def test_pain_in_a_forwarded_line_pauses_with_the_answer_to_pain(chat: Talk, stage: Stage) -> None:
    await plays(chat)

    await stage.takes(forwarded(chat, "ouch that hurts"))

    assert await state(stage) == "paused"
    [card] = chat.hears()
    assert card.startswith(texts("paused_pain"))
    assert texts.are_in(card, "paused", i=1, n=3)


async def test_a_part_of_the_body_in_a_forwarded_line_pauses(chat: Talk, stage: Stage) -> None:
    """The bot is not sure what it means."""
    await plays(chat)

    await stage.takes(forwarded(chat, "her elbow looks funny"))

    assert await state(stage) == "paused"


async def test_a_forwarded_place_is_not_taken_for_ones_own(chat: Talk, stage: Stage) -> None:
    await chat.sends(location={"latitude": 38.7, "longitude": -9.1}, forward_origin=BEN)

    assert chat.hears() == [texts("e_unread")]
    assert [row["zone"] for row in await stage.rows("chats")] == [None]


@pytest.mark.parametrize("line", ["stop", "/stop", "can we stop here?"])
async def test_a_forwarded_call_to_stop_pauses_to_be_safe(chat: Talk, stage: Stage, line: str) -> None:
    """Nothing is lost by a pause, and it may be the cry of the person on the mat."""
    await plays(chat)

    await stage.takes(forwarded(chat, line))

    assert await state(stage) == "paused"
    answer, card = chat.hears()
    assert answer == texts("e_forwarded_paused")
    assert card.startswith(texts.opening("paused"))


async def test_danger_in_a_forwarded_line_is_answered(chat: Talk, stage: Stage) -> None:
    await stage.takes(forwarded(chat, "my legs are numb"))

    assert chat.headlines() == [DANGER]


async def test_a_forwarded_line_is_no_answer_to_the_open_question(chat: Talk) -> None:
    await builds(chat, button.add_kneading, button.name_it)

    await chat.stage.takes(forwarded(chat, "Morning"))
    await chat.says("Evening")

    assert chat.messages[-1].headline == texts("saved", name="Evening")


def forwarded(chat: Talk, text: str, origin: dict[str, Any] = BEN) -> dict[str, Any]:
    """Return the update of a line that was forwarded."""
    update = chat.line(text)
    update["message"]["forward_origin"] = origin
    return update


# Signs, and messages without words


@pytest.mark.parametrize(
    "content", [{"text": "✋"}, {"text": "🛑🛑"}, {"sticker": {**STICKER, "emoji": "✋"}}]
)
async def test_a_raised_hand_stops_a_session(chat: Talk, stage: Stage, content: dict[str, Any]) -> None:
    await plays(chat)

    await chat.sends(**content)

    assert await state(stage) == "stopped"


async def test_a_sign_that_stops_beside_other_words_pauses(chat: Talk, stage: Stage) -> None:
    await plays(chat)

    await chat.says("one thing ✋")

    assert await state(stage) == "paused"


@pytest.mark.parametrize("spoken", SPOKEN)
async def test_a_round_video_pauses_like_a_voice_message(
    chat: Talk, stage: Stage, spoken: dict[str, Any]
) -> None:
    await chat.sends(**spoken)
    assert chat.hears() == [texts("e_voice_idle")]

    await plays(chat)
    await chat.sends(**spoken)
    assert await state(stage) == "paused"
    answer, card = chat.hears()
    assert answer == texts("e_voice")
    assert card.startswith(texts.opening("paused"))


@pytest.mark.parametrize("spoken", SPOKEN)
async def test_in_a_group_a_spoken_reply_to_the_bot_pauses(stage: Stage, spoken: dict[str, Any]) -> None:
    group = await playing_group(stage)
    await group.sends(**spoken)
    assert await state(stage) == "running"

    await group.sends(**spoken, **replied(group))

    assert await state(stage) == "paused"


@pytest.mark.parametrize("content", WITHOUT_WORDS, ids=lambda content: next(iter(content)))
async def test_a_message_without_words_gets_one_friendly_line(chat: Talk, content: dict[str, Any]) -> None:
    await chat.sends(**content)
    await chat.sends(**PHOTO)
    assert chat.hears() == [texts("e_unread")]

    await chat.waits(seconds=2 * QUIET_FOR)
    await chat.sends(**content)
    assert chat.hears() == [texts("e_unread")]


async def test_an_album_gets_one_answer(chat: Talk, stage: Stage) -> None:
    """Each of its photos is a message of its own."""
    await plays(chat)
    photos = [chat.line("") for _ in range(10)]
    for photo in photos:
        del photo["message"]["text"]
        photo["message"] |= {**PHOTO, "media_group_id": "7"}

    await stage.takes(*photos)

    answer, card = chat.messages[-2:]
    assert answer.text == texts("e_unread_session")
    assert button.stop in card.labels  # the newest message leads
    assert [each.text for each in chat.messages].count(answer.text) == 1
    assert await state(stage) == "running"


@pytest.mark.parametrize("caption", ["kneading", "my legs are numb"])
@pytest.mark.parametrize(("place", "first_batch"), [(0, 3), (1, 3), (2, 1), (0, 1)])
async def test_an_album_with_a_caption_gets_the_answer_to_its_caption_only(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch, caption: str, place: int, first_batch: int
) -> None:
    """Whichever photo has it, and if Telegram hands them over in two batches within a moment."""
    has_passed = asyncio.Event()

    async def sleep(seconds: float) -> None:
        await has_passed.wait()

    monkeypatch.setattr(stage.clock, "sleep", sleep)
    photos = [chat.line("") for _ in range(3)]
    for photo in photos:
        del photo["message"]["text"]
        photo["message"] |= {**PHOTO, "media_group_id": "7"}
    photos[place]["message"]["caption"] = caption

    await stage.house.taking.take(photos[:first_batch])
    await stage.house.taking.take(photos[first_batch:])
    has_passed.set()
    await stage.settles()

    assert len(chat.hears()) == 1


async def test_in_a_group_a_message_without_words_is_not_for_the_bot(stage: Stage) -> None:
    group = stage.group()

    await group.sends(**PHOTO)

    assert group.hears() == []
