"""Finds the chat that a call is for, and refuses as Telegram does when there is none."""

from __future__ import annotations

from bot.playground.arguments import Arguments
from bot.playground.chats import Person
from bot.playground.errors import bad_request
from bot.playground.world import World


def chat_of(world: World, arguments: Arguments) -> Person:
    """Return the person whose chat is meant; one who never wrote to the bot has no chat with it."""
    if not arguments.text("chat_id").strip():
        raise bad_request("chat_id is empty")
    person = world.chats.people.get(arguments.number("chat_id"))
    if person is None or not person.started:
        raise bad_request("chat not found")
    return person
