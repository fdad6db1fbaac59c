"""News keep their formatting: from the administrator's message into HTML, whatever stands before it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Chat, Message, MessageEntity

from bot.domain.written import Look, Mark, Written
from bot.telegram.written import html_of, news_in

LINK = "https://example.org/?a=1&b=2"


def message(text: str, *entities: MessageEntity, **more: Any) -> Message:
    return Message(
        1, datetime(2026, 11, 29, tzinfo=UTC), Chat(7, "private"), text=text, entities=entities, **more
    )


def test_looks_keep_their_places_and_what_telegram_may_refuse_is_left_out() -> None:
    text = "/broadcast@UnknotBot\n🕕 Six & <new> site\n"
    said = message(
        text,
        MessageEntity("bot_command", 0, 20),
        MessageEntity("custom_emoji", 21, 2, custom_emoji_id="1"),
        MessageEntity("bold", 24, 9),
        MessageEntity("italic", 30, 3),
        MessageEntity("text_link", 36, 4, url=LINK),
    )

    news = news_in(said)

    assert news is not None
    assert news.text == "🕕 Six & <new> site"
    assert html_of(news) == (
        '🕕 <b>Six &amp; <i>&lt;ne</i></b>w&gt; <a href="https://example.org/?a=1&amp;b=2">site</a>'
    )


def test_a_mark_that_begins_with_the_command_covers_the_text() -> None:
    news = news_in(message("/broadcast Six\x07 o'clock", MessageEntity("bold", 0, 23)))

    assert news == Written("Six  o'clock", (Mark(Look.bold, 0, 12),))


@pytest.mark.parametrize("text", ["/broadcast", "/broadcast@UnknotBot  \n"])
def test_without_words_the_answered_message_counts(text: str) -> None:
    assert news_in(message(text)) is None
    assert news_in(message(text, reply_to_message=message("/start is a word here"))) == Written(
        "/start is a word here"
    )
