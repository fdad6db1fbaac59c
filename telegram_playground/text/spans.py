"""Spans: entities counted in characters; Telegram counts in UTF-16 units, and this module converts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from telegram_playground.errors import Json

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = ("blockquote", "expandable_blockquote")
# Inside these Telegram allows nothing else.
VERBATIM = ("code", "pre")
LINKLIKE = ("text_link", "text_mention", "custom_emoji", "date_time")
# Of two entities over the same text, the one that is named first here is the outer one.
_ORDER = (*QUOTES, *LINKLIKE, *SPLITTABLE, "pre", "code")


@dataclass(frozen=True, slots=True)
class Span:
    """An entity from `start` up to `end`, in characters of a Python string."""

    type: str
    start: int
    end: int
    extra: Json = field(default_factory=dict, hash=False)

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def order(self) -> tuple[int, int, int]:
        rank = _ORDER.index(self.type) if self.type in _ORDER else len(_ORDER)
        return self.start, -self.end, rank


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units Telegram counts in `text`."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def _marks(text: str) -> Sequence[int]:
    """Return for each character position its UTF-16 offset, the end included."""
    if text.isascii():
        return range(len(text) + 1)
    return list(accumulate((2 if letter > "\uffff" else 1 for letter in text), initial=0))


def to_entities(text: str, spans: list[Span]) -> list[Json]:
    """Return spans as Bot API entities, in reading order."""
    marks = _marks(text)
    return [
        {
            "type": span.type,
            "offset": marks[span.start],
            "length": marks[span.end] - marks[span.start],
            **span.extra,
        }
        for span in sorted(spans, key=Span.order)
    ]


def position_of(text: str, offset: int) -> int | None:
    """Return the character at a UTF-16 offset; None in the middle of one, or beyond the end."""
    if text.isascii():
        return offset if offset <= len(text) else None
    units = 0
    for position, letter in enumerate(text):
        if units == offset:
            return position
        units += 2 if letter > "\uffff" else 1
    return len(text) if units == offset else None
