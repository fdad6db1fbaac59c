"""A plain message that is read quickly is the same as one that the library reads."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Message, TelegramObject, Update

from bot.domain.ids import UpdateId
from bot.telegram.arrived import Arrived, read_update
from bot.telegram.batch import Batch
from bot.telegram.plain_messages import PlainMessage
from bot.telegram.routing import App

ANN = {"id": 5, "is_bot": False, "first_name": "Ann", "language_code": "en"}
CHAT = {"id": 5, "type": "private", "first_name": "Ann"}
TYPED: dict[str, Any] = {"message_id": 9, "date": 1700000000, "chat": CHAT, "from": ANN, "text": "/start"}
COMMAND = {"entities": [{"type": "bot_command", "offset": 0, "length": 6}]}


def read(application: App, message: dict[str, Any]) -> Arrived:
    raw = {"update_id": 3, "message": message}
    return read_update(raw, application.bot, Batch((UpdateId(3),)))


def fields(found: TelegramObject) -> dict[str, Any]:
    """Return every field of the class, set or not, as JSON where it has a form in JSON."""
    every = {name for kind in type(found).__mro__ for name in getattr(kind, "__slots__", ())}
    return {name: getattr(found, name) for name in every - {"_batch", "_is_passed_over", "_language"}}


@pytest.mark.parametrize("more", [{}, COMMAND])
def test_a_plain_message_has_what_the_library_would_read(application: App, more: dict[str, Any]) -> None:
    message = TYPED | more

    found = read(application, message)
    expected = Update.de_json({"update_id": 3, "message": message}, application.bot)

    assert isinstance(found.message, PlainMessage)
    assert fields(found.message) == fields(expected.message or found)
    assert fields(found) | {"message": 0} == fields(expected) | {"message": 0}
    assert found.to_dict() == expected.to_dict()
    assert (found.effective_message, found.effective_chat) == (expected.message, expected.effective_chat)
    assert found.effective_user == expected.effective_user


@pytest.mark.parametrize(
    "more",
    [
        {"reply_to_message": {"message_id": 1, "date": 1, "chat": CHAT}},
        {"is_topic_message": True, "message_thread_id": 4},
        {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "B"}},
    ],
)
def test_a_message_with_anything_else_is_read_by_the_library(application: App, more: dict[str, Any]) -> None:
    found = read(application, TYPED | more)

    assert type(found.message) is Message


@pytest.mark.parametrize("strange", [{"chat": {}}, {"from": {"id": 1}}, {"entities": [{}]}, {"date": "now"}])
def test_a_strange_part_is_an_error_as_with_the_library(application: App, strange: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)) as ours:
        read(application, TYPED | strange)
    with pytest.raises(type(ours.value)):
        Update.de_json({"update_id": 3, "message": TYPED | strange}, application.bot)


def test_a_name_that_no_message_has_is_an_error(application: App) -> None:
    found = read(application, TYPED)

    assert not hasattr(found, "no_such_field")
    assert not hasattr(found.message, "no_such_field")
