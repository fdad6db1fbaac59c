"""What a person floods the bot with: short lines or the worst texts, new or edited, in one or many chats."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from string import ascii_lowercase
from typing import Any

from bot.domain.catalogue import Catalogue, Lexicon
from tests.faults.scene import TOKEN
from tests.faults.wire import Speech

LONGEST = 4096  # characters of a message
BOT = {"id": int(TOKEN.partition(":")[0]), "is_bot": True, "first_name": "Unknot", "username": "UnknotBot"}


@dataclass(frozen=True, slots=True)
class Flooding:
    """How a person floods: with which text, new or edited, in private or in groups. `{}`: a number."""

    text: str
    is_edited: bool = False
    in_groups: bool = False


def speech(person: int, how: Flooding, groups: Sequence[int] = ()) -> Speech:
    """Return what `person` sends. In `groups` it is a reply to the bot, in one group after the other."""

    def say(number: int) -> dict[str, Any]:
        group = groups[number % len(groups)] if groups else None
        message = {
            "message_id": 500_000_000 + number,
            "date": int(time.time()),
            "chat": _chat(person, group),
            "from": {"id": person, "is_bot": False, "first_name": "Loud", "language_code": "en"},
            "text": how.text.format(number) if "{}" in how.text else how.text,
        }
        if group is not None:
            asked = {"message_id": 1, "date": 1, "chat": _chat(person, group), "from": BOT, "text": "?"}
            message["reply_to_message"] = asked
        if how.is_edited:
            return {"edited_message": message | {"edit_date": int(time.time())}}
        return {"message": message}

    return say


def worst_texts(catalogue: Catalogue) -> dict[str, str]:
    """Return the texts of full length that take longest to read."""
    dangers = _words(next(iter(catalogue.lexicons.values())))
    return {
        "red-flag words": dangers,
        "single letters": " ".join(islice(cycle(ascii_lowercase), LONGEST // 2)),
        "one sign that stands for many": "\ufdfa" * LONGEST,
        "marks on one letter": ("a" + "\u0301\u0316" * LONGEST)[:LONGEST],
    }


def worst_floods(catalogue: Catalogue) -> dict[str, Flooding]:
    """Return the floods that cost most, each with its name. Where there are groups, it goes through all."""
    texts = worst_texts(catalogue)
    dangers = texts.pop("red-flag words")
    return {
        "red-flag words": Flooding(dangers),
        "red-flag words, edited": Flooding(dangers, is_edited=True),
        "red-flag words in groups": Flooding(dangers, in_groups=True),
        "red-flag words, edited, in groups": Flooding(dangers, is_edited=True, in_groups=True),
        **{name: Flooding(text) for name, text in texts.items()},
        "short red flags in groups": Flooding("chest pain {}", in_groups=True),
        "stop in groups": Flooding("stop", in_groups=True),
    }


def _words(lexicon: Lexicon) -> str:
    words = [word for flag in lexicon.red_flags for form in flag.forms for word in form.split()]
    return " ".join(random.Random(1).choices(words, k=LONGEST))[:LONGEST]


def _chat(person: int, group: int | None) -> dict[str, Any]:
    if group is None:
        return {"id": person, "type": "private", "first_name": "Loud"}
    return {"id": group, "type": "supergroup", "title": "Friends"}
