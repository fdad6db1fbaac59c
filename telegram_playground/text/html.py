"""Telegram's HTML to text and spans, with the refusals worded as the Bot API words them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from telegram_playground.errors import ApiError, bad_request
from telegram_playground.text.spans import Span
from telegram_playground.text.tags import TAGS, Tag, span_of

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_SPACES = " \t\r\n\v\0"
_SPACE = re.compile(f"[{_SPACES}]*")
_NAME = re.compile(f"[^{_SPACES}>]*")
_ATTRIBUTE = re.compile(f"[^{_SPACES}=>]*")
_TOKEN = re.compile(r"[0-9a-zA-Z.-]*")


@dataclass(slots=True)
class _Parser:
    """Reads the source once; `at` is the place that is reached, `out` the text that people will read."""

    source: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    length: int = 0
    open: list[Tag] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def refuse(self, reason: str, where: int | None = None) -> ApiError:
        place = "" if where is None else f" at byte offset {len(self.source[:where].encode())}"
        return bad_request(f"can't parse entities: {reason}{place}")

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        text = found.group() if found else ""
        self.at += len(text)
        return text

    def put(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def parse(self) -> tuple[str, list[Span]]:
        plain = re.compile("[^<&]+")
        while self.at < len(self.source):
            if text := self.take(plain):
                self.put(text)
            elif self.peek() == "&":
                self.put(self.reference())
            elif self.source.startswith("</", self.at):
                self.end_tag()
            else:
                self.start_tag()
        if self.open:
            raise self.refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return "".join(self.out), self.spans

    def reference(self) -> str:
        """Return the character that a reference stands for, or the ampersand itself."""
        found = _REFERENCE.match(self.source, self.at)
        letter = _letter(found) if found else None
        if found is None or letter is None:
            self.at += 1
            return "&"
        self.at = found.end()
        if "\ud800" <= letter <= "\udfff":
            raise self.refuse(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return letter

    def start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self.take(_NAME).lower()
        if self.at >= len(self.source):
            raise self.refuse("Unclosed start tag", begin)
        if tag not in TAGS:
            raise self.refuse(f'Unsupported start tag "{tag}"', begin)
        attributes = self.attributes(tag, begin)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self.refuse('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(Tag(tag, attributes, self.length))

    def attributes(self, tag: str, begin: int) -> dict[str, str]:
        """Read up to the closing bracket and leave `at` on it."""
        found: dict[str, str] = {}
        while True:
            self.take(_SPACE)
            if self.peek() == ">":
                return found
            name = self.take(_ATTRIBUTE).lower()
            if not name:
                reason = "Unclosed start tag" if not self.peek() else "Empty attribute name in the tag"
                raise self.refuse(f'{reason} "{tag}"', begin)
            self.take(_SPACE)
            has_no_value = self.peek() != "=" and tag == "blockquote" and name == "expandable"
            found[name] = "" if has_no_value else self.value(tag, begin)

    def value(self, tag: str, begin: int) -> str:
        if self.peek() not in ("=", ""):
            raise self.refuse(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
        self.at += 1
        self.take(_SPACE)
        if not self.peek():
            raise self.refuse(f'Unclosed start tag "{tag}"', begin)
        text = self.quoted() if self.peek() in "'\"" else self.token()
        if not self.peek():
            raise self.refuse("Unclosed start tag", begin)
        return text

    def token(self) -> str:
        begin = self.at
        text = self.take(_TOKEN).lower()
        if self.peek() not in (*_SPACES, ">"):
            raise self.refuse("Unexpected end of name token", begin)
        return text

    def quoted(self) -> str:
        quote = self.peek()
        self.at += 1
        letters: list[str] = []
        while self.peek() not in (quote, ""):
            if self.peek() == "&":
                letters.append(self.reference())
            else:
                letters.append(self.peek())
                self.at += 1
        self.at += 1
        return "".join(letters)

    def end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self.refuse("Unexpected end tag", begin)
        tag = self.end_name(begin)
        opened = self.open.pop()
        if tag and tag != opened.name:
            reason = "Unmatched end tag at byte offset "
            offset = len(self.source[:begin].encode())
            raise self.refuse(f'{reason}{offset}, expected "</{opened.name}>", found "</{tag}>"')
        if self.length > opened.start:
            self.close(opened)

    def end_name(self, begin: int) -> str:
        """Return the name in an end tag, and move behind its closing bracket."""
        self.at += 2
        tag = self.take(_NAME).lower()
        self.take(_SPACE)
        if self.peek() != ">":
            raise self.refuse("Unclosed end tag", begin)
        self.at += 1
        return tag

    def close(self, opened: Tag) -> None:
        text = "".join(self.out)[opened.start :] if opened.name == "a" else ""
        span = span_of(opened, self.length, text)
        if isinstance(span, str):
            raise self.refuse(span)
        if span is None:
            return
        # <pre><code class="language-x"> is one block of code, in whichever order the two are nested.
        if self.spans and (block := _as_block(self.spans[-1], span)):
            self.spans[-1] = block
        else:
            self.spans.append(span)


def _as_block(inner: Span, outer: Span) -> Span | None:
    if {inner.type, outer.type} != {"pre", "code"} or (inner.start, inner.end) != (outer.start, outer.end):
        return None
    language = inner.extra.get("language") or outer.extra.get("language")
    return Span("pre", outer.start, outer.end, {"language": language}) if language else None


def _letter(found: re.Match[str]) -> str | None:
    """Return the character that a reference means; None where Telegram leaves the text as it is."""
    hexadecimal, decimal, name = found.groups()
    if name:
        return _NAMED.get(name)
    digits = found.group().removesuffix(";")
    if len(digits) >= 10:
        return None
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF else None


def parse_html(source: str) -> tuple[str, list[Span]]:
    """Return the text that people read and the spans in it; ApiError in Telegram's words."""
    return _Parser(source).parse()
