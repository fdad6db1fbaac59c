"""Words with a drawn picture, over real HTTP. Whatever becomes of the picture, the words arrive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue, Language
from bot.domain.chart import Chart, chart
from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.message import message, phrase
from bot.media.shelf import Shelf
from bot.ports import ANY_PICTURE, Ambiguous, Kind, Lane, Row, Sent
from bot.ports.charts import CannotDraw, ChartWords
from bot.storage.payload import to_json, to_message
from bot.telegram.pictures import Pictures
from bot.telegram.routing import App
from bot.telegram.sender import TelegramSender
from tests.conversations.stage import HandClock
from tests.texts import texts

from .conftest import OneFile, Other, ok, refusal

TODAY = date(2026, 11, 22)
CHART = chart(TODAY, {TODAY: 600, date(2026, 11, 20): 0}, [date(2026, 11, 21)], 2, dark=True)
ROW = Row(
    id=OutboxId(1),
    chat=ChatId(5),
    kind=Kind.reply,
    lane=Lane.reply,
    message=replace(message(phrase("progress_week_none")), chart=CHART),
    language=Language("en"),
    edits=None,
    keys_only=False,
    fence=1,
    sends=0,
    attempts=1,
)
SIZES = {"file_id": "AgAC-1", "file_unique_id": "u", "width": 960, "height": 1200}
TOLD = {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private", "first_name": "Anna"}}


class Painter:
    """A painter that draws nothing, and notes what was asked for."""

    def __init__(self) -> None:
        self.fails = False
        self.asked: list[tuple[Chart, ChartWords]] = []

    async def paint(self, chart: Chart, words: ChartWords) -> bytes:
        self.asked.append((chart, words))
        if self.fails:
            raise CannotDraw("no process")
        return b"picture"


@pytest.fixture
def painter() -> Painter:
    return Painter()


@pytest.fixture
def sender(application: App, catalogue: Catalogue, other: Other, painter: Painter) -> TelegramSender:
    other.answers |= {
        "sendPhoto": [ok({**TOLD, "photo": [SIZES], "caption": "words"})],
        "sendMessage": [ok({**TOLD, "text": "words"})],
    }
    pictures = Pictures(Shelf(Path("no folder")), HandClock())
    return TelegramSender(application.bot, catalogue, pictures, None, OneFile(), painter)  # type: ignore[arg-type]


async def test_the_picture_is_sent_as_bytes_with_the_same_in_words(
    other: Other, sender: TelegramSender, painter: Painter
) -> None:
    """Nothing of it is remembered: no other person is ever sent it."""
    first = await sender.send(ROW)
    await sender.send(ROW)

    assert first == Sent(MessageId(7), shows=ANY_PICTURE)
    assert other.asked == ["sendPhoto", "sendPhoto"]
    for told in other.told:
        sent = [value for value in told.values() if isinstance(value, tuple)]
        assert [content for _, _, content in sent] == [b"picture"]
        assert told["caption"] == texts("progress_week_none")
    drawn, words = painter.asked[0]
    assert drawn == CHART
    assert words.month == texts("month_of_year", month=texts("month_name.11"), year="2026")
    assert words.streak == texts("chart_streak", n=2)


@pytest.mark.parametrize(
    "row", [replace(ROW, wants_picture=False), replace(ROW, sends=1)], ids=["not wanted", "sent again"]
)
async def test_without_a_picture_the_words_go_alone(
    other: Other, sender: TelegramSender, painter: Painter, row: Row
) -> None:
    assert await sender.send(row) == Sent(MessageId(7), shows=None)
    assert (other.asked, painter.asked) == (["sendMessage"], [])


async def test_words_go_alone_if_the_drawing_fails_and_the_log_says_it_once(
    other: Other, sender: TelegramSender, painter: Painter, caplog: pytest.LogCaptureFixture
) -> None:
    painter.fails = True

    assert await sender.send(ROW) == Sent(MessageId(7), shows=None)
    await sender.send(ROW)

    assert other.asked == ["sendMessage", "sendMessage"]
    assert caplog.text.count("no process") == 1


async def test_words_go_alone_if_telegram_refuses_the_picture_and_a_closed_group_is_not_asked_again(
    other: Other, sender: TelegramSender, painter: Painter
) -> None:
    other.answers["sendPhoto"] = [
        refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        refusal(400, "Bad Request: not enough rights to send photos to the chat"),
    ]
    for _ in range(3):
        assert await sender.send(ROW) == Sent(MessageId(7), shows=None)

    assert other.asked == ["sendPhoto", "sendMessage", "sendPhoto", "sendMessage", "sendMessage"]
    assert len(painter.asked) == 2


async def test_a_picture_without_a_usable_answer_may_have_arrived(
    other: Other, sender: TelegramSender
) -> None:
    """Then the row is sent again as words."""
    other.answers["sendPhoto"] = [(200, "nonsense")]

    assert isinstance(await sender.send(ROW), Ambiguous)


def test_a_chart_waits_in_the_outbox() -> None:
    assert to_message(to_json(ROW.message)) == ROW.message
