"""Updates as they arrive, before the library reads them.

Reading costs far more than fetching, and one that cannot be read would hold up all the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.domain.ids import PersonId, UpdateId

Raw = Mapping[str, Any]  # an update, as Telegram writes it

WAIT = 25  # seconds that a fetch waits at the other side
GRACE = 10.0  # seconds that its answer may take on top
FETCH = 100
LARGEST = 2**63 - 1  # that the database keeps; one beyond it would undo its batch, again and again
ALLOWED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]


class FetchingBot(ExtBot[None]):
    """The library's bot, which also fetches updates without reading them."""

    __slots__ = ()

    async def fetch(self, offset: int | None, *, waits: bool) -> list[Raw]:
        """Return up to a hundred updates from `offset` on, at once or when there are some.

        TelegramError, also if what arrives is no list of updates.
        """
        wait = WAIT if waits else 0
        data = {"offset": offset, "limit": FETCH, "timeout": wait, "allowed_updates": ALLOWED}
        result = await self._post("getUpdates", data, read_timeout=wait + GRACE)
        updates = [raw for raw in result if _has_number(raw)] if isinstance(result, list) else []
        if not updates and result != []:
            raise TelegramError("This is no list of updates.")
        return updates


def _has_number(raw: object) -> bool:
    """Can it be kept, and confirmed by asking for the one after it?"""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return isinstance(number, int) and 0 <= number < LARGEST


def number_of(raw: Raw) -> UpdateId:
    """Return the update's number."""
    return UpdateId(raw["update_id"])


def first_of_each(updates: Iterable[Raw]) -> list[Raw]:
    """Leave out what comes twice in one fetch: its receipt is not written yet when it comes again."""
    known: dict[UpdateId, Raw] = {}
    for raw in updates:
        known.setdefault(number_of(raw), raw)
    return list(known.values())


def person_of(raw: Raw) -> PersonId | None:
    """Return who caused the update, if it says so.

    Who writes in the name of a chat is known by that chat: `from` is then one and the same for all of them,
    such as every anonymous administrator of every group.
    """
    for kind in ALLOWED:
        event = raw.get(kind)
        for name in ("sender_chat", "from"):
            sender = event.get(name) if isinstance(event, dict) else None
            if isinstance(sender, dict) and isinstance(sender.get("id"), int):
                return PersonId(sender["id"])
    return None
