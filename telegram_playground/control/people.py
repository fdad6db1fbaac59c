"""The control API of what people do beyond writing: reply, open a link, block, change themselves."""

from __future__ import annotations

import re
from typing import Any

from aiohttp import web

from telegram_playground.control.body import json_body
from telegram_playground.control.lookup import chat_for, person_of, title_of
from telegram_playground.errors import ControlError, Json
from telegram_playground.shapes import page_person
from telegram_playground.text.formatted import LONGEST_TEXT
from telegram_playground.text.spans import utf16_length
from telegram_playground.world import World

LONGEST_NAME = 64
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_PAYLOAD = re.compile("[A-Za-z0-9_-]{1,64}", re.ASCII)


class PeopleControl:
    """Answers the less usual calls under /control/people/{id}."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/control/people/{id}", self.change),
            web.post("/control/people/{id}/reply", self.reply),
            web.post("/control/people/{id}/open", self.open),
            web.post("/control/people/{id}/block", self.block),
            web.post("/control/people/{id}/unblock", self.unblock),
        ]

    async def change(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        body = await json_body(request, {"first_name", "language_code"})
        name = title_of("first_name", body.get("first_name", person.first_name), LONGEST_NAME)
        person.language_code = language_of(body.get("language_code", person.language_code))
        person.first_name = name
        self._world.tell_people()
        self._world.tell_commands()
        return self._shown(request)

    async def reply(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        body = await json_body(request, {"message_id", "text", "chat"})
        peer, number, text = chat_for(self._world, person, body), body.get("message_id"), body.get("text")
        if type(number) is not int:
            raise ControlError(400, "message_id must be a whole number.")
        if not isinstance(text, str) or not text.strip() or utf16_length(text) > LONGEST_TEXT:
            raise ControlError(400, f"text must be a text of 1 to {LONGEST_TEXT} characters.")
        if self._world.chats.find(peer.id, number) is None:
            raise ControlError(404, f"There is no message {number} in this chat.")
        return _said(self._world.person_says(person, text, peer, number))

    async def open(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        start = (await json_body(request, {"start"})).get("start")
        if start is not None and not (isinstance(start, str) and _PAYLOAD.fullmatch(start)):
            raise ControlError(400, "start must be 1 to 64 of the characters A-Z, a-z, 0-9, _ and -.")
        return _said(self._world.person_says(person, f"/start {start}" if start else "/start"))

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


def language_of(given: Any) -> str:
    """Return a checked language code."""
    if not isinstance(given, str) or not _LANGUAGE.fullmatch(given):
        raise ControlError(400, "language_code must be a code such as en, de or pt-br.")
    return given


def _said(message: Any) -> web.Response:
    if message is None:
        raise ControlError(400, "Nothing is left of the text once its odd characters are taken out.")
    answer: Json = {"message_id": message.id}
    return web.json_response(answer)
