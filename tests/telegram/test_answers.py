"""Answers that are none of Telegram's, over real HTTP: a page of a proxy, JSON of the wrong shape."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from telegram.error import TelegramError

from bot.compose import telegram_sender
from bot.domain.catalogue import Catalogue, Language
from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.message import message, phrase
from bot.media.shelf import Shelf
from bot.ports import Ambiguous, Gone, Kind, Lane, Misconfigured, Outcome, Refused, RetryAt, Row, Sent
from bot.telegram.pictures import Pictures
from bot.telegram.routing import App
from bot.telegram.sender import TelegramSender
from bot.telegram.shape import SOME_TIME
from tests.conversations.stage import HandClock

from .conftest import OneFile, Other, ok, refusal

PAGE = "<html><h1>Sorry</h1></html>"
ROW = Row(
    OutboxId(1),
    ChatId(1),
    Kind.reminder,
    Lane.reminder,
    message(phrase("e_stale")),
    Language("en"),
    None,
    False,
    1,
    0,
    1,
)
AFTER_1, AFTER_17 = RetryAt(timedelta(seconds=1)), RetryAt(timedelta(seconds=17))
STRANGE = [
    *((status, PAGE) for status in (200, 302, 400, 403, 407, 409, 429, 500, 502)),
    *((200, body) for body in ("[]", "{}", "null", '{"status": "ok"}', '{"ok": true}', "true", "")),
    *((502, body) for body in ('"Bad Gateway"', "[]", "null", "")),
    *((status, '{"success": false, "message": "no"}') for status in (400, 403, 409, 503)),
    (400, '{"ok": false, "description": "no", "parameters": [1]}'),
    (429, '{"ok": false, "description": "no", "parameters": {"retry_after": "soon"}}'),
    refusal(200, "Bad Request: chat not found"),
]


@pytest.fixture
def sender(application: App, catalogue: Catalogue) -> TelegramSender:
    pictures = Pictures(Shelf(Path("no folder")), HandClock())
    return telegram_sender(application, catalogue, pictures, OneFile())


@pytest.mark.parametrize("answer", [*STRANGE, ok({}), ok([]), ok({"message_id": 1})])
async def test_a_message_may_have_arrived_whatever_answers(
    other: Other, sender: TelegramSender, answer: tuple[int, str]
) -> None:
    """After one page of a proxy, no chat loses its reminders and no message is dropped."""
    other.always = answer

    assert await sender.send(ROW) == Ambiguous()


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (refusal(403, "Forbidden: bot was blocked by the user"), Gone()),
        (refusal(400, "Bad Request: message is too long"), Refused("Message is too long")),
        (refusal(401, "Unauthorized"), Misconfigured()),
        (refusal(404, "Not Found"), Misconfigured()),
        ((401, PAGE), Misconfigured()),
        ((413, PAGE), Refused("Request Entity Too Large")),
        ((404, ""), Misconfigured()),
        (refusal(429, "Too Many Requests: retry after 7"), RetryAt(timedelta(seconds=7))),
        (refusal(429, "Too Many Requests"), RetryAt(timedelta(seconds=SOME_TIME))),
        ((429, '{"ok": false, "description": "no", "parameters": {"retry_after": 17}}'), AFTER_17),
        ((429, '{"ok": false, "description": "no", "parameters": {"retry_after": 0}}'), AFTER_1),
        (ok(True), Sent(None)),
    ],
)
async def test_telegrams_own_words_count(
    other: Other, sender: TelegramSender, answer: tuple[int, str], outcome: Outcome
) -> None:
    """A 404 for an unknown path means that the call was not made, even if a proxy says so."""
    other.always = answer

    assert await sender.send(ROW) == outcome


async def test_what_cannot_be_put_into_words_never_becomes_a_call(
    other: Other, sender: TelegramSender
) -> None:
    with pytest.raises(KeyError):
        await sender.send(replace(ROW, message=message(phrase("no_such_phrase"))))
    assert other.asked == []


@pytest.mark.parametrize(
    ("kind", "edits", "keys_only", "method"),
    [
        (Kind.reply, None, False, "sendMessage"),
        (Kind.edit, 7, False, "editMessageText"),
        (Kind.tidy, 7, True, "editMessageReplyMarkup"),
        (Kind.removal, 7, False, "deleteMessage"),
    ],
)
async def test_each_row_is_one_call(
    other: Other, sender: TelegramSender, kind: Kind, edits: int | None, keys_only: bool, method: str
) -> None:
    """A row that only changes the buttons sends no text."""
    number = None if edits is None else MessageId(edits)

    await sender.send(replace(ROW, kind=kind, edits=number, keys_only=keys_only))

    assert other.asked == [method]
    assert ("text" in other.told[0]) is method.endswith(("Text", "sendMessage"))


@pytest.mark.parametrize("silent", [True, False])
async def test_a_message_makes_a_sound_or_none_and_shows_no_page(
    other: Other, sender: TelegramSender, silent: bool
) -> None:
    await sender.send(replace(ROW, message=replace(ROW.message, silent=silent)))

    [told] = other.told
    assert json.loads(told["disable_notification"]) is silent
    assert json.loads(told["link_preview_options"]) == {"is_disabled": True}


@pytest.mark.parametrize("answer", [*STRANGE, ok({}), ok(True), ok({"id": "1"}), (404, PAGE)])
async def test_what_is_no_bot_api_is_not_healthy(
    other: Other, sender: TelegramSender, answer: tuple[int, str]
) -> None:
    assert await sender.is_healthy()
    other.answers["getMe"] = [answer]

    assert not await sender.is_healthy()


@pytest.mark.parametrize("answer", [*STRANGE, ok({}), ok(None), (404, "[]")])
async def test_a_fetch_that_brings_no_list_is_trouble_with_the_network(
    other: Other, application: App, answer: tuple[int, str]
) -> None:
    """The log has no traceback, because this is no bug of the bot."""
    other.always = answer

    with pytest.raises(TelegramError):
        await application.bot.fetch(None, waits=False)


@pytest.mark.parametrize("number", [2**63, -1, "7", None])
async def test_an_update_that_cannot_be_confirmed_takes_no_other_along(
    other: Other, application: App, number: object
) -> None:
    """The update has an id that cannot be stored: the other updates are taken without it."""
    other.always = ok([{"update_id": 7}, {"update_id": number}, {"update_id": 2**63 - 2}])

    updates = await application.bot.fetch(None, waits=False)

    assert [update["update_id"] for update in updates] == [7, 2**63 - 2]
