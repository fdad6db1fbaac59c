"""What people send besides text: a place, a voice message, a photo, a sticker, any file."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from aiohttp import web

from telegram_playground.arriving import arrive, type_of
from telegram_playground.chats import Peer
from telegram_playground.control.body import json_body
from telegram_playground.control.lookup import chat_for, person_of, topic_for
from telegram_playground.errors import ApiError, ControlError, Json
from telegram_playground.files import Stored
from telegram_playground.groups import Group, buttons_of
from telegram_playground.media import location, media_of
from telegram_playground.recordings import seconds
from telegram_playground.text.formatted import LONGEST_CAPTION, said
from telegram_playground.text.spans import utf16_length
from telegram_playground.world import World

KINDS = ("voice", "document", "photo", "sticker", "location")
# What a bot may download.
LARGEST_SENT = 20 * 1024 * 1024
LONGEST_NAME = 255
LONGEST_S = 24 * 3600
_KNOWN = {
    "kind",
    "data",
    "file_name",
    "mime",
    "duration",
    "latitude",
    "longitude",
    "caption",
    "chat",
    "topic",
}
_FITTING = {
    "voice": ("audio/ogg", "audio/mpeg", "audio/mp4"),
    "sticker": ("image/webp", "application/x-tgsticker", "video/webm"),
}
_MIME = re.compile(r"[a-z0-9]{1,32}/[a-z0-9.+-]{1,96}", re.ASCII)


class SendingControl:
    """Answers /control/people/{id}/send."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/control/people/{id}/send", self.send)]

    async def send(self, request: web.Request) -> web.Response:
        person = person_of(self._world, request)
        # Base64 makes four characters of three bytes.
        body = await json_body(request, _KNOWN, LARGEST_SENT * 4 // 3 + 65536)
        peer = chat_for(self._world, person, body)
        topic = topic_for(person, peer, body)
        caption, entities = said(_caption(body))
        media = self._media(body)
        message = self._world.person_writes(person, peer, caption, entities)
        message.media, message.topic = media, topic
        if body["kind"] == "location" and _asks_for_place(peer):
            self._world.put_away(peer)
        self._world.send(message)
        return web.json_response({"message_id": message.id})

    def _media(self, body: Json) -> Json:
        """Return the checked media; nothing is kept of what is refused."""
        kind = body.get("kind")
        if kind not in KINDS:
            raise ControlError(400, f"kind must be one of {', '.join(KINDS)}.")
        if kind == "location":
            return location(_degrees(body, "latitude", 90), _degrees(body, "longitude", 180))
        for name in ("latitude", "longitude"):
            if name in body:
                raise ControlError(400, f"{name} belongs to a location.")
        return media_of(self._stored(kind, body))

    def _stored(self, kind: str, body: Json) -> Stored:
        content, name, told, named = _bytes(body), _name(body), _duration(body), _mime(body)
        mime = type_of(content, name)
        if mime not in _FITTING.get(kind, (mime,)):
            raise ControlError(400, f"data must be one of {', '.join(_FITTING[kind])}.")
        files = self._world.files
        if kind == "voice":
            return files.add("voice", content, mime, None, {"duration": told or seconds(content, mime)})
        if kind == "document":
            return files.add("document", content, named or mime, name, {})
        try:
            return arrive(files, kind, content, name, {})
        except ApiError as refusal:
            raise ControlError(
                400, f"Telegram does not take data as a {kind}: {refusal.description}."
            ) from None


def _bytes(body: Json) -> bytes:
    data = body.get("data")
    if not isinstance(data, str) or not data:
        raise ControlError(400, "data must be the bytes of the file, in base64.")
    try:
        content = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise ControlError(400, "data must be the bytes of the file, in base64.") from None
    if not content or len(content) > LARGEST_SENT:
        raise ControlError(400, f"A file has 1 to {LARGEST_SENT} bytes.")
    return content


def _name(body: Json) -> str | None:
    name = body.get("file_name")
    if name is None:
        return None
    if not isinstance(name, str) or not 1 <= len(name) <= LONGEST_NAME or re.search(r"[/\\\x00-\x1f]", name):
        raise ControlError(
            400, f"file_name must be a name of 1 to {LONGEST_NAME} characters, without / and \\."
        )
    return name


def _mime(body: Json) -> str | None:
    mime = body.get("mime")
    if mime is not None and not (isinstance(mime, str) and _MIME.fullmatch(mime)):
        raise ControlError(400, "mime must be a media type such as application/pdf.")
    return mime


def _duration(body: Json) -> int:
    duration = body.get("duration", 0)
    if isinstance(duration, bool) or not isinstance(duration, int | float) or not 0 <= duration <= LONGEST_S:
        raise ControlError(400, f"duration must be a number of seconds, at most {LONGEST_S}.")
    return round(duration)


def _caption(body: Json) -> str:
    caption = body.get("caption")
    if caption is None:
        return ""
    if not isinstance(caption, str) or utf16_length(caption) > LONGEST_CAPTION:
        raise ControlError(400, f"caption must be a text of at most {LONGEST_CAPTION} characters.")
    if caption and body.get("kind") in ("sticker", "location"):
        raise ControlError(400, f"A {body['kind']} has no caption.")
    return caption


def _degrees(body: Json, name: str, most: int) -> float:
    value: Any = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        raise ControlError(400, f"{name} must be a number from -{most} to {most}.")
    return round(float(value), 6)


def _asks_for_place(peer: Peer) -> bool:
    return not isinstance(peer, Group) and any("request_location" in one for one in buttons_of(peer.keyboard))
