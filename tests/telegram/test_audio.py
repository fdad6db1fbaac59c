"""Guided tracks on their way to Telegram, over real HTTP: uploaded once, refused, or not made at all."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.domain.catalogue import Audience, Catalogue, Language
from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.message import phrase
from bot.domain.plan import EVERY_CUE, Pace
from bot.media.painter import ChartPainter
from bot.media.shelf import Shelf
from bot.ports import Ambiguous, Gone, KeptFile, Kind, Lane, Row, Sent
from bot.ports.tracks import CannotMake, NoVoice, Told
from bot.screens.tracks import Played, audio
from bot.telegram.fetching import FetchingBot
from bot.telegram.pictures import Pictures
from bot.telegram.request import AiohttpRequest
from bot.telegram.sender import TelegramSender
from tests.conversations.stage import HandClock
from tests.texts import texts

from .conftest import TOKEN, OneFile, Other, ok, refusal

BOT = 123456
FILE = b"a whole track"
CHAT = {"id": 1, "type": "private"}
REFUSED = refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")


class Tracks:
    """Makes tracks at once, or says why not."""

    cover = b"a cover"

    def __init__(self) -> None:
        self.made = 0
        self.fails: CannotMake | None = None

    def digest(self, told: Told) -> str:
        if isinstance(self.fails, NoVoice):
            raise self.fails
        return f"{told.language} {told.title}"

    async def make(self, told: Told) -> bytes:
        if self.fails is not None:
            raise self.fails
        self.made += 1
        return FILE


@pytest.fixture
def tracks() -> Tracks:
    return Tracks()


@pytest.fixture
async def sender(other: Other, catalogue: Catalogue, tracks: Tracks) -> AsyncIterator[TelegramSender]:
    request = AiohttpRequest()
    bot = FetchingBot(TOKEN, f"{other.url}/bot", request=request, get_updates_request=request)
    await request.initialize()
    pictures = Pictures(Shelf(Path("no folder")), HandClock(), bot=BOT)
    yield TelegramSender(bot, catalogue, pictures, tracks, OneFile(), ChartPainter())
    await request.shutdown()


@pytest.fixture
def row(catalogue: Catalogue) -> Row:
    steps = catalogue.routines[catalogue.offers.taste].plans[Audience.partner]
    played = Played(phrase("routine.taster.name"), Audience.partner, steps, Pace.beginner, EVERY_CUE)
    message = audio(played, catalogue)
    return Row(OutboxId(1), ChatId(1), Kind.track, Lane.slow, message, Language("en"), None, False, 1, 0, 1)


def sent(number: int, **more: Any) -> tuple[int, str]:
    return ok({"message_id": number, "date": 0, "chat": CHAT, **more})


def sent_audio(number: int, file: str) -> tuple[int, str]:
    return sent(number, audio={"file_id": file, "file_unique_id": file, "duration": 60})


async def test_a_track_is_made_and_uploaded_once(
    other: Other, sender: TelegramSender, tracks: Tracks, row: Row
) -> None:
    """With all that a music player shows. The second time, Telegram gets only the id of the file."""
    other.answers["sendAudio"] = [sent_audio(7, "first"), sent_audio(8, "first")]

    outcomes = [await sender.send(row), await sender.send(row)]

    kept = KeptFile(BOT, "en Taster, 1 min", "first")
    assert outcomes == [Sent(MessageId(7), kept=kept), Sent(MessageId(8))]
    assert tracks.made == 1
    upload, again = other.told
    assert upload["audio"] == ("unknot.m4a", "audio/mp4", FILE)
    assert upload[upload["thumbnail"].removeprefix("attach://")][2] == tracks.cover
    said = {name: upload[name] for name in ("title", "performer", "duration")}
    assert said == {"title": "Taster, 1 min", "performer": "Unknot", "duration": "60"}
    assert upload["caption"].startswith("<b>Taster")
    assert again["audio"] == "first"


async def test_an_id_that_telegram_refuses_is_uploaded_anew_once(
    other: Other, sender: TelegramSender, tracks: Tracks, row: Row
) -> None:
    other.answers["sendAudio"] = [sent_audio(7, "old"), REFUSED, sent_audio(8, "new"), sent_audio(9, "new")]

    outcomes = [await sender.send(row) for _ in range(3)]

    kept = [each.kept and each.kept.file_id for each in outcomes if isinstance(each, Sent)]
    assert kept == ["old", "new", None]
    assert tracks.made == 2
    assert [call["audio"] for call in other.told if isinstance(call["audio"], str)] == ["old", "new"]


async def test_a_refused_upload_and_a_track_that_cannot_be_made_become_words(
    other: Other, sender: TelegramSender, tracks: Tracks, row: Row, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says it once, until a track is sent again."""
    other.answers["sendAudio"] = [REFUSED, sent_audio(9, "new")]
    other.answers["sendMessage"] = [sent(7)]
    caplog.set_level(logging.WARNING)

    assert await sender.send(row) == Sent(MessageId(7))
    tracks.fails = CannotMake("its process ended with -9")
    assert [await sender.send(row) for _ in range(3)] == [Sent(MessageId(7))] * 3

    assert other.asked == ["sendAudio", *["sendMessage"] * 4]
    assert {call["text"] for call in other.told if "text" in call} == {texts("track_none")}
    assert len(caplog.messages) == 1

    tracks.fails = None
    assert isinstance(await sender.send(row), Sent)
    tracks.fails = CannotMake("its process took too long")
    await sender.send(replace(row, language=Language("xx")))
    assert len(caplog.messages) == 2


async def test_a_language_without_a_voice_says_so(
    other: Other, sender: TelegramSender, tracks: Tracks, row: Row, caplog: pytest.LogCaptureFixture
) -> None:
    """That is no fault, so the log says nothing."""
    tracks.fails = NoVoice("there is no voice for en")
    other.answers["sendMessage"] = [sent(7)]
    caplog.set_level(logging.WARNING)

    assert await sender.send(row) == Sent(MessageId(7))
    assert [call["text"] for call in other.told] == [texts("track_no_voice")]
    assert caplog.messages == []


async def test_no_words_follow_a_track_that_may_have_arrived(
    other: Other, sender: TelegramSender, row: Row, caplog: pytest.LogCaptureFixture
) -> None:
    """Nor one for a chat that is gone; both are settled as for every other message."""
    caplog.set_level(logging.WARNING)
    other.answers["sendAudio"] = [(502, "<html>"), refusal(403, "Forbidden: bot was blocked by the user")]

    assert [await sender.send(row), await sender.send(row)] == [Ambiguous(), Gone()]
    assert other.asked == ["sendAudio", "sendAudio"]
    assert len(caplog.messages) == 1


async def test_a_group_that_allows_no_audio_gets_the_words(
    other: Other, sender: TelegramSender, tracks: Tracks, row: Row
) -> None:
    """It is not gone; a file that Telegram has is not uploaded once more for that."""
    no_right = refusal(400, "Bad Request: not enough rights to send audios to the chat")
    other.answers["sendAudio"] = [no_right, sent_audio(7, "first"), no_right]
    other.answers["sendMessage"] = [sent(8)]

    outcomes = [await sender.send(row) for _ in range(3)]

    assert [each.message for each in outcomes if isinstance(each, Sent)] == [8, 7, 8]
    assert tracks.made == 2
