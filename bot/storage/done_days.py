"""What people have done without a session, and which days wait, by local date, in the database.

Both are rows of one table. Two words tell the days that wait: `away`, when the person was away, and `outage`,
when the bot was, and could not ring.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, select

from bot.domain.done import Deed, Done
from bot.domain.ids import ChatId
from bot.storage.tables import done_days
from bot.storage.upserts import insert

AWAY, OUTAGE = "away", "outage"

_columns = done_days.c
_of_chat = _columns.chat_id == bindparam("b_chat")
is_deed = and_(_columns.what != AWAY, _columns.what != OUTAGE)
ADD = insert(done_days).on_conflict_do_nothing()
_DROP = delete(done_days).where(_of_chat, _columns.on == bindparam("b_on"), is_deed)
_SINCE = (
    select(_columns.on, _columns.what, _columns.at)
    .where(_of_chat, _columns.on >= bindparam("b_on"), is_deed)
    .order_by(_columns.on, _columns.at)
)
_WAITING = select(_columns.on).where(_of_chat, ~is_deed)
_END_AWAY = delete(done_days).where(_of_chat, _columns.on >= bindparam("b_on"), _columns.what == AWAY)


class StoredDoneDays:
    """`ports.DoneDays` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, chat: ChatId, done: Done) -> bool:
        """Note what was done; False: it was noted for that date already."""
        values = {"chat_id": chat, "on": done.on, "what": done.what.value, "at": done.at}
        return self._connection.execute(ADD, values).rowcount > 0

    def drop(self, chat: ChatId, on: date) -> int:
        """Take back what was noted for a date; return how much it was."""
        return self._connection.execute(_DROP, {"b_chat": chat, "b_on": on}).rowcount

    def since(self, chat: ChatId, on: date) -> list[Done]:
        """Return what was done on `on` and later, the earliest first."""
        rows = self._connection.execute(_SINCE, {"b_chat": chat, "b_on": on})
        return [to_done(row) for row in rows]


class StoredAwayDays:
    """`ports.AwayDays` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, chat: ChatId, days: Iterable[date], at: datetime) -> None:
        """Note days on which the person is away; `at`: when they said so."""
        rows = [_waiting(chat, on, AWAY, at) for on in days]
        if rows:
            self._connection.execute(ADD, rows)

    def add_outage(self, chat: ChatId, days: Iterable[date], at: datetime) -> None:
        """Note days on which the bot could not ring; `at`: when it was back."""
        rows = [outage(chat, on, at) for on in days]
        if rows:
            self._connection.execute(ADD, rows)

    def end(self, chat: ChatId, on: date) -> None:
        """Take back the days from `on` on: the person is there."""
        self._connection.execute(_END_AWAY, {"b_chat": chat, "b_on": on})

    def of(self, chat: ChatId) -> frozenset[date]:
        """Return the days on which the person was, is or will be away, or the bot could not ring."""
        return frozenset(self._connection.execute(_WAITING, {"b_chat": chat}).scalars())


def outage(chat: ChatId, on: date, at: datetime) -> dict[str, Any]:
    """Return the row of a day on which the bot could not ring; `at`: when that was noticed."""
    return _waiting(chat, on, OUTAGE, at)


def _waiting(chat: ChatId, on: date, what: str, at: datetime) -> dict[str, Any]:
    return {"chat_id": chat, "on": on, "what": what, "at": at}


def to_done(row: Row[*tuple[Any, ...]]) -> Done:
    """Return what a row of its table says was done."""
    return Done(row.on, Deed(row.what), row.at)
