"""Messages with pictures, over real HTTP. Words arrive, whatever becomes of a picture."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.compose import telegram_sender
from bot.domain.catalogue import Catalogue, Language
from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.message import Told, message, phrase
from bot.ports import ANY_PICTURE, Ambiguous, Gone, Kind, Lane, NotSent, Row, Sent, Stale
from bot.ports.media import MediaFile, MediaKind
from bot.telegram import sender as sending
from bot.telegram.pictures import FIRST_REST, Pictures
from bot.telegram.routing import App
from bot.telegram.sender import TelegramSender
from tests.conversations.stage import HandClock

from .conftest import OneFile as AnyFile
from .conftest import Other, ok, refusal

BOT = 123456
PICTURED = message(phrase("e_stale"), medium="kneading")
CARD = Row(
    id=OutboxId(1),
    chat=ChatId(5),
    kind=Kind.reply,
    lane=Lane.reply,
    message=PICTURED,
    language=Language("en"),
    edits=None,
    keys_only=False,
    fence=1,
    sends=0,
    attempts=1,
)
PROMPT = replace(CARD, kind=Kind.prompt, lane=Lane.session)
# What adds the picture to words that were sent without.
ADDS = replace(CARD, kind=Kind.picture, lane=Lane.countdown, edits=MessageId(7))
BAD_ID = "Bad Request: wrong remote file identifier specified: can't unserialize it"
NO_GIFS = "Bad Request: not enough rights to send animations to the chat"
NO_TEXT = "Bad Request: there is no text in the message to edit"
NO_CAPTION = "Bad Request: there is no caption in the message to edit"


class OneFile:
    """`ports.MediaShelf` with one animation, and its still picture if a test wants one."""

    def __init__(self, path: Path) -> None:
        self.size = 4
        self.path = path
        self.still: MediaFile | None = None

    def animation(self, name: str) -> MediaFile | None:
        if name != "kneading":
            return None
        return MediaFile(self.path, MediaKind.animation, "abc", 640, 640, 8.0, self.size)

    def picture(self, name: str) -> MediaFile | None:
        return self.still if name == "kneading" else None


def told(number: int, **content: Any) -> tuple[int, str]:
    """Return Telegram's answer: the message with this number as it is now."""
    chat = {"id": 5, "type": "private", "first_name": "Anna"}
    return ok({"message_id": number, "date": 1, "chat": chat, **content})


def as_animation(number: int, file_id: str = "CgAC-1") -> tuple[int, str]:
    ids = {"file_id": file_id, "file_unique_id": "u", "width": 640, "height": 640, "duration": 8}
    return told(number, animation=ids, caption="words")


@pytest.fixture
def shelf(tmp_path: Path) -> OneFile:
    file = tmp_path / "kneading.mp4"
    file.write_bytes(b"film")
    return OneFile(file)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def sender(
    application: App, catalogue: Catalogue, shelf: OneFile, clock: HandClock, other: Other
) -> TelegramSender:
    """A sender whose bot has uploaded nothing; every call is answered as Telegram does."""
    other.answers |= {
        "sendMessage": [told(7, text="words")],
        "editMessageText": [told(7, text="words")],
        "editMessageCaption": [as_animation(7)],
        "editMessageMedia": [as_animation(7)],
        "sendAnimation": [as_animation(8)],
    }
    sender = telegram_sender(application, catalogue, Pictures(shelf, clock), AnyFile())
    sender.pictures.remember(BOT, {})
    return sender


@pytest.fixture
def knows(sender: TelegramSender) -> TelegramSender:
    """A sender whose bot has uploaded the file before."""
    sender.pictures.remember(BOT, {"abc": "CgAC-1"})
    return sender


async def test_the_first_use_sends_the_words_and_adds_the_picture_and_the_second_uploads_nothing(
    other: Other, sender: TelegramSender
) -> None:
    """So a prompt never waits for an upload."""
    words = await sender.send(PROMPT)
    added = await sender.send(ADDS)
    second = await sender.send(CARD)

    assert words == Sent(MessageId(7), shows=None, lacks="kneading")
    assert isinstance(added, Sent) and added.kept is not None
    assert (added.shows, added.kept.bot, added.kept.sha256) == ("kneading", BOT, "abc")
    assert second == Sent(MessageId(8), shows="kneading")
    assert other.asked == ["sendMessage", "editMessageMedia", "sendAnimation"]
    media = json.loads(str(other.told[1]["media"]))
    uploaded = other.told[1][media["media"].removeprefix("attach://")]
    assert uploaded == ("kneading.mp4", "video/mp4", b"film")
    assert (media["type"], media["width"], media["caption"]) == ("animation", 640, other.told[0]["text"])
    assert (other.told[2]["animation"], other.told[2]["caption"]) == ("CgAC-1", other.told[0]["text"])


