"""A text with its formatting: taken from a message of an administrator, and put into HTML again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from html import escape

from telegram import Chat, Message, MessageEntity

from bot.domain.written import Look, Mark, Written

_COMMAND = re.compile(r"/\w+(?:@\w+)?\s*")
_LOOKS = frozenset(look.value for look in Look)
_LONG_AGO = datetime.fromtimestamp(0, UTC)
_NOWHERE = Chat(1, Chat.PRIVATE)


def news_in(message: Message) -> Written | None:
    """Return what stands after the command, or in the message that the command answers; None: no words."""
    after = _written(message, _begin(message))
    answered = message.reply_to_message
    if after is not None or answered is None:
        return after
    return _written(answered, 0)


def html_of(written: Written) -> str:
    """Return the text as HTML. The library makes it of the marks, which it calls entities."""
    entities = [
        # The library puts an address into HTML as it is.
        MessageEntity(each.look.value, each.at, each.length, url=each.link and escape(each.link))
        for each in written.marks
    ]
    message = Message(1, _LONG_AGO, _NOWHERE, text=written.text, entities=entities)
    return message.text_html


def _begin(message: Message) -> int:
    found = _COMMAND.match(message.text or message.caption or "")
    return found.end() if found else 0


def _written(message: Message, begin: int) -> Written | None:
    whole = message.text or message.caption or ""
    entities = message.entities if message.text is not None else message.caption_entities
    kept = whole[begin:].rstrip()
    text = "".join(" " if _is_hidden(sign) else sign for sign in kept)
    if not text.strip():
        return None
    return Written(text, tuple(_moved(entities, _units(whole[:begin]), _units(text))))


def _moved(entities: Sequence[MessageEntity], by: int, most: int) -> Iterator[Mark]:
    """Yield the marks of the text that begins `by` units later and is `most` units long."""
    for entity in _looks(entities):
        first, last = max(entity.offset - by, 0), min(entity.offset + entity.length - by, most)
        if first < last:
            yield Mark(Look(entity.type), first, last - first, entity.url)


def _looks(entities: Iterable[MessageEntity]) -> Iterator[MessageEntity]:
    # Custom emoji and mentions without a username are left out: Telegram may refuse them of a bot.
    return (entity for entity in entities if entity.type in _LOOKS)


def _is_hidden(sign: str) -> bool:
    """Is it a control sign, or one that no text has? Emoji need joiners, which are kept."""
    return sign != "\n" and unicodedata.category(sign) in ("Cc", "Cn", "Co", "Cs")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
