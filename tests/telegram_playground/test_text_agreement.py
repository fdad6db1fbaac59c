"""What python-telegram-bot and aiogram write is read back as what they meant, in 5,000 random texts.

An ordinary run takes a quarter of them, and one with FULL=1 all.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from telegram import Chat, Message, MessageEntity

from telegram_playground.arguments import Arguments
from telegram_playground.errors import ApiError
from telegram_playground.text.formatted import formatted
from tests.sizes import IS_FULL, examples

from .marked_texts import QUOTES, Entity, Marked, marked_text, units

TEXTS = examples(5000)
FOUND = {"url", "email", "mention", "hashtag", "cashtag", "bot_command"}
NOW = datetime(2026, 11, 22, tzinfo=UTC)

# `_a___b_c___`: two places, and yet no error. It is read as one italic text with `bc` underlined.
# Such texts are rare: an ordinary run has no random one.
UNDONE = Marked("abc", [Entity("italic", 0, 1), Entity("underline", 1, 2), Entity("italic", 2, 1)])


@cache
def texts() -> list[Marked]:
    dice = Random(20261122)
    return [marked_text(dice) for _ in range(TEXTS)]


def read(text: str, mode: str) -> tuple[str, list[Any]]:
    text, entities = formatted(Arguments({"text": text, "parse_mode": mode}))
    kept = [one for one in entities if one["type"] not in FOUND]
    return text, in_order({**one} for one in kept)


def meant(marked: Marked) -> tuple[str, list[Any]]:
    entities = ({"type": e.kind, "offset": e.offset, "length": e.length, **e.extra} for e in marked.entities)
    return marked.text, in_order(entities)


def in_order(entities: Any) -> list[Any]:
    return sorted(entities, key=lambda one: (one["offset"], -one["length"], one["type"]))


def of_telegram(marked: Marked) -> Message:
    def entity(one: Entity) -> MessageEntity:
        extra: dict[str, Any] = dict(one.extra)
        if "unix_time" in extra:
            extra["unix_time"] = datetime.fromtimestamp(extra["unix_time"], UTC)
        return MessageEntity(one.kind, one.offset, one.length, **extra)

    return Message(
        1, NOW, Chat(1, "private"), text=marked.text, entities=[entity(e) for e in marked.entities]
    )


def of_aiogram(decoration: str) -> Callable[[Marked], str]:
    decorations = pytest.importorskip("aiogram.utils.text_decorations")
    types = pytest.importorskip("aiogram.types")

    def written(marked: Marked) -> str:
        entities = [
            types.MessageEntity(type=one.kind, offset=one.offset, length=one.length, **one.extra)
            for one in marked.entities
        ]
        return str(getattr(decorations, decoration).unparse(marked.text, entities))

    return written


def kinds(marked: Marked) -> set[str]:
    return {one.kind for one in marked.entities}


def ambiguous_places(marked: Marked) -> int:
    """Return how often an underscore for italic stands right before another underscore of the markup.

    The documented rule takes `__` from left to right as underline, so that is not what was meant.
    """
    places = 0
    for position in range(units(marked.text) + 1):
        ends = [one.kind for one in marked.entities if one.offset + one.length == position]
        begins = [one.kind for one in marked.entities if one.offset == position]
        marks = pairwise([*reversed(ends), *begins])
        places += sum(left == "italic" and right in ("italic", "underline") for left, right in marks)
    return places


@pytest.mark.parametrize("writer", ["python-telegram-bot", "aiogram"])
def test_html_is_read_back(writer: str) -> None:
    written = of_aiogram("html_decoration") if writer == "aiogram" else lambda one: of_telegram(one).text_html
    for marked in map(without_languages, texts()):
        assert read(written(marked), "HTML") == meant(marked), written(marked)


def without_languages(marked: Marked) -> Marked:
    """Neither writer puts a language into `class="language-..."`, the one place where Telegram looks."""
    plain = [Entity(e.kind, e.offset, e.length, {} if e.kind == "pre" else e.extra) for e in marked.entities]
    return Marked(marked.text, plain)


def test_markdown_v2_of_python_telegram_bot_is_read_back_or_refused() -> None:
    seen = {"read back": 0, "refused": 0, "two places that undo each other": 0}
    for marked in [*texts(), UNDONE]:
        written, places = of_telegram(marked).text_markdown_v2, ambiguous_places(marked)
        if not places:
            assert read(written, "MarkdownV2") == meant(marked), written
            seen["read back"] += 1
        elif places > 1 and reads(written):
            seen["two places that undo each other"] += 1
        else:
            with pytest.raises(ApiError, match="can't parse entities: "):
                read(written, "MarkdownV2")
            seen["refused"] += 1

    assert seen == (
        {"read back": 4478, "refused": 520, "two places that undo each other": 2 + 1}
        if IS_FULL
        else {"read back": 1120, "refused": 130, "two places that undo each other": 0 + 1}
    )


def reads(written: str) -> bool:
    try:
        read(written, "MarkdownV2")
    except ApiError:
        return False
    return True


def test_markdown_v2_of_aiogram_is_read_back() -> None:
    write = of_aiogram("markdown_decoration")
    for marked in map(as_aiogram_can_write, texts()):
        assert read(write(marked), "MarkdownV2") == meant(marked), write(marked)


def as_aiogram_can_write(marked: Marked) -> Marked:
    """aiogram 3.31 adds a line to blocks, writes emoji_id= for id=, and breaks quotes at its own \\r."""
    quotes = [one for one in marked.entities if one.kind in QUOTES]

    def broken(one: Entity) -> bool:
        if one.kind in ("italic", "underline"):
            return any(quote.offset <= one.offset < quote.offset + quote.length for quote in quotes)
        return one.kind in ("pre", "custom_emoji")

    return Marked(marked.text, [one for one in marked.entities if not broken(one)])
