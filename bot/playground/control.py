"""The control API: act as a person, read a chat, look at the calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiohttp import web

from bot.playground.chats import Person
from bot.playground.control_body import json_body
from bot.playground.errors import ControlError, Json
from bot.playground.presses import press
from bot.playground.shapes import page_message
from bot.playground.text.formatted import LONGEST_TEXT
from bot.playground.text.spans import utf16_length
from bot.playground.world import World

LONGEST_NAME = 64
LONGEST_SAID = 50_000
MOST_PEOPLE = 10_000
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)


class Control:
    """Answers /control/people, /control/calls and /control/state."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/control/people", self.people),
            web.post("/control/people", self.add_person),
            web.get("/control/people/{id}/chat", self.chat),
            web.post("/control/people/{id}/say", self.say),
            web.post("/control/people/{id}/press", self.press),
            web.get("/control/calls", self.calls),
            web.get("/control/state", self.state),
        ]

    def _person(self, request: web.Request) -> Person:
        name = request.match_info["id"]
        known = re.fullmatch("[0-9]{1,15}", name) and self._world.chats.people.get(int(name))
        if not known:
            raise ControlError(404, f"There is no person {name[:40]}.")
        return known

    async def people(self, request: web.Request) -> web.Response:
        return web.json_response({"people": self._world.people()})

    async def add_person(self, request: web.Request) -> web.Response:
        body = await json_body(request, {"first_name", "language_code"})
        name, language = body.get("first_name"), body.get("language_code", "en")
        if not isinstance(name, str) or not 1 <= len(name.strip()) <= LONGEST_NAME:
            raise ControlError(400, f"first_name must be a text of 1 to {LONGEST_NAME} characters.")
        if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
            raise ControlError(400, "language_code must be a code such as en, de or pt-br.")
        if len(self._world.chats.people) >= MOST_PEOPLE:
            raise ControlError(400, f"The playground holds at most {MOST_PEOPLE} people.")
        person = self._world.chats.add_person(name.strip(), language)
        self._world.tell_people()
        return web.json_response({"id": person.id})

    async def say(self, request: web.Request) -> web.Response:
        person = self._person(request)
        text = (await json_body(request, {"text"})).get("text")
        if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_SAID:
            raise ControlError(
                400, f"text must be a text of 1 to {LONGEST_SAID} characters, not only blanks."
            )
        messages = [self._world.person_says(person, piece) for piece in _pieces(text)]
        ids = [message.id for message in messages if message is not None]
        if not ids:
            raise ControlError(400, "Nothing is left of the text once its odd characters are taken out.")
        return web.json_response({"message_id": ids[0], "message_ids": ids})

    async def press(self, request: web.Request) -> web.Response:
        person = self._person(request)
        body = await json_body(request, {"label", "message_id", "row", "column"})
        return web.json_response(press(self._world, person, body))

    async def chat(self, request: web.Request) -> web.Response:
        person = self._person(request)
        log = self._world.chats.messages[person.id]
        answer: Json = {
            "messages": [page_message(message) for message in log.values()],
            "reply_keyboard": person.keyboard,
            "commands": self._world.profile.commands_for(person),
        }
        return web.json_response(answer)

    async def calls(self, request: web.Request) -> web.Response:
        return web.json_response({"calls": list(self._world.calls.kept)})

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response(self._world.snapshot())


def _pieces(text: str) -> Iterator[str]:
    """Cut a long text as the apps do, into messages of at most 4,096 UTF-16 units."""
    while utf16_length(text) > LONGEST_TEXT:
        end = LONGEST_TEXT
        while utf16_length(text[:end]) > LONGEST_TEXT:
            end -= utf16_length(text[:end]) - LONGEST_TEXT + 1 >> 1
        yield text[:end]
        text = text[end:]
    yield text
