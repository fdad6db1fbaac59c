"""What an administrator wrote for everybody: a text with its formatting, as it was typed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How a part of a text looks."""

    bold = "bold"
    italic = "italic"
    underline = "underline"
    strikethrough = "strikethrough"
    spoiler = "spoiler"
    code = "code"
    pre = "pre"
    quote = "blockquote"
    long_quote = "expandable_blockquote"
    link = "text_link"


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a text that looks different. Its place is counted in UTF-16 units, as Telegram counts."""

    look: Look
    at: int
    length: int
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A text and the marks in it. Its links stay links: it comes from somebody who runs the bot."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def length(self) -> int:
        """How long it is for Telegram, in UTF-16 units."""
        return len(self.text.encode("utf-16-le")) // 2
