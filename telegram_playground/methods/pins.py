"""Messages pinned to the top of a chat; the newest of them is the one that people see."""

from __future__ import annotations

from telegram_playground import shapes
from telegram_playground.arguments import Arguments
from telegram_playground.chats import Message, Peer
from telegram_playground.errors import bad_request
from telegram_playground.groups import Group
from telegram_playground.methods.addressing import chat_of
from telegram_playground.world import World

LONGEST_QUOTED = 32
_KINDS = {"animation": "a GIF", "audio": "an audio file", "voice": "a voice message"}


def _chat(world: World, arguments: Arguments) -> Peer:
    peer = chat_of(world, arguments)
    if isinstance(peer, Group) and peer.bot != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return peer


async def pin(world: World, arguments: Arguments) -> bool:
    peer = _chat(world, arguments)
    if not arguments.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = world.chats.find(peer.id, arguments.number("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    if message.service is not None:
        raise bad_request("message can't be pinned")
    if world.pin(peer.id, message.id, True):
        _tell(world, arguments, peer, message)
    return True


def _tell(world: World, arguments: Arguments, peer: Peer, message: Message) -> None:
    """Put the service message into the chat; in private chats a pin never notifies."""
    bot = world.profile.user()
    pinned = shapes.message(message, world.chats, bot, inner=True)
    sentence = f"{bot['first_name']} pinned {_in_words(message)}"
    silent = peer.id > 0 or arguments.flag("disable_notification")
    world.note(peer.id, None, sentence, {"pinned_message": pinned}, silent=silent)


def _in_words(message: Message) -> str:
    if message.media is not None:
        kind = message.media["kind"]
        return _KINDS.get(kind, f"a {kind}")
    line = message.text.partition("\n")[0]
    return f"“{line}”" if len(line) <= LONGEST_QUOTED else f"“{line[:LONGEST_QUOTED]}…”"


async def unpin(world: World, arguments: Arguments) -> bool:
    peer = _chat(world, arguments)
    pinned = world.chats.pinned_in(peer.id)
    if not arguments.has("message_id"):
        number = pinned
    else:
        number = arguments.number("message_id")
        if world.chats.find(peer.id, number) is None:
            raise bad_request("message to unpin not found")
    if number is not None:
        world.pin(peer.id, number, False)
    return True


async def unpin_all(world: World, arguments: Arguments) -> bool:
    peer = _chat(world, arguments)
    while (number := world.chats.pinned_in(peer.id)) is not None:
        world.pin(peer.id, number, False)
    return True
