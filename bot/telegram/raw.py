"""Raw updates: as Telegram sends them, before the library reads them.

Reading costs much more than fetching. An update that cannot be read must not stop the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from telegram import Update

from bot.domain.ids import PersonId, UpdateId

Raw = Mapping[str, Any]

# A larger number does not fit into the database. Its receipt would make each commit of its batch fail.
LARGEST = 2**63 - 1
ALLOWED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]


def is_update(raw: object) -> bool:
    """Has `raw` a number that can be stored and confirmed?"""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return isinstance(number, int) and 0 <= number < LARGEST


def number_of(raw: Raw) -> UpdateId:
    """Return the update's number."""
    return UpdateId(raw["update_id"])


def first_of_each(updates: Iterable[Raw]) -> list[Raw]:
    """Leave out repeated updates. Within a batch no receipt shows that they are repeated."""
    known: dict[UpdateId, Raw] = {}
    for raw in updates:
        known.setdefault(number_of(raw), raw)
    return list(known.values())


def person_of(raw: Raw) -> PersonId | None:
    """Return the person who caused the update; None if the update does not say it.

    A person who writes in the name of a chat counts as that chat. The `from` of such a message is one account
    of Telegram's for all of these people, for example for the anonymous administrators of all groups.
    """
    for kind in ALLOWED:
        event = raw.get(kind)
        for name in ("sender_chat", "from"):
            sender = event.get(name) if isinstance(event, dict) else None
            if isinstance(sender, dict) and isinstance(sender.get("id"), int):
                return PersonId(sender["id"])
    return None
