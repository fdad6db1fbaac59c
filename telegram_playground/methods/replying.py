"""Which message the bot's message answers, and which part of the answered message it quotes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from telegram_playground.arguments import Arguments
from telegram_playground.chats import Message, Peer
from telegram_playground.errors import Json, bad_request
from telegram_playground.text.formatted import quoted
from telegram_playground.text.spans import SPLITTABLE, utf16_length
from telegram_playground.world import World

# A quote must have these kinds of entities where the quoted text has them; other kinds may be missing.
_QUOTED = (*SPLITTABLE, "custom_emoji", "date_time")


@dataclass(frozen=True, slots=True)
class Reply:
    """The number of the answered message, and the Bot API's TextQuote of it."""

    message_id: int
    quote: Json | None = None


def reply_of(world: World, peer: Peer, arguments: Arguments) -> Reply | None:
    """Return the reply that reply_parameters ask for; ApiError when there is no such message or quote."""
    parameters = arguments.json("reply_parameters", "reply parameters")
    if parameters is None:
        return None
    if not isinstance(parameters, dict):
        raise bad_request("object expected as reply parameters")
    original = world.chats.find(peer.id, _number(parameters.get("message_id")))
    if original is not None:
        return Reply(original.id, _quote(original, parameters))
    if parameters.get("allow_sending_without_reply") is True:
        return None
    raise bad_request("message to be replied not found")


def _number(given: object) -> int:
    if isinstance(given, str) and given.isascii() and given.isdigit() and len(given) < 16:
        return int(given)
    return given if type(given) is int else 0


def _quote(original: Message, parameters: Json) -> Json | None:
    source = parameters.get("quote")
    if not source:
        return None
    text, found = quoted(source, parameters.get("quote_parse_mode"), parameters.get("quote_entities"))
    if not text:
        return None
    entities = [one for one in found if one["type"] in _QUOTED]
    position = _position(original, text, entities, _number(parameters.get("quote_position")))
    quote: Json = {"text": text, "position": position, "is_manual": True}
    return {**quote, "entities": entities} if entities else quote


def _position(original: Message, text: str, entities: list[Json], wished: int) -> int:
    """Return where the message has `text` with these entities: the place that is nearest to `wished`."""
    looks, wanted = _looks(original.entities), _within(_looks(entities), 0, utf16_length(text))
    places = [at for at in _places(original, text) if _within(looks, at, at + utf16_length(text)) == wanted]
    if not places:
        raise bad_request("QUOTE_TEXT_INVALID")
    return min(places, key=lambda at: abs(at - wished))


def _places(original: Message, text: str) -> Iterator[int]:
    """Yield the UTF-16 offsets at which the message contains `text`; a service message has no text."""
    said = "" if original.service else original.text
    at = said.find(text)
    while at >= 0:
        yield utf16_length(said[:at])
        at = said.find(text, at + 1)


def _looks(entities: list[Json]) -> list[tuple[str, int, int]]:
    """Return look, start and end of each entity that a quote must have as well."""
    return [
        (_look(one), one["offset"], one["offset"] + one["length"])
        for one in entities
        if one["type"] in _QUOTED
    ]


def _look(entity: Json) -> str:
    facts = {name: value for name, value in entity.items() if name not in ("offset", "length")}
    return json.dumps(facts, sort_keys=True)


def _within(looks: list[tuple[str, int, int]], start: int, end: int) -> dict[str, list[int]]:
    """Return starts and ends of each look inside a part of the text; adjacent entities are joined."""
    borders: dict[str, list[int]] = {}
    for look, first, last in sorted(looks, key=lambda one: one[1]):
        first, last = max(first, start) - start, min(last, end) - start
        if first < last:
            known = borders.setdefault(look, [])
            if known and known[-1] == first:
                known[-1] = last
            else:
                known += [first, last]
    return borders
