"""What a picture mark `![text](tg://...)` of MarkdownV2 means: a custom emoji, or a moment."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from telegram_playground.text.spans import Span
from telegram_playground.text.tags import Tag, span_of


def image_span(address: str, start: int, end: int) -> Span | str | None:
    """Return the span that the address asks for, or the reason to refuse it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return 'Custom emoji URL must have scheme "tg"'
    if parts.scheme.lower() != "tg":
        return 'Custom emoji URL must have scheme "tg"'
    given = {name: values[0] for name, values in parse_qs(parts.query, max_num_fields=20).items()}
    match parts.netloc.lower():
        case "emoji":
            if "id" not in given:
                return "Custom emoji URL must have an emoji identifier"
            return span_of(Tag("tg-emoji", {"emoji-id": given["id"]}, start), end, "")
        case "time":
            return span_of(Tag("tg-time", given, start), end, "")
        case _:
            return 'Custom emoji URL must have host "emoji"'
