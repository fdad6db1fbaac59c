"""Changes who is in a group and who administers it, and reports each change to the bot and the pages."""

from __future__ import annotations

from telegram_playground import members, shapes
from telegram_playground.chats import Person
from telegram_playground.errors import Json
from telegram_playground.groups import Group
from telegram_playground.world import World


def set_bot(world: World, group: Group, by: Person, status: str) -> None:
    """Set the bot's status in a group: member, administrator or kicked."""
    old, user = group.bot, world.profile.user()
    if status == old or (status == "kicked" and not group.bot_in):
        return
    came = not group.bot_in
    group.bot, group.bot_was_in = status, True
    world.tell_bot_moved(group, by, old, status)
    if came:
        _note(world, group, by, f"{by.first_name} added {user['first_name']}", {"new_chat_members": [user]})
    if status == "kicked":
        # As in real supergroups, the removed bot gets no message about its removal.
        _note(world, group, by, f"{by.first_name} removed {user['first_name']}", {"left_chat_member": user})
        group.keyboard = None


def bot_leaves(world: World, group: Group) -> None:
    """Let the bot leave a group by itself."""
    user, date = world.profile.user(), int(world.clock.seconds())
    news = members.change(shapes.chat(group), user, date, user, group.bot, "left")
    group.bot, group.keyboard = "left", None
    world.updates.add("my_chat_member", news)
    _note(world, group, None, f"{user['first_name']} left the group", {"left_chat_member": user})
    world.tell_groups()


def set_people(
    world: World, group: Group, by: Person, new_members: list[int], administrators: list[int]
) -> None:
    """Change who is in a group and who administers it."""
    everybody = list(dict.fromkeys([*group.members, *new_members]))
    before = {one: group.status_of(one) for one in everybody}
    group.members, group.administrators = new_members, administrators
    for one in everybody:
        _tell_changed(world, group, by, world.chats.people[one], before[one], group.status_of(one))


def _tell_changed(world: World, group: Group, by: Person, person: Person, old: str, new: str) -> None:
    if old == new:
        return
    user = shapes.user(person)
    if group.bot == "administrator":
        date = int(world.clock.seconds())
        news = members.change(shapes.chat(group), shapes.user(by), date, user, old, new)
        world.updates.add("chat_member", news)
    if old == "left":
        sentence = "joined the group" if person is by else f"was added by {by.first_name}"
        _note(world, group, by, f"{person.first_name} {sentence}", {"new_chat_members": [user]})
    if new == "left":
        sentence = "left the group" if person is by else f"was removed by {by.first_name}"
        _note(world, group, by, f"{person.first_name} {sentence}", {"left_chat_member": user})


def _note(world: World, group: Group, by: Person | None, text: str, service: Json) -> None:
    """Put a service message into the chat; `by` made the change (None: the bot)."""
    world.note(group.id, by.id if by else None, text, service)
