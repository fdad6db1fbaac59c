"""Turns text, parse_mode and entities of a call into the text and entities that a message keeps."""

from __future__ import annotations

import re
from typing import Any

from telegram_playground.arguments import Arguments
from telegram_playground.errors import ApiError, Json, bad_request
from telegram_playground.text.finding import find_spans
from telegram_playground.text.html import parse_html
from telegram_playground.text.legacy import parse_markdown
from telegram_playground.text.links import link_span
from telegram_playground.text.markdown import parse_markdown_v2
from telegram_playground.text.spans import SPLITTABLE, Span, position_of, to_entities, utf16_length
from telegram_playground.text.tidy import tidy

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
# The limit before parsing; 4,096 characters with sensible markup stay far below it.
LONGEST_SOURCE = 65_536
MOST_SPANS = 1000
MOST_ENTITIES = 100
_PLAIN = {*SPLITTABLE, "blockquote", "expandable_blockquote", "code"}
# Telegram finds these by itself and ignores them when the bot sends them.
_FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}


def formatted(arguments: Arguments) -> tuple[str, list[Json]]:
    """Return text and entities of a message that a bot sends; ApiError when Telegram would refuse."""
    source = arguments.text("text")
    if not source:
        raise bad_request("message text is empty")
    text, entities = _checked(source, arguments, "entities", LONGEST_TEXT, "message is too long")
    if not text.strip():
        raise bad_request("text must be non-empty")
    return text, entities


def captioned(arguments: Arguments) -> tuple[str, list[Json]]:
    """Return text and entities of a caption, which may be empty; ApiError when Telegram would refuse."""
    source = arguments.text("caption")
    return _checked(source, arguments, "caption_entities", LONGEST_CAPTION, "message caption is too long")


def quoted(source: str, parse_mode: Any, entities: Any) -> tuple[str, list[Json]]:
    """Return text and entities of what a reply quotes; ApiError when Telegram would refuse."""
    arguments = Arguments.of_json({"parse_mode": parse_mode or "", "quote_entities": entities})
    return _checked(source, arguments, "quote_entities", LONGEST_CAPTION, "QUOTE_TEXT_INVALID")


def _checked(
    source: str, arguments: Arguments, entities: str, longest: int, too_long: str
) -> tuple[str, list[Json]]:
    if len(source) > LONGEST_SOURCE:
        raise bad_request(too_long)
    text, spans = _parsed(source, arguments, entities)
    text, spans = tidy(text, spans[:MOST_SPANS])
    if utf16_length(text) > longest:
        raise bad_request(too_long)
    return text, to_entities(text, spans + find_spans(text, spans))[:MOST_ENTITIES]


def said(text: str) -> tuple[str, list[Json]]:
    """Return text and entities of what a person writes; the returned text may be empty."""
    text, _ = tidy(text, [])
    return text, to_entities(text, find_spans(text, []))[:MOST_ENTITIES]


def _parsed(source: str, arguments: Arguments, entities: str) -> tuple[str, list[Span]]:
    match arguments.text("parse_mode").lower():
        case "" | "none":
            return source, _explicit(source, arguments.json(entities, "entities"))
        case "html":
            return parse_html(source)
        case "markdown":
            return parse_markdown(source)
        case "markdownv2":
            return parse_markdown_v2(source)
        case _:
            raise bad_request("unsupported parse_mode")


def _explicit(text: str, entities: Any) -> list[Span]:
    if entities is None:
        return []
    if not isinstance(entities, list):
        raise bad_request("expected an Array of MessageEntity")
    spans = [_span(text, entity) for entity in entities]
    return [span for span in spans if span is not None]


def _whole(number: Any) -> int | None:
    """Return a number, which may also come as text."""
    if isinstance(number, str) and re.fullmatch(r"\d{1,9}", number, re.ASCII):
        return int(number)
    return number if type(number) is int else None


def _span(text: str, entity: Any) -> Span | None:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind, offset, length = entity.get("type"), _whole(entity.get("offset")), _whole(entity.get("length"))
    if not isinstance(kind, str) or offset is None or length is None:
        raise bad_request("can't parse MessageEntity: type, offset and length are needed")
    if offset < 0 or length <= 0 or kind in _FOUND:
        return None
    start, end = position_of(text, offset), position_of(text, offset + length)
    if start is None or end is None:
        raise _ends_nowhere(text, offset, offset + length)
    return _of_kind(kind, start, end, entity)


def _ends_nowhere(text: str, offset: int, end: int) -> ApiError:
    """Return the refusal of an entity that does not begin and end between two characters of the text."""
    is_inside = end <= utf16_length(text)
    where = "in a middle of a UTF-16 symbol" if is_inside else "after the end of the text"
    return bad_request(f"entity beginning at UTF-16 offset {offset} ends {where} at UTF-16 offset {end}")


def _of_kind(kind: str, start: int, end: int, entity: Json) -> Span | None:
    match kind:
        case "text_link":
            return link_span(str(entity.get("url", "")), start, end)
        case "text_mention":
            user = entity.get("user")
            known = isinstance(user, dict) and type(user.get("id")) is int
            return Span(kind, start, end, {"user": {"id": user["id"]}}) if known and user else None
        case "pre":
            language = entity.get("language")
            return Span(kind, start, end, {"language": language} if isinstance(language, str) else {})
        case "custom_emoji":
            return Span(kind, start, end, {"custom_emoji_id": str(entity.get("custom_emoji_id", ""))})
        case "date_time":
            if type(entity.get("unix_time")) is not int:
                raise bad_request("can't parse MessageEntity: unix_time is needed")
            keys = ("unix_time", "date_time_format")
            return Span(kind, start, end, {key: entity[key] for key in keys if entity.get(key) is not None})
        case kind if kind in _PLAIN:
            return Span(kind, start, end)
        case _:
            raise bad_request("can't parse MessageEntity: unsupported type specified")
