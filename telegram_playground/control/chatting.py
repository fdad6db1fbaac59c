"""The control API of a person's chats: read one, say something, reply, follow a link, press a button."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aiohttp import web

from telegram_playground.chats import Message
from telegram_playground.control.body import json_body
from telegram_playground.control.lookup import chat_for, person_of, topic_for
from telegram_playground.control.pressing import press
from telegram_playground.errors import ControlError
from telegram_playground.shapes import page_message
from telegram_playground.text.formatted import LONGEST_TEXT
from telegram_playground.text.spans import utf16_length
from telegram_playground.world import World

LONGEST_SAID = 50_000
_PAYLOAD = re.compile("[A-Za-z0-9_-]{1,64}", re.ASCII)
_NOTHING_LEFT = "The text is empty without its control characters and outer blanks."


class ChatControl:
    """Answers what a person does in a chat: /control/people/{id}/chat, /say, /reply, /open and /press."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/control/people/{id}/chat", self.chat),
            web.post("/control/people/{id}/say", self.say),
            web.post("/control/people/{id}/reply", self.reply),
            web.post("/control/people/{id}/open", self.open),
            web.post("/control/people/{id}/press", self.press),
        ]

    async def chat(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        log = self._world.chats.messages[person.id]
        return web.json_response(
            {
                "messages": [page_message(message) for message in log.values()],
                "pinned": self._world.chats.pinned_in(person.id),
                "reply_keyboard": person.keyboard,
                "commands": self._world.profile.commands_for(person),
            }
        )

    async def say(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        body = await json_body(request, {"text", "chat", "topic"})
        peer, text = chat_for(self._world, person, body), body.get("text")
        if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_SAID:
            raise ControlError(
                400, f"text must be a text of 1 to {LONGEST_SAID} characters, not only blanks."
            )
        topic = topic_for(person, peer, body)
        said = self._world.person_says
        messages = [said(person, piece, peer, topic=topic) for piece in _pieces(text)]
        ids = [message.id for message in messages if message is not None]
        if not ids:
            raise ControlError(400, _NOTHING_LEFT)
        return web.json_response({"message_id": ids[0], "message_ids": ids})

    async def reply(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        body = await json_body(request, {"message_id", "text", "chat"})
        peer, number, text = chat_for(self._world, person, body), body.get("message_id"), body.get("text")
        if type(number) is not int:
            raise ControlError(400, "message_id must be a whole number.")
        if not isinstance(text, str) or not text.strip() or utf16_length(text) > LONGEST_TEXT:
            raise ControlError(400, f"text must be a text of 1 to {LONGEST_TEXT} characters.")
        answered = self._world.chats.find(peer.id, number)
        if answered is None:
            raise ControlError(404, f"There is no message {number} in this chat.")
        topic = topic_for(person, peer, {} if answered.topic is None else {"topic": answered.topic})
        return _said(self._world.person_says(person, text, peer, number, topic))

    async def open(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        start = (await json_body(request, {"start"})).get("start")
        if start is not None and not (isinstance(start, str) and _PAYLOAD.fullmatch(start)):
            raise ControlError(400, "start must be 1 to 64 of the characters A-Z, a-z, 0-9, _ and -.")
        return _said(self._world.person_says(person, f"/start {start}" if start else "/start"))

    async def press(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        body = await json_body(request, {"label", "message_id", "row", "column", "chat", "topic"})
        peer = chat_for(self._world, person, body)
        body.pop("chat", None)
        topic = body.pop("topic", None)
        return web.json_response(press(self._world, person, peer, body, topic))


def _said(message: Message | None) -> web.Response:
    if message is None:
        raise ControlError(400, _NOTHING_LEFT)
    return web.json_response({"message_id": message.id})


def _pieces(text: str) -> Iterator[str]:
    """Cut a long text as the apps do, into messages of at most 4,096 UTF-16 units."""
    while utf16_length(text) > LONGEST_TEXT:
        end = LONGEST_TEXT
        while utf16_length(text[:end]) > LONGEST_TEXT:
            end -= utf16_length(text[:end]) - LONGEST_TEXT + 1 >> 1
        yield text[:end]
        text = text[end:]
    yield text
