"""The older Markdown of the Bot API, without nested marks; Telegram still reads it for older bots."""

from __future__ import annotations

import re

from telegram_playground.errors import bad_request
from telegram_playground.text.links import link_span
from telegram_playground.text.spans import Span

_PLAIN = re.compile(r"(?:[^\\_*`\[]|\\[_*`\[]|\\)+")
_ESCAPED = re.compile(r"\\([_*`\[])")
_BLOCK = re.compile(
    r"```(?:(?P<language>[^ \t\r\n\v\0`]+)(?=[ \t\r\n\v\0]))?(?:\r\n|\n\r|\n|\r)?(?P<text>.*?)```", re.DOTALL
)
_LINK = re.compile(r"\[(?P<text>[^\]]*)\](?:\((?P<address>[^)]*)\)?)?")
_MARKED = {
    "_": (re.compile(r"_(?P<text>[^_]*)_"), "italic"),
    "*": (re.compile(r"\*(?P<text>[^*]*)\*"), "bold"),
    "`": (re.compile(r"`(?P<text>[^`]*)`"), "code"),
}


def parse_markdown(source: str) -> tuple[str, list[Span]]:
    """Return the text that people read and the spans in it; ApiError in Telegram's words."""
    out: list[str] = []
    spans: list[Span] = []
    at = length = 0
    while at < len(source):
        if plain := _PLAIN.match(source, at):
            text, span = _ESCAPED.sub(r"\1", plain.group()), None
            at = plain.end()
        else:
            text, span, at = _marked(source, at, length)
        out.append(text)
        length += len(text)
        if span is not None and text:
            spans.append(span)
    return "".join(out), spans


def _marked(source: str, at: int, start: int) -> tuple[str, Span | None, int]:
    """Return the text of the entity that begins at `at`, its span and where it ends."""
    letter = source[at]
    if source.startswith("```", at):
        found, kind = _BLOCK.match(source, at), "pre"
    elif letter == "[":
        found, kind = _LINK.match(source, at), "text_link"
    else:
        pattern, kind = _MARKED[letter]
        found = pattern.match(source, at)
    if found is None:
        offset = len(source[:at].encode())
        raise bad_request(
            f"can't parse entities: Can't find end of the entity starting at byte offset {offset}"
        )
    text = found["text"]
    end = start + len(text)
    if kind == "text_link":
        address = found["address"]
        return text, link_span(text if address is None else address, start, end), found.end()
    language = found["language"] if kind == "pre" else None
    return text, Span(kind, start, end, {"language": language} if language else {}), found.end()
