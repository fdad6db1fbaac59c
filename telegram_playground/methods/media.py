"""Messages with a file or a location: sent, with a caption, and edited."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from telegram_playground.arguments import Arguments
from telegram_playground.errors import ApiError, Json, bad_request
from telegram_playground.keyboards import reply_markup
from telegram_playground.media import location, media_of
from telegram_playground.methods.outgoing import addressee, deliver, edit, look, own
from telegram_playground.methods.uploads import input_file, thumbnail_of
from telegram_playground.text.formatted import captioned
from telegram_playground.world import World

CAPTIONED = ("photo", "animation", "audio", "voice", "document")
EDITABLE = ("photo", "animation", "audio", "document")
_TOLD_NUMBERS = ("width", "height", "duration")
_TOLD_TEXTS = ("performer", "title", "emoji")
_LONGEST_S = 2**31 - 1
_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?\s*", re.ASCII | re.IGNORECASE)


def sender(kind: str) -> Callable[[World, Arguments], Awaitable[Json]]:
    """Return the method that sends a file of this kind."""

    async def send(world: World, arguments: Arguments) -> Json:
        text, entities = captioned(arguments) if kind in CAPTIONED else ("", [])
        to = addressee(world, arguments)
        stored = input_file(world.files, arguments, kind, arguments.text(kind), kind, told(arguments))
        if stored is None:
            raise bad_request(f"there is no {kind} in the request")
        media = media_of(stored, thumbnail_of(world.files, arguments, arguments.text("thumbnail")))
        return deliver(world, arguments, text, entities, media, to)

    return send


def told(arguments: Arguments) -> Json:
    """Return what the bot says of a file, such as its width, duration and title."""
    numbers = {name: arguments.integer(name, 0, 0, _LONGEST_S) for name in _TOLD_NUMBERS}
    return {**numbers, **{name: arguments.text(name) for name in _TOLD_TEXTS}}


async def send_location(world: World, arguments: Arguments) -> Json:
    latitude, longitude = _degrees(arguments, "latitude", 90), _degrees(arguments, "longitude", 180)
    more: dict[str, int | float] = {}
    if accuracy := _degrees(arguments, "horizontal_accuracy", 1500, needed=False):
        more["horizontal_accuracy"] = accuracy
    if live := arguments.integer("live_period", 0, 0, _LONGEST_S):
        if not (60 <= live <= 86400 or live == _LONGEST_S):
            raise bad_request("wrong live location period specified")
        more["live_period"] = live
        if heading := arguments.integer("heading", 0, 0, 360):
            more["heading"] = heading
        if radius := arguments.integer("proximity_alert_radius", 0, 0, 100_000):
            more["proximity_alert_radius"] = radius
    return deliver(world, arguments, "", [], location(latitude, longitude, **more))


def _degrees(arguments: Arguments, name: str, most: int, *, needed: bool = True) -> float:
    text = arguments.text(name).strip()
    if not text:
        if needed:
            raise bad_request(f"{name} is empty")
        return 0.0
    number = float(text) if _NUMBER.fullmatch(text) else float("nan")
    if not -most <= number <= most:
        raise bad_request("wrong location specified")
    return round(number, 6)


async def edit_caption(world: World, arguments: Arguments) -> Json:
    text, entities = captioned(arguments)
    markup = reply_markup(arguments, inline_only=True)
    message = own(world, arguments)
    if message.media is None or message.media["kind"] not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    above, _ = look(message.media, arguments)
    return edit(world, replace(message, text=text, entities=entities, markup=markup, above=above))


async def edit_media(world: World, arguments: Arguments) -> Json:
    if not arguments.has("media"):
        raise bad_request('parameter "media" is required')
    given = arguments.json("media", "input media")
    markup = reply_markup(arguments, inline_only=True)
    fields = _fields_of(given)
    kind = fields.text("type")
    text, entities = captioned(fields)
    message = own(world, arguments)
    if message.media is not None and message.media["kind"] not in EDITABLE:
        raise bad_request("there is no media in the message to edit")
    whole = Arguments(fields.given, arguments.files)
    stored = input_file(world.files, whole, kind, fields.text("media"), "", told(fields))
    if stored is None:
        raise bad_request("can't parse InputMedia: media not found")
    media = media_of(stored, thumbnail_of(world.files, whole, fields.text("thumbnail")))
    above, spoiler = look(media, fields)
    changed = replace(message, text=text, entities=entities, markup=markup, media=media, preview=None)
    return edit(world, replace(changed, above=above, spoiler=spoiler))


def _fields_of(given: Any) -> Arguments:
    """Return the fields of an InputMedia, as text like the parameters of a call."""
    if not isinstance(given, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    fields = Arguments.of_json(given)
    kind = fields.text("type")
    if not kind:
        raise bad_request("can't parse InputMedia: Can't find field \"type\"")
    if kind in ("video", "live_photo"):
        raise ApiError(501, f"Not Implemented: the playground does not know media of type {kind} yet")
    if kind not in EDITABLE:
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    return fields
