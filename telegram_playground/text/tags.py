"""What each tag of Telegram's HTML means: the span it makes, or the reason to refuse it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram_playground.errors import Json
from telegram_playground.text.links import link_span
from telegram_playground.text.spans import Span

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = {*_TYPES, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


@dataclass(slots=True)
class Tag:
    """An open tag; its text begins at `start`, in characters."""

    name: str
    attributes: dict[str, str]
    start: int


def span_of(opened: Tag, end: int, text: str) -> Span | str | None:
    """Return the span that a tag makes, None when it makes none, or the reason to refuse it."""
    start, attributes = opened.start, opened.attributes
    match opened.name:
        case "a":
            return link_span(attributes.get("href") or text, start, end)
        case "pre":
            return Span("pre", start, end)
        case "code":
            name, dash, language = attributes.get("class", "").partition("-")
            return Span("code", start, end, {"language": language} if name == "language" and dash else {})
        case "blockquote":
            quote = "expandable_blockquote" if "expandable" in attributes else "blockquote"
            return Span(quote, start, end)
        case "tg-emoji":
            emoji = attributes.get("emoji-id", "")
            if not re.fullmatch("[0-9]{1,19}", emoji):
                return "Invalid custom emoji identifier specified"
            return Span("custom_emoji", start, end, {"custom_emoji_id": emoji})
        case "tg-time":
            return _time_span(attributes, start, end)
        case tag:
            return Span(_TYPES[tag], start, end)


def _time_span(attributes: dict[str, str], start: int, end: int) -> Span | str:
    unix, style = attributes.get("unix", ""), attributes.get("format", "")
    if not re.fullmatch("[0-9]{1,10}", unix):
        return "Invalid date-time Unix time specified"
    if not _TIME_FORMAT.fullmatch(style):
        return "Invalid date-time format specified"
    extra: Json = {"unix_time": int(unix)}
    if style:
        extra["date_time_format"] = style
    return Span("date_time", start, end, extra)
