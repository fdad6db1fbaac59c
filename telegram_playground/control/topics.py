"""The control API of topics: open one in a group, close it, open it again, delete it."""

from __future__ import annotations

from aiohttp import web

from telegram_playground import topics
from telegram_playground.control import fields
from telegram_playground.control.body import json_body
from telegram_playground.control.lookup import group_of, people_in
from telegram_playground.errors import ControlError, Json
from telegram_playground.groups import GENERAL, Group
from telegram_playground.world import World

LONGEST_NAME = 128
MOST_TOPICS = 100


class TopicControl:
    """Answers /control/groups/{id}/topics."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/control/groups/{id}/topics", self.add),
            web.post("/control/groups/{id}/topics/{topic}", self.change),
            web.delete("/control/groups/{id}/topics/{topic}", self.delete),
        ]

    async def add(self, request: web.Request) -> web.Response:
        group = group_of(self._world, request)
        body = await json_body(request, {"name", "by"})
        name = fields.title("name", body.get("name"), LONGEST_NAME)
        if len(group.topics) >= MOST_TOPICS:
            raise ControlError(400, f"A group of the playground has at most {MOST_TOPICS} topics.")
        topic = topics.open_topic(self._world, group, self._by(body, group), name)
        return web.json_response({"id": topic})

    async def change(self, request: web.Request) -> web.Response:
        group = group_of(self._world, request)
        body = await json_body(request, {"closed", "by"})
        closed = fields.switch("closed", body.get("closed"))
        topics.set_closed(self._world, group, self._by(body, group), self._topic(request, group), closed)
        return web.json_response({})

    async def delete(self, request: web.Request) -> web.Response:
        group = group_of(self._world, request)
        topic = self._topic(request, group)
        if topic == GENERAL:
            raise ControlError(400, "The general topic cannot be deleted.")
        topics.delete(self._world, group, topic)
        return web.json_response({})

    def _topic(self, request: web.Request, group: Group) -> int:
        name = request.match_info["topic"]
        known = int(name) if name.isascii() and name.isdigit() and len(name) < 16 else 0
        if not group.has_topic(known):
            raise ControlError(404, f"There is no topic {name[:40]} in {group.title}.")
        return known

    def _by(self, body: Json, group: Group) -> int:
        """Return who makes the change: by default the owner, or else the first member."""
        [by] = people_in(self._world, "by", [body.get("by", [*group.administrators, *group.members][0])])
        return by
