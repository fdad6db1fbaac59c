"""MarkdownV2 to text and spans, with the refusals worded as the Bot API words them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from telegram_playground.errors import ApiError, bad_request
from telegram_playground.text.links import link_span
from telegram_playground.text.marks import image_span
from telegram_playground.text.spans import Span

# Longer marks first, so that `__` is always underline and never two italics.
_OPENERS = (
    ("__", "Underline"),
    ("_", "Italic"),
    ("*", "Bold"),
    ("~", "Strikethrough"),
    ("||", "Spoiler"),
    ("![", "CustomEmoji"),
    ("[", "TextUrl"),
    ("```", "Pre"),
    ("`", "Code"),
)
_CLOSERS = {name: mark for mark, name in _OPENERS} | {"TextUrl": "]", "CustomEmoji": "]", "PreCode": "```"}
_TYPES = {
    "Underline": "underline",
    "Italic": "italic",
    "Bold": "bold",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
}
_VERBATIM = ("Code", "Pre", "PreCode")
_PLAIN = re.compile(r"[^\\_*\[\]()~`>#+\-=|{}.!\n]+")
_PLAIN_IN_CODE = re.compile(r"[^\\`]+")
_LANGUAGE = re.compile(r"([^ \t\r\n\v\0`]+)(?=[ \t\r\n\v\0])")
_LINE_END = re.compile(r"\r\n|\n\r|\n|\r")
_ADDRESS = re.compile(r"((?:[^\\)]|\\[\s\S]|\\$)*)(\)?)")
_ESCAPED = re.compile(r"\\([\x01-\x7e])")


@dataclass(slots=True)
class _Open:
    """An open entity; it begins at `at` in the source, at `start` in the text, at `pieces` in `out`."""

    name: str
    at: int
    start: int
    pieces: int
    language: str = ""


@dataclass(slots=True)
class _Parser:
    """Reads the source once; `at` is the place that is reached, `out` the text that people will read."""

    source: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Open] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    in_quote: bool = False
    at_line_start: bool = True

    def refuse(self, reason: str, where: int | None = None) -> ApiError:
        place = "" if where is None else f" at byte offset {len(self.source[:where].encode())}"
        return bad_request(f"can't parse entities: {reason}{place}")

    def reserved(self, letter: str) -> ApiError:
        return self.refuse(f"Character '{letter}' is reserved and must be escaped with the preceding '\\'")

    def endless(self, opened: _Open) -> ApiError:
        return self.refuse(f"Can't find end of {opened.name} entity", opened.at)

    def ahead(self, count: int = 1) -> str:
        return self.source[self.at + count : self.at + count + 1]

    def take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        text = found.group() if found else ""
        self.at += len(text)
        return text

    def put(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)
        # A carriage return does not count here: it is removed from the text later.
        if text.strip("\r"):
            self.at_line_start = False

    def put_line_end(self) -> None:
        self.put("\n")
        self.at_line_start = True

    def parse(self) -> tuple[str, list[Span]]:
        while self.at < len(self.source):
            self.step()
        if self.in_quote:
            self.end_last_quote()
        if self.open:
            raise self.endless(self.open[-1])
        return "".join(self.out), self.spans

    def step(self) -> None:
        verbatim = bool(self.open) and self.open[-1].name in _VERBATIM
        if text := self.take(_PLAIN_IN_CODE if verbatim else _PLAIN):
            self.put(text)
        elif self.source[self.at] == "\\":
            self.escaped()
        elif self.stands_at_end():
            self.close()
        else:
            self.begin()

    def escaped(self) -> None:
        """Take the letter after a backslash as it is; before a letter beyond ASCII the backslash is text."""
        letter = self.ahead()
        if not "\x00" < letter <= "~":
            self.put("\\")
            self.at += 1
            return
        self.at += 2
        if letter == "\n":
            self.put_line_end()
        else:
            self.put(letter)

    def stands_at_end(self) -> bool:
        """Return whether the innermost open entity ends here."""
        if not self.open:
            return False
        if self.source[self.at] == "\n":
            return self.in_quote and self.ahead() != ">"
        name = self.open[-1].name
        if name == "Italic" and self.ahead() == "_":
            return False
        return name in _CLOSERS and self.source.startswith(_CLOSERS[name], self.at)

    def begin(self) -> None:
        letter = self.source[self.at]
        if letter == "\n":
            self.at += 1
            self.put_line_end()
            return
        if letter == ">":
            self.begin_quote()
            return
        for mark, name in _OPENERS:
            if self.source.startswith(mark, self.at):
                opened = _Open(name, self.at, self.length, len(self.out))
                self.open.append(opened)
                self.at += len(mark)
                if name == "Pre":
                    self.begin_block(opened)
                return
        raise self.reserved(letter)

    def begin_quote(self) -> None:
        if not self.at_line_start:
            raise self.reserved(">")
        if not self.in_quote:
            self.open.append(_Open("BlockQuote", self.at, self.length, len(self.out)))
            self.in_quote = True
        self.at += 1

    def begin_block(self, opened: _Open) -> None:
        """Read the language of a block of code, and skip the line end before its first line."""
        if language := self.take(_LANGUAGE):
            opened.name, opened.language = "PreCode", language
        self.take(_LINE_END)

    def close(self) -> None:
        if self.source[self.at] == "\n":
            self.end_quote()
            return
        opened = self.open.pop()
        self.at += len(_CLOSERS[opened.name])
        span = self.span_of(opened)
        if span is not None and span.start < span.end:
            self.spans.append(span)

    def span_of(self, opened: _Open) -> Span | None:
        start, end = opened.start, self.length
        match opened.name:
            case "TextUrl":
                text = "".join(self.out[opened.pieces :])
                return link_span(self.address("a URL") if self.follows("(") else text, start, end)
            case "CustomEmoji":
                return self.custom_emoji(start, end)
            case name:
                extra = {"language": opened.language} if opened.language else {}
                return Span(_TYPES[name], start, end, extra)

    def custom_emoji(self, start: int, end: int) -> Span | None:
        if not self.follows("("):
            raise self.refuse("Custom emoji entity must contain a tg://emoji URL")
        span = image_span(self.address("a custom emoji URL"), start, end)
        if isinstance(span, str):
            raise self.refuse(span)
        return span

    def follows(self, letter: str) -> bool:
        return self.source.startswith(letter, self.at)

    def address(self, what: str) -> str:
        """Return the address in parentheses, and move behind it."""
        self.at += 1
        found = _ADDRESS.match(self.source, self.at)
        if not found or not found.group(2):
            raise self.refuse(f"Can't find end of {what}", self.at)
        self.at = found.end()
        return _ESCAPED.sub(r"\1", found.group(1))

    def end_quote(self) -> None:
        """End the quote at the line end that is not followed by another quoted line."""
        expandable = self.drop_expandable_mark(("", "\r"))
        if self.open[-1].name != "BlockQuote":
            raise self.endless(self.open[-1])
        self.quote(expandable)
        self.at += 1
        self.put_line_end()

    def end_last_quote(self) -> None:
        """End the quote at the end of the text; the caller refuses any other entity that is still open."""
        expandable = self.drop_expandable_mark(("",))
        if self.open and self.open[-1].name == "BlockQuote":
            self.quote(expandable)

    def drop_expandable_mark(self, between: tuple[str, ...]) -> bool:
        """Remove a spoiler that was opened just here; if there was one, the quote is expandable."""
        mark = self.open[-1]
        if mark.name != "Spoiler" or self.source[mark.at + 2 : self.at] not in between:
            return False
        self.open.pop()
        return True

    def quote(self, expandable: bool) -> None:
        opened = self.open.pop()
        self.in_quote = False
        if self.length > opened.start:
            kind = "expandable_blockquote" if expandable else "blockquote"
            self.spans.append(Span(kind, opened.start, self.length))


def parse_markdown_v2(source: str) -> tuple[str, list[Span]]:
    """Return the text that people read and the spans in it; ApiError in Telegram's words."""
    return _Parser(source).parse()