async def test_the_id_of_another_bot_is_not_used(other: Other, sender: TelegramSender) -> None:
    """What this bot has uploaded is read at the start; here it is nothing."""
    await sender.send(CARD)

    assert other.asked == ["sendMessage"]


async def test_a_refused_id_lets_the_words_out_and_is_uploaded_anew_once(
    other: Other, knows: TelegramSender, caplog: pytest.LogCaptureFixture
) -> None:
    other.answers["sendAnimation"] = [refusal(400, BAD_ID)]

    first = await knows.send(PROMPT)
    await knows.send(ADDS)
    second = await knows.send(PROMPT)
    third = await knows.send(PROMPT)

    assert first == Sent(MessageId(7), shows=None, lacks="kneading")
    assert [second, third] == [Sent(MessageId(7))] * 2  # the new id is refused, too: words alone
    anew = ["sendAnimation", "sendMessage", "editMessageMedia"]
    assert other.asked == [*anew, "sendAnimation", "sendMessage", "sendMessage"]
    assert caplog.text.count("refuses the id") == 1


FAILURES: dict[str, Any] = {
    "refused": lambda other, shelf: other.answers.update(
        editMessageMedia=[refusal(400, "Bad Request: wrong type of the file")]
    ),
    "too large for the server": lambda other, shelf: other.answers.update(
        editMessageMedia=[refusal(413, "Request Entity Too Large")]
    ),
    "file missing": lambda other, shelf: shelf.path.unlink(),
    "file too large": lambda other, shelf: setattr(shelf, "size", 60_000_000),
    "hangs": lambda other, shelf: other.hangs.add("editMessageMedia"),
    "unknown method": lambda other, shelf: other.answers.update(editMessageMedia=[refusal(404, "Not Found")]),
}


@pytest.mark.parametrize("failure", FAILURES)
async def test_words_leave_at_once_whatever_becomes_of_an_upload(
    other: Other,
    sender: TelegramSender,
    shelf: OneFile,
    clock: HandClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failure: str,
) -> None:
    """It is logged once, and not tried again for a while."""
    monkeypatch.setattr(sending, "UPLOAD_MAY_TAKE", 0.2)
    FAILURES[failure](other, shelf)

    assert await sender.send(PROMPT) == Sent(MessageId(7), lacks="kneading")
    added = await sender.send(ADDS)
    assert added in (Sent(MessageId(7), shows=None), Ambiguous(ANY_PICTURE))
    assert await sender.send(PROMPT) == Sent(MessageId(7), lacks=None)
    clock.rest(FIRST_REST)
    assert await sender.send(PROMPT) == Sent(MessageId(7), lacks="kneading")
    await sender.send(ADDS)

    assert other.asked.count("sendMessage") == 3
    assert caplog.text.count("could not be uploaded") == 1
    assert str(shelf.path) not in caplog.text


async def test_a_message_is_edited_by_the_call_that_fits_it(other: Other, knows: TelegramSender) -> None:
    """The words below a picture are a caption. Words alone get the picture, if Telegram has it."""
    plain = replace(PICTURED, medium=None)
    edit = replace(CARD, kind=Kind.edit, edits=MessageId(7))

    outcomes = [
        await knows.send(replace(edit, shows="kneading")),
        await knows.send(replace(edit, shows="kneading", message=plain)),
        await knows.send(replace(edit, shows=ANY_PICTURE)),
        await knows.send(replace(edit, shows="pushing")),
        await knows.send(replace(edit, message=plain)),
        await knows.send(replace(edit, wants_picture=False)),
        await knows.send(edit),
    ]

    assert [outcome.shows for outcome in outcomes if isinstance(outcome, Sent)] == [
        *("kneading", "kneading", ANY_PICTURE, "kneading", None, None, "kneading")
    ]
    assert other.asked == [
        *("editMessageCaption", "editMessageCaption", "editMessageCaption", "editMessageMedia"),
        *("editMessageText", "editMessageText", "editMessageMedia"),
    ]


