"""Finds the chat that a call is for, and refuses as Telegram does when the bot may not use it."""

from __future__ import annotations

from telegram_playground.arguments import Arguments
from telegram_playground.chats import Peer
from telegram_playground.errors import ApiError, bad_request
from telegram_playground.groups import GENERAL, Group
from telegram_playground.world import World


def chat_of(world: World, arguments: Arguments, *, writes: bool = True) -> Peer:
    """Return the person or group that is meant; `writes`: the call puts something into the chat."""
    if not arguments.text("chat_id").strip():
        raise bad_request("chat_id is empty")
    chat = arguments.number("chat_id")
    peer = world.chats.groups.get(chat) or world.chats.people.get(chat)
    if isinstance(peer, Group):
        _check_group(peer)
    elif peer is None or not peer.started:
        raise bad_request("chat not found")
    elif writes and peer.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    return peer


def topic_of(peer: Peer, arguments: Arguments) -> int | None:
    """Return the topic that is meant, None for the general one; ApiError where the bot cannot write in it."""
    thread = arguments.number("message_thread_id")
    topics = [one.id for one in peer.topics] if isinstance(peer, Group) else []
    if thread > 0 and thread not in topics:
        raise bad_request("message thread not found")
    topic = thread if thread > 0 else None
    if isinstance(peer, Group) and peer.is_closed(topic or GENERAL) and peer.bot != "administrator":
        raise bad_request("TOPIC_CLOSED")
    return topic


def group_of(world: World, arguments: Arguments) -> Group:
    """Return the group that is meant; ApiError for a private chat."""
    peer = chat_of(world, arguments, writes=False)
    if not isinstance(peer, Group):
        raise bad_request("there are no administrators in the private chat")
    return peer


def _check_group(group: Group) -> None:
    match group.bot:
        case "kicked":
            raise ApiError(403, "Forbidden: bot was kicked from the supergroup chat")
        case "left" if group.bot_was_in:
            raise ApiError(403, "Forbidden: bot is not a member of the supergroup chat")
        case "left":
            raise bad_request("chat not found")
