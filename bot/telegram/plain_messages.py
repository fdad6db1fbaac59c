"""A typed message, read without the hundred fields that it does not have.

The library sets every field of a message, also those that Telegram did not send. That takes as long as
sending the answer. Here only what was sent is set; any other field has the value that an empty message has.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from telegram import Bot, Chat, Message, MessageEntity, Update, User

_KNOWN = {"message_id": int, "date": int, "chat": dict, "from": dict, "text": str}
_FIELDS = frozenset((*_KNOWN, "entities"))
_EMPTY = Message(0, datetime.fromtimestamp(0, UTC), Chat(0, Chat.PRIVATE))
_set = object.__setattr__


class PlainMessage(Message):
    """A message with a text, perhaps with entities, and nothing else."""

    __slots__ = ()

    if not TYPE_CHECKING:  # with it, mypy would accept any name as a field

        def __getattr__(self, name: str) -> Any:
            """Return the value of a field that is not set; AttributeError: no message has such a field."""
            return getattr(_EMPTY, name)


def only_message(raw: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the message of an update that is a plain message and nothing else; None: there is more in it."""
    message = raw.get("message")
    if len(raw) != 2 or not isinstance(message, dict) or not message.keys() <= _FIELDS:
        return None
    fits = all(isinstance(message.get(name), kind) for name, kind in _KNOWN.items())
    return message if fits and message["date"] else None


def read_plain(told: Mapping[str, Any], bot: Bot) -> Message:
    """Read what `only_message` has returned. A part that cannot be read raises the library's error."""
    message = PlainMessage.__new__(PlainMessage)
    chat = Chat.de_json(told["chat"], bot)
    entities = told.get("entities")
    for name, value in (
        ("message_id", told["message_id"]),
        ("date", datetime.fromtimestamp(told["date"], UTC)),
        ("chat", chat),
        ("from_user", User.de_json(told["from"], bot)),
        ("text", told["text"]),
        ("entities", MessageEntity.de_list(entities, bot) if entities else ()),
        ("_id_attrs", (told["message_id"], chat)),
        ("_effective_attachment", _EMPTY._effective_attachment),
        ("_bot", bot),
        ("_frozen", True),
    ):
        _set(message, name, value)
    return message


EMPTY_UPDATE = Update(0)