@pytest.mark.parametrize(
    ("shows", "refused", "with_", "then", "is_now"),
    [
        (None, NO_TEXT, "editMessageText", "editMessageCaption", ANY_PICTURE),
        (ANY_PICTURE, NO_CAPTION, "editMessageCaption", "editMessageText", None),
    ],
)
async def test_a_message_that_is_not_what_it_was_taken_for_is_edited_all_the_same(
    other: Other,
    sender: TelegramSender,
    shows: str | None,
    refused: str,
    with_: str,
    then: str,
    is_now: str | None,
) -> None:
    """This happens after the answer to an added picture was lost."""
    other.answers[with_] = [refusal(400, refused)]
    edit = replace(CARD, kind=Kind.tidy, edits=MessageId(7), shows=shows, message=message(phrase("e_stale")))

    assert await sender.send(edit) == Sent(MessageId(7), shows=is_now)
    assert other.asked == [with_, then]


async def test_a_group_that_allows_no_pictures_gets_words(other: Other, knows: TelegramSender) -> None:
    """It is not taken for a chat that cannot be written to, and is not asked again each time."""
    other.answers["sendAnimation"] = [refusal(400, NO_GIFS)]

    assert [await knows.send(PROMPT) for _ in range(2)] == [Sent(MessageId(7))] * 2
    assert other.asked == ["sendAnimation", "sendMessage", "sendMessage"]
    other.answers["sendAnimation"] = [refusal(403, "Forbidden: bot was kicked from the group chat")]
    assert await knows.send(replace(PROMPT, chat=ChatId(6))) == Gone()
    assert other.asked[3:] == ["sendAnimation"]


async def test_words_tell_of_no_picture_that_is_not_there(other: Other, knows: TelegramSender) -> None:
    """The picture is refused, and nothing follows. The next message is sent without it from the beginning."""
    tells = replace(PROMPT, message=replace(PICTURED, tells=Told.last))
    other.answers["sendAnimation"] = [refusal(400, NO_GIFS)]

    for _ in range(2):
        await knows.send(tells)

    assert other.asked == ["sendAnimation", "sendMessage", "sendMessage"]
    asked, *sent = (each.get("caption") or each["text"] for each in other.told)
    assert len(asked) > len(sent[0]) == len(sent[1])


async def test_a_group_that_allows_no_animations_gets_the_still_picture(
    other: Other, knows: TelegramSender, shelf: OneFile
) -> None:
    """It follows the words whose animation was refused; the next message has it at once."""
    shelf.still = MediaFile(shelf.path, MediaKind.picture, "def", 1080, 1080, 0.0, 4)
    knows.pictures.remember(BOT, {"abc": "CgAC-1", "def": "AgAC-1"})
    photo = told(8, photo=[{"file_id": "AgAC-1", "file_unique_id": "u", "width": 1080, "height": 1080}])
    other.answers |= {"sendAnimation": [refusal(400, NO_GIFS)], "sendPhoto": [photo]}

    assert await knows.send(PROMPT) == Sent(MessageId(7), lacks="kneading")
    assert await knows.send(PROMPT) == Sent(MessageId(8), shows="kneading")
    assert other.asked == ["sendAnimation", "sendMessage", "sendPhoto"]


async def test_a_server_that_adds_no_picture_to_words_gets_it_with_the_next_answer(
    other: Other, sender: TelegramSender
) -> None:
    """Never with a prompt, which would wait for the upload."""
    other.answers["editMessageMedia"] = [
        refusal(400, "Bad Request: there is no media in the message to edit")
    ]
    await sender.send(CARD)
    await sender.send(ADDS)
    other.asked.clear()

    assert await sender.send(PROMPT) == Sent(MessageId(7))
    card = await sender.send(CARD)

    assert isinstance(card, Sent) and card.kept is not None
    assert other.asked == ["sendMessage", "sendAnimation"]


async def test_words_that_are_too_long_for_a_caption_go_out_alone(
    other: Other, knows: TelegramSender
) -> None:
    """Below a picture that is there already they cannot stand: the answer is a new message then."""
    long = replace(PICTURED, parts=(phrase("format.verbatim", text="x" * 1025),))

    assert await knows.send(replace(CARD, message=long)) == Sent(MessageId(7))
    assert other.asked == ["sendMessage"]
    below = replace(CARD, kind=Kind.edit, edits=MessageId(7), shows="kneading", message=long)
    assert await knows.send(below) == Stale()


async def test_two_chats_that_want_the_same_file_at_once_upload_it_once(
    other: Other, sender: TelegramSender, shelf: OneFile
) -> None:
    file = shelf.animation("kneading")
    assert file is not None
    sender.pictures.begin(file)

    assert await sender.send(ADDS) == NotSent()  # it is tried again soon, with the id
    assert other.asked == []


async def test_a_chat_that_wants_no_pictures_gets_the_same_words(other: Other, knows: TelegramSender) -> None:
    assert await knows.send(replace(CARD, wants_picture=False)) == Sent(MessageId(7))
    assert other.asked == ["sendMessage"]
