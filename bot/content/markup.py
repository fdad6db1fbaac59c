"""Checks the tags and placeholders of a template as Telegram does, and counts what people see of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

PLACEHOLDER = re.compile(r"\{([a-z_]+(?:\|(?:t|wd|wt|wdt|long))?)\}")
_ATTRIBUTES: dict[str, list[list[str]]] = {
    "b": [[]],
    "i": [[]],
    "code": [[]],
    "tg-spoiler": [[]],
    "a": [["href"]],
    "blockquote": [[], ["expandable"]],
}
_MARKED = re.compile("[<>&]")
_ENTITIES = ("lt", "gt", "amp", "quot")


def placeholders(template: str) -> frozenset[str]:
    """Return the names in braces; a moment or a length keeps its form: `{"name", "time|wt"}`."""
    return frozenset(PLACEHOLDER.findall(template))


def markup_faults(template: str) -> list[str]:
    """Return what is wrong with the tags and braces of a template, each in one sentence."""
    rights = []
    if re.search(r"[{}]", PLACEHOLDER.sub("", template)):
        rights.append(
            "write a placeholder as {name}, for a moment {name|t} (or wd, wt, wdt), for a length {name|long}"
        )
    # Most templates have neither tags nor entities, and the parser reads each sign of a text.
    return [*rights, *_tag_faults(template)] if _MARKED.search(template) else rights


def _tag_faults(template: str) -> list[str]:
    parser = _Parser()
    parser.feed(template)
    parser.close()
    return [*parser.rights, *(f"close <{tag}>" for tag in parser.open)]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.rights: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ATTRIBUTES:
            self.rights.append(f"<{tag}> is not used here; known: {', '.join(_ATTRIBUTES)}")
            return
        if [name for name, _ in attrs] not in _ATTRIBUTES[tag]:
            self.rights.append(f"<{tag}> takes other attributes")
        if tag in self.open:
            self.rights.append(f"<{tag}> is open already")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.rights.append(f"</{tag}> closes nothing; close tags in the order in which they opened")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.rights.append(f"<{tag}/> is not used here; known: {', '.join(_ATTRIBUTES)}")

    def handle_data(self, data: str) -> None:
        for sign, entity in (("<", "&lt;"), (">", "&gt;"), ("&", "&amp;")):
            if sign in data:
                self.rights.append(f"write {entity} for {sign}")

    def handle_entityref(self, name: str) -> None:
        if name not in _ENTITIES:
            self.rights.append(f"&{name}; is not known to Telegram; write the sign itself")

    def handle_comment(self, data: str) -> None:
        self.rights.append("leave out comments")

    def handle_decl(self, decl: str) -> None:
        self.rights.append("leave out declarations")

    def handle_pi(self, data: str) -> None:
        self.rights.append("leave out <?...>")
