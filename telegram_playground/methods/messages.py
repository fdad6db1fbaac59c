"""Messages of the bot: sent, edited, deleted."""

from __future__ import annotations

import re
from dataclasses import replace

from telegram_playground.arguments import Arguments
from telegram_playground.chats import Message, Peer
from telegram_playground.errors import Json, bad_request
from telegram_playground.groups import Group
from telegram_playground.keyboards import reply_markup
from telegram_playground.methods.addressing import chat_of
from telegram_playground.methods.outgoing import deliver, edit, own, preview_of
from telegram_playground.text.formatted import formatted
from telegram_playground.world import World

DELETABLE_S = 48 * 3600
MOST_DELETED = 100


async def send(world: World, arguments: Arguments) -> Json:
    text, entities = formatted(arguments)
    return deliver(world, arguments, text, entities)


async def edit_text(world: World, arguments: Arguments) -> Json:
    text, entities = formatted(arguments)
    markup = reply_markup(arguments, inline_only=True)
    message = own(world, arguments)
    if message.media is not None:
        raise bad_request("there is no text in the message to edit")
    preview = preview_of(arguments)
    return edit(world, replace(message, text=text, entities=entities, markup=markup, preview=preview))


async def edit_markup(world: World, arguments: Arguments) -> Json:
    markup = reply_markup(arguments, inline_only=True)
    return edit(world, replace(own(world, arguments), markup=markup))


def _check_deletable(world: World, peer: Peer, message: Message) -> None:
    """Refuse to delete what is older than 48 h, and other people's messages in a group.

    A bot that administers the group may delete every message.
    """
    if isinstance(peer, Group):
        if peer.bot == "administrator":
            return
        if message.sender is not None:
            raise bad_request("message can't be deleted")
    if world.clock.seconds() - message.at > DELETABLE_S:
        raise bad_request("message can't be deleted for everyone")


async def delete(world: World, arguments: Arguments) -> bool:
    peer = chat_of(world, arguments, writes=False)
    if not arguments.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = world.chats.find(peer.id, arguments.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(world, peer, message)
    world.remove(message)
    return True


async def delete_many(world: World, arguments: Arguments) -> bool:
    """Delete the messages that exist; like Telegram it ignores ids without a message."""
    numbers = _numbers(arguments)
    peer = chat_of(world, arguments, writes=False)
    found = [message for number in numbers if (message := world.chats.find(peer.id, number))]
    for message in found:
        _check_deletable(world, peer, message)
    for message in {one.id: one for one in found}.values():
        world.remove(message)
    return True


def _numbers(arguments: Arguments) -> list[int]:
    if not arguments.has("message_ids"):
        raise bad_request("message identifiers are not specified")
    given = arguments.json("message_ids", "message_ids")
    if not isinstance(given, list):
        raise bad_request("expected an Array of message identifiers")
    if len(given) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    return [_number(one) for one in given]


def _number(given: object) -> int:
    if type(given) not in (int, str):
        raise bad_request("message identifier must be a Number")
    text = str(given)
    if not re.fullmatch(r"-?\d{1,10}", text, re.ASCII):
        raise bad_request("can't parse message identifier as Number")
    if int(text) <= 0:
        raise bad_request("invalid message identifier specified")
    return int(text)
