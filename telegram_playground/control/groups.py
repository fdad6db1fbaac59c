"""The control API of groups: list, make, change and read them."""

from __future__ import annotations

from aiohttp import web

from telegram_playground import membership, view
from telegram_playground.chats import Person
from telegram_playground.control import fields
from telegram_playground.control.body import json_body
from telegram_playground.control.lookup import group_of, people_in
from telegram_playground.errors import ControlError, Json
from telegram_playground.groups import Group
from telegram_playground.shapes import page_message
from telegram_playground.world import World

LONGEST_TITLE = 128
MOST_GROUPS = 1000
_SWITCHES = ("bot_in", "bot_admin", "privacy")
_KNOWN = {"title", "members", "administrators", "by", *_SWITCHES}


class GroupControl:
    """Answers /control/groups."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/control/groups", self.groups),
            web.post("/control/groups", self.add),
            web.post("/control/groups/{id}", self.change),
            web.get("/control/groups/{id}/chat", self.chat),
        ]

    async def groups(self, request: web.Request) -> web.Response:
        return web.json_response({"groups": view.groups(self._world)})

    async def add(self, request: web.Request) -> web.Response:
        body = await json_body(request, {"title", "members", "administrators"})
        title = fields.title("title", body.get("title"), LONGEST_TITLE)
        members, administrators = self._people(body, [], [])
        if len(self._world.chats.groups) >= MOST_GROUPS:
            raise ControlError(400, f"The playground holds at most {MOST_GROUPS} groups.")
        group = self._world.chats.add_group(title, members, administrators)
        self._tell()
        return web.json_response({"id": group.id})

    async def change(self, request: web.Request) -> web.Response:
        group = group_of(self._world, request)
        body = await json_body(request, _KNOWN)
        title = fields.title("title", body.get("title", group.title), LONGEST_TITLE)
        members, administrators = self._people(body, group.members, group.administrators)
        by, bot = self._by(body, group), _bot(body, group)
        group.title = title
        # The bot's own setting by another name.
        self._world.set_privacy(body.get("privacy", self._world.profile.privacy))
        membership.set_bot(self._world, group, by, bot)
        membership.set_people(self._world, group, by, members, administrators)
        self._tell()
        return web.json_response(view.group(self._world, group))

    def _people(
        self, body: Json, members: list[int], administrators: list[int]
    ) -> tuple[list[int], list[int]]:
        """Return the checked members, and the administrators among them."""
        wished = people_in(self._world, "members", body.get("members", members))
        leading = people_in(self._world, "administrators", body.get("administrators", administrators))
        if "administrators" not in body:
            leading = [one for one in leading if one in wished]
        wished += [one for one in leading if one not in wished]
        if not wished:
            raise ControlError(400, "A group needs at least one member.")
        return wished, leading

    def _by(self, body: Json, group: Group) -> Person:
        """Return who makes the change: by default the owner, or else the first member."""
        [by] = people_in(self._world, "by", [body.get("by", [*group.administrators, *group.members][0])])
        return self._world.chats.people[by]

    async def chat(self, request: web.Request) -> web.Response:
        group = group_of(self._world, request)
        return web.json_response(
            {
                "messages": [page_message(one) for one in self._world.chats.messages[group.id].values()],
                "pinned": self._world.chats.pinned_in(group.id),
                "reply_keyboard": group.keyboard,
                "commands": self._world.profile.commands_for(None, group),
                "by_member": view.commands_in(self._world, group),
            }
        )

    def _tell(self) -> None:
        self._world.tell_groups()
        self._world.tell_commands()


def _bot(body: Json, group: Group) -> str:
    """Return what the bot is to be, as asked for by bot_in and bot_admin."""
    for name in _SWITCHES:
        fields.switch(name, body.get(name, True))
    is_in = body.get("bot_in", group.bot_in)
    leads = body.get("bot_admin", group.bot == "administrator" and is_in)
    if leads and not is_in:
        raise ControlError(400, "Only a bot that is in the group can be an administrator.")
    if is_in:
        return "administrator" if leads else "member"
    return "kicked" if group.bot_in else group.bot
