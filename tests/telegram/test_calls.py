"""The calls that are made without the library's objects say the same as those that the library makes."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaAnimation,
    LinkPreviewOptions,
)

from bot.domain.catalogue import Language
from bot.domain.ids import ChatId, MessageId, OutboxId, TopicId
from bot.domain.message import Message
from bot.ports import Kind, Lane, Row
from bot.ports.media import MediaFile, MediaKind
from bot.telegram import showing
from bot.telegram.fetching import FetchingBot
from bot.telegram.routing import App
from bot.telegram.showing import Shown

from .conftest import Other, ok

ROW = Row(OutboxId(1), ChatId(-5), Kind.reply, Lane.reply, Message(()), Language("en"), None, False, 1, 0, 1)
EDIT = replace(ROW, kind=Kind.edit, edits=MessageId(7))
KEYS = {"inline_keyboard": [[{"text": "Stop", "callback_data": "x", "style": "danger"}], []]}
MARKUP = InlineKeyboardMarkup([[InlineKeyboardButton("Stop", callback_data="x", style="danger")], []])
FILM = MediaFile(Path("a.mp4"), MediaKind.animation, "abc", 640, 480, 2.4, 9)
HTML: dict[str, Any] = {"parse_mode": "HTML"}
WORDS: dict[str, Any] = {"link_preview_options": LinkPreviewOptions(is_disabled=True), **HTML}
LOOKS: dict[str, Any] = {"width": 640, "height": 480, "duration": 2}

Make = Callable[[FetchingBot], Awaitable[Any]]
CALLS: dict[str, tuple[Make, Make]] = {
    "words in a topic": (
        lambda bot: showing.words(bot, Shown(replace(ROW, topic=TopicId(3)), "<b>Ä</b>", KEYS)),
        lambda bot: bot.send_message(
            -5, "<b>Ä</b>", message_thread_id=3, disable_notification=True, reply_markup=MARKUP, **WORDS
        ),
    ),
    "a question": (
        lambda bot: showing.words(
            bot, Shown(ROW, "Where?", {"force_reply": True, "input_field_placeholder": "14:20"})
        ),
        lambda bot: bot.send_message(
            -5,
            "Where?",
            disable_notification=True,
            reply_markup=ForceReply(input_field_placeholder="14:20"),
            **WORDS,
        ),
    ),
    "changed words": (
        lambda bot: showing.words(bot, Shown(EDIT, "a", KEYS)),
        lambda bot: bot.edit_message_text("a", -5, 7, reply_markup=MARKUP, **WORDS),
    ),
    "a changed caption": (
        lambda bot: showing.caption(bot, Shown(EDIT, "a", None), MessageId(7)),
        lambda bot: bot.edit_message_caption(-5, 7, caption="a", **HTML),
    ),
    "changed buttons": (
        lambda bot: showing.keys(bot, Shown(EDIT, "a", KEYS)),
        lambda bot: bot.edit_message_reply_markup(-5, 7, reply_markup=MARKUP),
    ),
    "a known film": (
        lambda bot: showing.picture(bot, Shown(ROW, "a", KEYS), FILM, "id-1"),
        lambda bot: bot.send_animation(
            -5, "id-1", caption="a", disable_notification=True, reply_markup=MARKUP, **HTML, **LOOKS
        ),
    ),
    "a known film in the place of words": (
        lambda bot: showing.picture(bot, Shown(EDIT, "a", KEYS), FILM, "id-1"),
        lambda bot: bot.edit_message_media(
            InputMediaAnimation("id-1", "a", "HTML", **LOOKS), -5, 7, reply_markup=MARKUP
        ),
    ),
}


@pytest.mark.parametrize("name", CALLS)
async def test_a_raw_call_says_what_the_library_says(application: App, other: Other, name: str) -> None:
    other.always = ok(True)
    ours, theirs = CALLS[name]

    await ours(application.bot)
    await theirs(application.bot)

    ours_said, theirs_said = ({field: read(value) for field, value in told.items()} for told in other.told)
    assert ours_said == theirs_said
    assert other.asked[0] == other.asked[1]


def read(value: str) -> Any:
    """Return a field as JSON, where it is JSON: the order of its keys means nothing."""
    return json.loads(value) if value.startswith("{") else value
