"""Finds the person, group and chat that a control call names."""

from __future__ import annotations

import re
from typing import Any

from aiohttp import web

from telegram_playground.chats import Peer, Person
from telegram_playground.errors import ControlError, Json
from telegram_playground.groups import GENERAL, Group
from telegram_playground.world import World


def person_of(world: World, request: web.Request) -> Person:
    """Return the person of the address."""
    name = request.match_info["id"]
    known = re.fullmatch("[0-9]{1,15}", name) and world.chats.people.get(int(name))
    if not known:
        raise ControlError(404, f"There is no person {name[:40]}.")
    return known


def group_of(world: World, request: web.Request) -> Group:
    """Return the group of the address."""
    name = request.match_info["id"]
    known = re.fullmatch("-[0-9]{1,15}", name) and world.chats.groups.get(int(name))
    if not known:
        raise ControlError(404, f"There is no group {name[:40]}.")
    return known


def chat_for(world: World, person: Person, body: Json) -> Peer:
    """Return the chat in which a person acts: a group that they are in, or their own with the bot."""
    chat = body.get("chat")
    if chat is None or (type(chat) is int and chat == person.id):
        return person
    group = world.chats.groups.get(chat) if type(chat) is int else None
    if group is None:
        raise ControlError(404, f"There is no group {str(chat)[:40]}.")
    if person.id not in group.members:
        raise ControlError(403, f"{person.first_name} is not in {group.title}.")
    return group


def topic_for(person: Person, peer: Peer, body: Json) -> int | None:
    """Return the topic in which a person writes; None for the general one, and outside groups."""
    topic = body.get("topic", GENERAL)
    if type(topic) is not int:
        raise ControlError(400, "topic must be a whole number.")
    if isinstance(peer, Group):
        if not peer.has_topic(topic):
            raise ControlError(404, f"There is no topic {topic} in {peer.title}.")
        if peer.is_closed(topic) and person.id not in peer.administrators:
            raise ControlError(403, "The topic is closed; only administrators write in it.")
    elif topic != GENERAL:
        raise ControlError(404, "Only groups have topics.")
    return None if topic == GENERAL else topic


def people_in(world: World, name: str, given: Any) -> list[int]:
    """Return a checked list of ids of people, each once."""
    if not isinstance(given, list) or not all(type(one) is int for one in given):
        raise ControlError(400, f"{name} must be a list of ids of people.")
    for one in given:
        if one not in world.chats.people:
            raise ControlError(404, f"There is no person {one}.")
    return list(dict.fromkeys(given))
