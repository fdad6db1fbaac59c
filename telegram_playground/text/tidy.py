"""Cleans a text and its spans as Telegram's server does before it keeps a message."""

from __future__ import annotations

import re
from dataclasses import replace

from telegram_playground.text.spans import QUOTES, SPLITTABLE, VERBATIM, Span

_ODD = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e\u0333\u033f\u030a]")


def tidy(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """Return text without stray characters and outer blanks, and spans that are nested properly."""
    text, spans = _without_odd(text, spans)
    text, spans = _trimmed(text, spans)
    return text, _nested(spans)


def _without_odd(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    if not _ODD.search(text):
        return text, spans
    moved, letters = [0], []
    for letter in text:
        if letter < " " and letter not in "\r\n":
            letters.append(" ")
        elif not _ODD.match(letter):
            letters.append(letter)
        moved.append(len(letters))
    kept = [replace(span, start=moved[span.start], end=moved[span.end]) for span in spans]
    return "".join(letters), [span for span in kept if span.start < span.end]


def _trimmed(text: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """Remove blanks at both ends; at the start only those before the first entity."""
    end = len(text.rstrip(" \n"))
    first = min((span.start for span in spans), default=end)
    start = min(end - len(text[:end].lstrip(" \n")), first)
    if start == 0 and end == len(text):
        return text, spans
    kept = [replace(span, start=max(span.start - start, 0), end=min(span.end, end) - start) for span in spans]
    return text[start:end], [span for span in kept if span.start < span.end]


def _nested(spans: list[Span]) -> list[Span]:
    """Return spans as the server nests them: no overlap within one kind, and no other span in code."""
    solid: list[Span] = []
    for span in sorted((one for one in spans if one.type not in SPLITTABLE), key=Span.order):
        if not any(_forbids(outer, span) for outer in solid):
            solid.append(span)
    code = [span for span in solid if span.type in VERBATIM]
    soft = [piece for kind in SPLITTABLE for piece in _united(kind, spans, code)]
    return sorted([_plain_code(span) for span in solid] + soft, key=Span.order)


def _forbids(outer: Span, inner: Span) -> bool:
    if not outer.overlaps(inner):
        return False
    crossing = inner.end > outer.end
    alike = outer.type == inner.type or (outer.type in QUOTES and inner.type in QUOTES)
    return crossing or alike or outer.type in VERBATIM


def _plain_code(span: Span) -> Span:
    # Only a block of code has a language. Up to here the inline code inside the block could carry it.
    return replace(span, extra={}) if span.type == "code" else span


def _united(kind: str, spans: list[Span], code: list[Span]) -> list[Span]:
    """Join touching spans of one kind and cut them where code is."""
    joined: list[Span] = []
    for span in sorted((one for one in spans if one.type == kind), key=Span.order):
        if joined and span.start <= joined[-1].end:
            joined[-1] = replace(joined[-1], end=max(joined[-1].end, span.end))
        else:
            joined.append(span)
    for block in code:
        joined = [piece for span in joined for piece in _cut(span, block)]
    return joined


def _cut(span: Span, block: Span) -> list[Span]:
    if not span.overlaps(block):
        return [span]
    pieces = [replace(span, end=min(span.end, block.start)), replace(span, start=max(span.start, block.end))]
    return [piece for piece in pieces if piece.start < piece.end]
