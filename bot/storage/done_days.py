"""What people have done without a session, by local date, in the database."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, delete, select

from bot.domain.done import Deed, Done
from bot.domain.ids import ChatId
from bot.storage.tables import done_days
from bot.storage.upserts import insert

_columns = done_days.c
_of_chat = _columns.chat_id == bindparam("b_chat")
_ADD = insert(done_days).on_conflict_do_nothing()
_DROP = delete(done_days).where(_of_chat, _columns.on == bindparam("b_on"))
_SINCE = (
    select(_columns.on, _columns.what, _columns.at)
    .where(_of_chat, _columns.on >= bindparam("b_on"))
    .order_by(_columns.on, _columns.at)
)


class StoredDoneDays:
    """`ports.DoneDays` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, chat: ChatId, done: Done) -> bool:
        """Note what was done; False: it was noted for that date already."""
        values = {"chat_id": chat, "on": done.on, "what": done.what.value, "at": done.at}
        return self._connection.execute(_ADD, values).rowcount > 0

    def drop(self, chat: ChatId, on: date) -> int:
        """Take back what was noted for a date; return how much it was."""
        return self._connection.execute(_DROP, {"b_chat": chat, "b_on": on}).rowcount

    def since(self, chat: ChatId, on: date) -> list[Done]:
        """Return what was done on `on` and later, the earliest first."""
        rows = self._connection.execute(_SINCE, {"b_chat": chat, "b_on": on})
        return [Done(row.on, Deed(row.what), row.at) for row in rows]
