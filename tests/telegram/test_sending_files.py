"""Messages that carry a file, over real HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.compose import telegram_sender
from bot.domain.catalogue import Catalogue, Language
from bot.domain.ids import ChatId, MessageId, OutboxId, TopicId
from bot.media.shelf import Shelf
from bot.ports import Kind, Lane, MadeFile, NotSent, Refused, Row, Sent
from bot.screens import files
from bot.telegram.pictures import Pictures
from bot.telegram.rendering import Renderer
from bot.telegram.routing import App
from bot.telegram.sender import TelegramSender
from tests.conversations.stage import HandClock

from .conftest import OneFile, Other, ok

ROW = Row(
    id=OutboxId(1),
    chat=ChatId(5),
    kind=Kind.document,
    lane=Lane.reply,
    message=files.everything(),
    language=Language("en"),
    edits=None,
    keys_only=False,
    fence=1,
    sends=0,
    attempts=1,
    topic=TopicId(3),
)


@pytest.fixture
def file() -> OneFile:
    return OneFile()


@pytest.fixture
def sender(application: App, catalogue: Catalogue, file: OneFile) -> TelegramSender:
    return telegram_sender(application, catalogue, Pictures(Shelf(Path("no folder")), HandClock()), file)


async def test_a_file_goes_out_with_its_words_as_one_call(
    other: Other, sender: TelegramSender, words: Renderer
) -> None:
    answer = {"message_id": 9, "date": 0, "chat": {"id": 5, "type": "private"}}
    other.answers["sendDocument"] = [ok(answer)]

    assert await sender.send(ROW) == Sent(MessageId(9))

    assert other.asked == ["sendDocument"]
    [told] = other.told
    assert told["document"] == ("unknot.zip", "application/zip", b"PK data")
    assert told["caption"] == words.text(ROW.message)
    assert (told["chat_id"], told["message_thread_id"], told["disable_notification"]) == ("5", "3", "true")


async def test_a_file_says_what_it_is_on_a_machine_that_does_not_know_it(
    other: Other, sender: TelegramSender, file: OneFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A calendar would go out as bytes of any kind, which a phone does not open with its calendar."""
    monkeypatch.setattr("mimetypes.guess_type", lambda *_, **__: (None, None))
    file.made = MadeFile("unknot.ics", b"BEGIN:VCALENDAR", "text/calendar")
    other.answers["sendDocument"] = [ok({"message_id": 9, "date": 0, "chat": {"id": 5, "type": "private"}})]

    assert await sender.send(ROW) == Sent(MessageId(9))

    assert other.told[0]["document"] == ("unknot.ics", "text/calendar", b"BEGIN:VCALENDAR")


async def test_a_file_that_cannot_be_made_yet_is_tried_again(
    other: Other, sender: TelegramSender, file: OneFile
) -> None:
    file.is_away = True
    assert await sender.send(ROW) == NotSent()

    file.is_away, file.made = False, None
    assert isinstance(await sender.send(ROW), Refused)
    assert other.asked == []
