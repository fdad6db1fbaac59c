"""Finds what Telegram marks by itself: commands, links, addresses, mentions and tags."""

from __future__ import annotations

import re

from telegram_playground.text.links import checked_link
from telegram_playground.text.spans import LINKLIKE, VERBATIM, Span

_PATTERNS = (
    (
        "url",
        re.compile(
            r"(?<![\w@/.])(?:https?://[^\s<>\"]+|(?:[\w-]+\.)+(?:com|org|net|io|me|dev|info|app|co|ru|de|cn|uk)"
            r"(?:[/?#][^\s<>\"]*)?(?![\w@]))",
            re.IGNORECASE,
        ),
    ),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>@])")),
    ("mention", re.compile(r"(?<![\w@/])@[a-zA-Z0-9_]{3,32}(?![\w@])")),
    ("hashtag", re.compile(r"(?<![\w#/])#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
)
_TAIL = ".,:;!?'\")]}…»”"


def find_spans(text: str, given: list[Span]) -> list[Span]:
    """Return the spans that Telegram finds in `text` outside of code and links."""
    taken = [span for span in given if span.type in VERBATIM or span.type in LINKLIKE]
    found: list[Span] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = Span(kind, match.start(), _end(kind, match))
            if kind == "url" and not checked_link(text[span.start : span.end]):
                continue
            if not any(span.overlaps(other) for other in (*taken, *found)):
                found.append(span)
    return found


def _end(kind: str, match: re.Match[str]) -> int:
    # A full stop after a link belongs to the sentence, not to the address.
    return match.start() + len(match.group().rstrip(_TAIL)) if kind == "url" else match.end()
