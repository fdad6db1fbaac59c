"""Somebody who chats with the bot: what this person does, and what this person waits for."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from telegram_playground.client.connection import Connection, Json, Refused
from telegram_playground.client.group import GENERAL, Group, Topic
from telegram_playground.client.message import Message
from telegram_playground.client.tap import Tap

# When an expected message did not come, the error names so many of the newest messages.
SHOWN = 5


@dataclass(slots=True)
class Person:
    """Somebody who chats with the bot, in private or within a group."""

    playground: Connection
    id: int
    name: str
    group: Group | None = None
    topic: Topic | None = None
    _heard: set[tuple[Any, ...]] = field(default_factory=set)

    def within(self, group: Group, topic: Topic | None = None) -> Person:
        """Return the same person as a member of `group`; everything that this one does happens there.

        `topic`: this one writes, reads and presses only in that topic.
        """
        return Person(self.playground, self.id, self.name, group, topic)

    async def _does(self, what: str, **body: Any) -> Json:
        where = {"chat": self.group.id} if self.group else {}
        if self.topic and what != "reply":  # a reply is in the topic of what it answers
            where["topic"] = self.topic.id
        return await self.playground.post(f"people/{self.id}/{what}", **where, **body)

    async def chat(self) -> list[Message]:
        """Return all messages of the chat, oldest first."""
        of = f"groups/{self.group.id}" if self.group else f"people/{self.id}"
        messages = [Message.of(raw) for raw in (await self.playground.get(f"{of}/chat"))["messages"]]
        return [
            one for one in messages if self.topic is None or self.topic.id == (one.raw["topic"] or GENERAL)
        ]

    async def hears(self, words: str) -> Message:
        """Wait for a message of the bot that contains `words`, and return it.

        Each message is returned once, and once more after each edit, in any order. Service messages, such as
        the one about a pin, are never returned; chat() has them.
        """
        return await self._next(repr(words), lambda one: words in one.text)

    async def receives(self, kind: str) -> Message:
        """Wait for a photo, animation, audio, voice, document, sticker or location of the bot."""
        return await self._next(f"a {kind}", lambda one: one.kind == kind)

    async def _next(self, wanted: str, fits: Callable[[Message], bool]) -> Message:
        fresh: list[Message] = []

        async def look() -> Message | None:
            fresh[:] = [one for one in await self.chat() if one.is_said and one.form not in self._heard]
            return next((one for one in fresh if fits(one)), None)

        def missing() -> str:
            instead = [one.text or f"<{one.kind}>" for one in fresh[-SHOWN:]]
            return f"{self.name} did not hear {wanted}; heard instead: {instead or 'nothing'}"

        message = await self.playground.until(look, missing)
        self._heard.add(message.form)
        return message

    async def says(self, text: str) -> None:
        await self._does("say", text=text)

    async def replies(self, to: Message, text: str) -> None:
        await self._does("reply", message_id=to.id, text=text)

    async def presses(self, label: str) -> Tap:
        """Wait for a button with this label, or else one whose label begins with it; press the newest."""
        there: list[str] = []

        async def look() -> Json | None:
            try:
                return await self._does("press", label=label)
            except Refused as refusal:
                if refusal.status != 404:
                    raise
                there[:] = refusal.answer["labels"]
                return None

        missing = f"{self.name} saw no button {label!r}"
        done = await self.playground.until(look, lambda: f"{missing}; there are: {there or 'none'}")
        return Tap(self.playground, done["message_id"], done["label"], done["query_id"])

    async def opens(self, link: str = "") -> None:
        """Open a deep link (t.me/... or tg://...), or its payload alone; without a link press START."""
        payload = parse_qs(urlsplit(link).query).get("start", [""])[0] if "/" in link else link
        await self.playground.post(f"people/{self.id}/open", **({"start": payload} if payload else {}))

    async def blocks(self) -> None:
        await self.playground.post(f"people/{self.id}/block")

    async def unblocks(self) -> None:
        await self.playground.post(f"people/{self.id}/unblock")

    async def speaks(self, language_code: str) -> None:
        """Change the language of the person's app."""
        await self.playground.post(f"people/{self.id}", language_code=language_code)

    async def sends(self, kind: str, content: bytes, **fields: Any) -> None:
        """Send a photo, voice, document or sticker; `fields` are file_name, mime, duration, caption."""
        await self._does("send", kind=kind, data=base64.b64encode(content).decode(), **fields)

    async def sends_location(self, latitude: float, longitude: float) -> None:
        await self._does("send", kind="location", latitude=latitude, longitude=longitude)
