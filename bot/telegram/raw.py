"""Raw updates: as Telegram sends them, before the library reads them.

Reading costs much more than fetching. An update that cannot be read must not stop the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

from telegram import Chat, Update

from bot.domain.ids import ChatId, PersonId, UpdateId

Raw = Mapping[str, Any]

# A larger number does not fit into the database. Its receipt would make each commit of its batch fail.
LARGEST = 2**63 - 1
ALLOWED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]


def is_update(raw: object) -> TypeGuard[Raw]:
    """Has `raw` a number that can be stored and confirmed?"""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return type(number) is int and 0 <= number < LARGEST


def number_of(raw: Raw) -> UpdateId:
    """Return the update's number."""
    return UpdateId(raw["update_id"])


def first_of_each(updates: Iterable[Raw]) -> list[Raw]:
    """Leave out repeated updates. Within a batch no receipt shows that they are repeated."""
    known: dict[UpdateId, Raw] = {}
    for raw in updates:
        known.setdefault(number_of(raw), raw)
    return list(known.values())


def person_of(raw: Raw) -> PersonId | None:
    """Return the person who caused the update; None if the update does not say it.

    A person who writes in the name of a chat counts as that chat. The `from` of such a message is one account
    of Telegram's for all of these people, for example for the anonymous administrators of all groups.
    """
    for kind in ALLOWED:
        event = raw.get(kind)
        for name in ("sender_chat", "from"):
            sender = event.get(name) if isinstance(event, dict) else None
            if isinstance(sender, dict) and isinstance(sender.get("id"), int):
                return PersonId(sender["id"])
    return None


def chat_of(raw: Raw) -> ChatId | None:
    """Return the chat of the update; None if the update does not say it."""
    event = _event(raw)
    message = event.get("message") if Update.CALLBACK_QUERY in raw else event
    chat = message.get("chat") if isinstance(message, dict) else None
    return ChatId(chat["id"]) if isinstance(chat, dict) and isinstance(chat.get("id"), int) else None


def chats_of(updates: Iterable[Raw]) -> set[ChatId]:
    """Return the chats that the updates are about; a group that gets a new number is about both."""
    chats = {chat for raw in updates if (chat := chat_of(raw)) is not None}
    numbers = (
        _event(raw).get(name) for raw in updates for name in ("migrate_to_chat_id", "migrate_from_chat_id")
    )
    return chats | {ChatId(number) for number in numbers if isinstance(number, int)}


def text_in(raw: Raw) -> str:
    """Return what was typed: the text of a new or an edited message, or the caption of a picture."""
    event = _event(raw)
    typed = (event.get("text"), event.get("caption"))
    return next((each for each in typed if isinstance(each, str)), "")


def tapped_in(raw: Raw) -> str:
    """Return the data of the tapped button."""
    data = _event(raw).get("data")
    return data if isinstance(data, str) else ""


def is_answered(raw: Raw) -> bool:
    """Does a person wait for an answer? Not after an edit, and not after a change of a membership."""
    return Update.MESSAGE in raw or Update.CALLBACK_QUERY in raw


def may_be_for(raw: Raw, bot: int) -> bool:
    """May the update be for the bot with this id? In a group, most talk is not."""
    event = _event(raw)
    chat, replied = event.get("chat"), event.get("reply_to_message")
    asked = replied.get("from") if isinstance(replied, dict) else None
    return (
        Update.CALLBACK_QUERY in raw
        or (isinstance(chat, dict) and chat.get("type") == Chat.PRIVATE)
        or text_in(raw).startswith("/")
        or (isinstance(asked, dict) and asked.get("id") == bot)
    )


def _event(raw: Raw) -> Raw:
    """Return what the update tells: the message, the tap, or the change of a membership."""
    return next((raw[kind] for kind in ALLOWED if isinstance(raw.get(kind), dict)), {})
