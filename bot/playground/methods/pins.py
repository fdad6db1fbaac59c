"""Messages pinned to the top of a chat; the newest of them is the one that people see."""

from __future__ import annotations

from bot.playground.arguments import Arguments
from bot.playground.chats import Peer
from bot.playground.errors import bad_request
from bot.playground.groups import Group
from bot.playground.methods.addressing import chat_of
from bot.playground.world import World


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
    world.pin(peer.id, message.id, True)
    return True


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
