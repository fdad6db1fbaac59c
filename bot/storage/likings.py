"""Likes and dislikes in the database: the techniques that a chat wants more or less of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select

from bot.domain.catalogue import TechniqueKey
from bot.domain.ids import ChatId
from bot.domain.liking import Liking
from bot.storage.tables import likings
from bot.storage.upserts import insert

_OF = select(likings.c.technique, likings.c.liking).where(likings.c.chat_id == bindparam("b_chat"))
_NEW = insert(likings)
_PUT = _NEW.on_conflict_do_update(
    index_elements=[likings.c.chat_id, likings.c.technique], set_={"liking": _NEW.excluded.liking}
)
_DROP = delete(likings).where(
    likings.c.chat_id == bindparam("b_chat"), likings.c.technique == bindparam("b_technique")
)


class StoredLikings:
    """`ports.Likings` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, chat: ChatId) -> dict[TechniqueKey, Liking]:
        """Return the chat's likings."""
        rows = self._connection.execute(_OF, {"b_chat": chat})
        return dict(to_liking(row) for row in rows)

    def put(self, chat: ChatId, technique: TechniqueKey, liking: Liking) -> None:
        """Write a liking; it replaces an earlier one of the same technique."""
        self._connection.execute(_PUT, {"chat_id": chat, "technique": technique, "liking": liking.value})

    def drop(self, chat: ChatId, technique: TechniqueKey) -> None:
        """Forget a liking, if there is one."""
        self._connection.execute(_DROP, {"b_chat": chat, "b_technique": technique})


def to_liking(row: Row[*tuple[Any, ...]]) -> tuple[TechniqueKey, Liking]:
    """Return the technique and the liking that a row of its table describes."""
    return TechniqueKey(row.technique), Liking(row.liking)
