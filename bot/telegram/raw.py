"""Updates as Telegram writes them, before the library reads them.

Reading costs much more than fetching, and an update that cannot be read must not hold up the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from telegram import Update

from bot.domain.ids import PersonId, UpdateId

Raw = Mapping[str, Any]

# A larger number does not fit into the database: its receipt would undo the whole batch, again and again.
LARGEST = 2**63 - 1
ALLOWED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]


def is_update(raw: object) -> bool:
    """Does `raw` have a number that can be kept and confirmed?"""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return isinstance(number, int) and 0 <= number < LARGEST


def number_of(raw: Raw) -> UpdateId:
    """Return the update's number."""
    return UpdateId(raw["update_id"])


def first_of_each(updates: Iterable[Raw]) -> list[Raw]:
    """Leave out repeated updates: the receipt of the first one is not written yet."""
    known: dict[UpdateId, Raw] = {}
    for raw in updates:
        known.setdefault(number_of(raw), raw)
    return list(known.values())


def person_of(raw: Raw) -> PersonId | None:
    """Return who caused the update; None if the update does not say it.

    A person who writes in the name of a chat counts as that chat. Their `from` is an account of Telegram's
    that all such people share, for example all anonymous administrators of all groups.
    """
    for kind in ALLOWED:
        event = raw.get(kind)
        for name in ("sender_chat", "from"):
            sender = event.get(name) if isinstance(event, dict) else None
            if isinstance(sender, dict) and isinstance(sender.get("id"), int):
                return PersonId(sender["id"])
    return None
