"""The control API: act as a person, read a chat, look at the calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiohttp import web

from telegram_playground import view
from telegram_playground.control.body import json_body
from telegram_playground.control.lookup import chat_for, person_of, title_of
from telegram_playground.control.people import LONGEST_NAME, language_of
from telegram_playground.errors import ControlError, Json
from telegram_playground.presses import press
from telegram_playground.shapes import page_message
from telegram_playground.text.formatted import LONGEST_TEXT
from telegram_playground.text.spans import utf16_length
from telegram_playground.world import World

LONGEST_SAID = 50_000
MOST_PEOPLE = 10_000


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

    async def people(self, request: web.Request) -> web.Response:
        return web.json_response({"people": view.people(self._world)})

    async def add_person(self, request: web.Request) -> web.Response:
        body = await json_body(request, {"first_name", "language_code"})
        name = title_of("first_name", body.get("first_name"), LONGEST_NAME)
        language = language_of(body.get("language_code", "en"))
        if len(self._world.chats.people) >= MOST_PEOPLE:
            raise ControlError(400, f"The playground holds at most {MOST_PEOPLE} people.")
        person = self._world.chats.add_person(name, language)
        self._world.tell_people()
        return web.json_response({"id": person.id})

    async def say(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        body = await json_body(request, {"text", "chat"})
        peer, text = chat_for(self._world, person, body), body.get("text")
        if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_SAID:
            raise ControlError(
                400, f"text must be a text of 1 to {LONGEST_SAID} characters, not only blanks."
            )
        messages = [self._world.person_says(person, piece, peer) for piece in _pieces(text)]
        ids = [message.id for message in messages if message is not None]
        if not ids:
            raise ControlError(400, "Nothing is left of the text once its odd characters are taken out.")
        return web.json_response({"message_id": ids[0], "message_ids": ids})

    async def press(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        body = await json_body(request, {"label", "message_id", "row", "column", "chat"})
        peer = chat_for(self._world, person, body)
        body.pop("chat", None)
        return web.json_response(press(self._world, person, peer, body))

    async def chat(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        log = self._world.chats.messages[person.id]
        answer: Json = {
            "messages": [page_message(message) for message in log.values()],
            "pinned": self._world.chats.pinned_in(person.id),
            "reply_keyboard": person.keyboard,
            "commands": self._world.profile.commands_for(person),
        }
        return web.json_response(answer)

    async def calls(self, request: web.Request) -> web.Response:
        after = request.query.get("after", "0")
        if not re.fullmatch(r"\d{1,15}", after, re.ASCII):
            raise ControlError(400, "after must be the id of a call, a whole number.")
        return web.json_response({"calls": self._world.calls.after(int(after))})

    async def state(self, request: web.Request) -> web.Response:
        return web.json_response(view.snapshot(self._world))


def _pieces(text: str) -> Iterator[str]:
    """Cut a long text as the apps do, into messages of at most 4,096 UTF-16 units."""
    while utf16_length(text) > LONGEST_TEXT:
        end = LONGEST_TEXT
        while utf16_length(text[:end]) > LONGEST_TEXT:
            end -= utf16_length(text[:end]) - LONGEST_TEXT + 1 >> 1
        yield text[:end]
        text = text[end:]
    yield text
