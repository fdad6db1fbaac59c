"""The control API of people: list them, add one, change one, let one block the bot."""

from __future__ import annotations

import re
from typing import Any

from aiohttp import web

from telegram_playground import view
from telegram_playground.control import fields
from telegram_playground.control.body import json_body
from telegram_playground.control.lookup import person_of
from telegram_playground.errors import ControlError
from telegram_playground.shapes import page_person
from telegram_playground.world import World

LONGEST_NAME = 64
MOST_PEOPLE = 10_000
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)


class PeopleControl:
    """Answers /control/people and /control/people/{id}, with /block and /unblock."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/control/people", self.people),
            web.post("/control/people", self.add),
            web.post("/control/people/{id}", self.change),
            web.post("/control/people/{id}/block", self.block),
            web.post("/control/people/{id}/unblock", self.unblock),
        ]

    async def people(self, request: web.Request) -> web.Response:
        return web.json_response({"people": view.people(self._world)})

    async def add(self, request: web.Request) -> web.Response:
        body = await json_body(request, {"first_name", "language_code"})
        name = fields.title("first_name", body.get("first_name"), LONGEST_NAME)
        language = _language(body.get("language_code", "en"))
        if len(self._world.chats.people) >= MOST_PEOPLE:
            raise ControlError(400, f"The playground holds at most {MOST_PEOPLE} people.")
        person = self._world.chats.add_person(name, language)
        self._world.tell_people()
        return web.json_response({"id": person.id})

    async def change(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        body = await json_body(request, {"first_name", "language_code"})
        name = fields.title("first_name", body.get("first_name", person.first_name), LONGEST_NAME)
        person.language_code = _language(body.get("language_code", person.language_code))
        person.first_name = name
        self._world.tell_people()
        self._world.tell_commands()
        return self._shown(request)

    async def block(self, request: web.Request) -> web.Response:
        return await self._block(request, True)

    async def unblock(self, request: web.Request) -> web.Response:
        return await self._block(request, False)

    async def _block(self, request: web.Request, blocked: bool) -> web.Response:
        person = person_of(self._world, request)
        await json_body(request, set())
        if not person.started:
            raise ControlError(400, f"{person.first_name} has no chat with the bot yet.")
        self._world.block(person, blocked)
        return self._shown(request)

    def _shown(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        return web.json_response(page_person(person, self._world.chats.last(person.id)))


def _language(given: Any) -> str:
    if not isinstance(given, str) or not _LANGUAGE.fullmatch(given):
        raise ControlError(400, "language_code must be a code such as en, de or pt-br.")
    return given
