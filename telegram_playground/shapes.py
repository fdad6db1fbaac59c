"""How people and messages look from outside: as Bot API objects, and as the chat page reads them."""

from __future__ import annotations

from telegram_playground.chats import Chats, Message, Peer, Person
from telegram_playground.errors import Json
from telegram_playground.groups import Group
from telegram_playground.media import bot_api_fields, page_media
from telegram_playground.people_clock import iso_of


def user(person: Person) -> Json:
    """Return the Bot API's User."""
    shape: Json = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    return {**shape, "language_code": person.language_code} if person.language_code else shape


def chat(peer: Peer) -> Json:
    """Return the Bot API's Chat: a private one or a supergroup."""
    if isinstance(peer, Group):
        forum = {"is_forum": True} if peer.topics else {}
        return {"id": peer.id, "title": peer.title, "type": "supergroup", **forum}
    return {"id": peer.id, "first_name": peer.first_name, "type": "private"}


def message(one: Message, chats: Chats, bot: Json, *, inner: bool = False) -> Json:
    """Return the Bot API's Message; `bot` is the bot as a User.

    An `inner` message, which stands inside another one, does not show what it answers.
    """
    shape: Json = {
        "message_id": one.id,
        "from": bot if one.sender is None else user(chats.people[one.sender]),
        "chat": chat(chats.peer(one.chat)),
        "date": int(one.at),
        **_content(one),
    }
    if one.edited_at is not None:
        shape["edit_date"] = int(one.edited_at)
    if one.effect:
        shape["effect_id"] = one.effect
    if one.protected:
        shape["has_protected_content"] = True
    if one.buttons:
        shape["reply_markup"] = one.markup
    if one.topic is not None:
        shape |= {"message_thread_id": one.topic, "is_topic_message": True}
    # A message in a topic that answers nothing is shown as an answer to the beginning of the topic.
    answered = one.reply_to or (one.topic if one.topic != one.id else None)
    original = chats.find(one.chat, answered) if answered and not inner else None
    if original is not None:
        shape["reply_to_message"] = message(original, chats, bot, inner=True)
        if one.quote:
            shape["quote"] = one.quote
    return shape


def _content(one: Message) -> Json:
    """Return the content of a message: a text, media with a caption, or the field of a service message."""
    if one.service is not None:
        return one.service
    if one.media is None:
        entities = {"entities": one.entities} if one.entities else {}
        preview = {"link_preview_options": one.preview} if one.preview else {}
        return {"text": one.text, **entities, **preview}
    shape = bot_api_fields(one.media)
    if one.text:
        shape["caption"] = one.text
    if one.entities:
        shape["caption_entities"] = one.entities
    if one.above:
        shape["show_caption_above_media"] = True
    if one.spoiler:
        shape["has_media_spoiler"] = True
    return shape


def page_message(one: Message) -> Json:
    """Return a message as the control API shows it."""
    markup = one.markup or {}
    return {
        "id": one.id,
        "from": "bot" if one.sender is None else one.sender,
        "text": one.text,
        "service": one.service,
        "media": page_media(one.media),
        "above": one.above,
        "spoiler": one.spoiler,
        "effect": one.effect,
        "buttons": [[button["text"] for button in row] for row in one.buttons],
        "at": iso_of(one.at),
        "edited_at": iso_of(one.edited_at) if one.edited_at is not None else None,
        "entities": one.entities,
        "keyboard": [[_button(button) for button in row] for row in one.buttons],
        "silent": one.silent,
        "fetched": one.fetched,
        "reply_to": one.reply_to,
        "topic": one.topic,
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
        "blocked": person.blocked,
        "last": _last(last),
    }


def page_group(group: Group, last: Message | None, *, privacy: bool) -> Json:
    """Return a group as the control API lists it; `privacy` is the bot's setting, the same in all groups."""
    return {
        "id": group.id,
        "title": group.title,
        "members": group.members,
        "administrators": group.administrators,
        "bot_in": group.bot_in,
        "bot_admin": group.bot == "administrator",
        "privacy": privacy,
        "topics": [{"id": one.id, "name": one.name, "closed": one.closed} for one in group.topics],
        "general_closed": group.general_closed,
        "last": _last(last),
    }


def _last(last: Message | None) -> Json | None:
    if last is None:
        return None
    sender = "bot" if last.sender is None else last.sender
    media = last.media and last.media["kind"]
    return {"from": sender, "text": last.text, "media": media, "at": iso_of(last.at)}
