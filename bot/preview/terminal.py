"""Messages in the terminal: those that an author looks for, as people see them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from rich.text import Text

from bot.domain.message import Message
from bot.preview.shown import Piece
from bot.telegram.rendering import Renderer

_TAG = re.compile(r"(<[^>]+>)")
_LOOKS = {"b": "bold", "i": "italic", "code": "cyan", "a": "underline"}


def titles(pieces: Sequence[Piece]) -> Iterator[Text]:
    """Yield the names of all messages, by part."""
    part = ""
    for piece in pieces:
        if piece.part != part:
            part = piece.part
            yield Text(part, "bold")
        yield Text(f"  {piece.title}")


def find(pieces: Sequence[Piece], wanted: str) -> list[Piece]:
    """Return the messages with just this name; else those whose name, or whose part's name, holds it."""
    look_for = wanted.casefold()
    exact = [piece for piece in pieces if piece.title.casefold() == look_for]
    return exact or [piece for piece in pieces if look_for in f"{piece.part}\n{piece.title}".casefold()]


def shown(piece: Piece, words: Renderer) -> Text:
    """Return a message with its name above it, and its buttons below."""
    said = Text(f"— {piece.part}: {piece.title}\n", "dim")
    said.append_text(_styled(words.text(piece.message)))
    for row in _buttons(piece.message, words):
        said.append(f"\n{row}", "reverse")
    return said.append("\n")


def _buttons(message: Message, words: Renderer) -> Iterator[str]:
    for row in message.buttons:
        yield " ".join(f"[ {words.plain(each.label)} ]" for each in row)


def _styled(html: str) -> Text:
    """Return Telegram's HTML as text with the same looks; a quote has a line beside it."""
    text, looks, in_quote = Text(), [""], False
    for piece in _TAG.split(html):
        name = re.match(r"</?([a-z-]+)", piece)
        if not piece.startswith("<") or name is None:
            said = unescape(piece)
            text.append(said.replace("\n", "\n│ ") if in_quote else said, looks[-1])
        elif name[1] == "blockquote":
            in_quote = not piece.startswith("</")
            text.append("│ " if in_quote else "")
        elif piece.startswith("</"):
            looks = looks[:-1] or [""]
        else:
            looks.append(_LOOKS.get(name[1], looks[-1]))
    return text
