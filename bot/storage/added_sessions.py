"""The sessions that people had without the bot, and added afterwards, in the database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from bot.domain.added import Added
from bot.domain.ids import AddedId, ChatId
from bot.storage.tables import added_sessions

_columns = added_sessions.c
_of_chat = _columns.chat_id == bindparam("b_chat")
_all = (_columns.on, _columns.minutes, _columns.at, _columns.id)
_ADD = insert(added_sessions).returning(_columns.id)
_DROP = delete(added_sessions).where(_of_chat, _columns.id == bindparam("b_id")).returning(*_all)
_OF = select(*_all).where(_of_chat).order_by(_columns.on, _columns.id)


class StoredAddedSessions:
    """`ports.AddedSessions` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, chat: ChatId, added: Added) -> Added:
        """Keep a session; its id is given here."""
        values = {"chat_id": chat, "on": added.on, "minutes": added.minutes, "at": added.at}
        number = self._connection.execute(_ADD, values).scalar_one()
        return replace(added, id=AddedId(number))

    def drop(self, chat: ChatId, added: AddedId) -> Added | None:
        """Delete a session of the chat and return it; None: there is none any more."""
        row = self._connection.execute(_DROP, {"b_chat": chat, "b_id": added}).one_or_none()
        return None if row is None else to_added(row)

    def of(self, chat: ChatId) -> list[Added]:
        """Return the chat's added sessions, those of the earliest date first."""
        rows = self._connection.execute(_OF, {"b_chat": chat})
        return [to_added(row) for row in rows]


def to_added(row: Row[*tuple[Any, ...]]) -> Added:
    """Return the added session that a row of its table describes."""
    return Added(row.on, row.minutes, row.at, AddedId(row.id))
