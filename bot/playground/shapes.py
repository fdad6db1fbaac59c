"""How people and messages look from outside: as Bot API objects, and as the chat page reads them."""

from __future__ import annotations

from bot.playground.chats import Chats, Message, Person
from bot.playground.errors import Json
from bot.playground.people_clock import iso_of


def user(person: Person) -> Json:
    """Return the Bot API's User."""
    shape: Json = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    return {**shape, "language_code": person.language_code} if person.language_code else shape


def chat(person: Person) -> Json:
    """Return the Bot API's Chat: so far every chat is a private one."""
    return {"id": person.id, "first_name": person.first_name, "type": "private"}


def message(one: Message, chats: Chats, bot: Json) -> Json:
    """Return the Bot API's Message; `bot` is the bot as a User."""
    person = chats.people[one.chat]
    shape: Json = {
        "message_id": one.id,
        "from": bot if one.sender is None else user(person),
        "chat": chat(person),
        "date": int(one.at),
        "text": one.text,
    }
    if one.edited_at is not None:
        shape["edit_date"] = int(one.edited_at)
    if one.entities:
        shape["entities"] = one.entities
    if one.protected:
        shape["has_protected_content"] = True
    if one.buttons:
        shape["reply_markup"] = one.markup
    original = chats.find(one.chat, one.reply_to) if one.reply_to else None
    if original is not None:
        answered = message(original, chats, bot)
        answered.pop("reply_to_message", None)
        shape["reply_to_message"] = answered
    return shape


def page_message(one: Message) -> Json:
    """Return a message as the control API shows it."""
    markup = one.markup or {}
    return {
        "id": one.id,
        "from": "bot" if one.sender is None else one.sender,
        "text": one.text,
        "media": None,
        "buttons": [[button["text"] for button in row] for row in one.buttons],
        "at": iso_of(one.at),
        "edited_at": iso_of(one.edited_at) if one.edited_at is not None else None,
        "entities": one.entities,
        "keyboard": [[_button(button) for button in row] for row in one.buttons],
        "silent": one.silent,
        "fetched": one.fetched,
        "reply_to": one.reply_to,
        "reply_keyboard": markup if "keyboard" in markup or "remove_keyboard" in markup else None,
        "force_reply": {"placeholder": markup.get("input_field_placeholder")}
        if "force_reply" in markup
        else None,
    }


def _button(button: Json) -> Json:
    shape = {"text": button["text"], "style": button.get("style"), "url": button.get("url")}
    return {**shape, "data": button["callback_data"]} if "callback_data" in button else shape


def page_person(person: Person, last: Message | None) -> Json:
    """Return a person as the control API lists them."""
    return {
        "id": person.id,
        "first_name": person.first_name,
        "language_code": person.language_code,
        "started": person.started,
        "last": last
        and {
            "from": "bot" if last.sender is None else last.sender,
            "text": last.text,
            "at": iso_of(last.at),
        },
    }
