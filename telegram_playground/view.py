"""What the page needs of the whole state: people, groups, command menus, and a snapshot of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram_playground import shapes
from telegram_playground.errors import Json
from telegram_playground.groups import Group

if TYPE_CHECKING:
    from telegram_playground.world import World


def people(world: World) -> list[Json]:
    chats = world.chats
    return [shapes.page_person(one, chats.last(one.id)) for one in chats.people.values()]


def groups(world: World) -> list[Json]:
    return [group(world, one) for one in world.chats.groups.values()]


def group(world: World, one: Group) -> Json:
    return shapes.page_group(one, world.chats.last(one.id), privacy=world.profile.privacy)


def faults(world: World) -> Json:
    return {"faults": world.faults.page(), "flood": world.flood.page()}


def commands(world: World) -> Json:
    """Return the command menus: the general one, one for each person, one for each member of each group."""
    chats, profile = world.chats, world.profile
    return {
        "commands": profile.commands_for(None),
        "by_person": {str(one.id): profile.commands_for(one) for one in chats.people.values()},
        "by_group": {str(one.id): commands_in(world, one) for one in chats.groups.values()},
    }


def commands_in(world: World, group: Group) -> Json:
    """Return the menu of each member by id."""
    members = (world.chats.people[one] for one in group.members)
    return {str(one.id): world.profile.commands_for(one, group) for one in members}


def snapshot(world: World) -> Json:
    """Return everything that a page needs when it opens."""
    return {
        "bot": world.profile.page(),
        "people": people(world),
        "groups": groups(world),
        "clock": world.clock.snapshot(),
        **commands(world),
        "calls": world.calls.newest(80),
        "polling": world.polling(),
        **faults(world),
    }
