"""A group has become a supergroup: all that is stored under its old id moves to its new id."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from bot.domain.ids import ChatId
from bot.domain.session import LIVE
from bot.storage.tables import (
    added_sessions,
    broadcast_waits,
    broadcasts,
    chats,
    done_days,
    likings,
    outbox,
    own_drafts,
    own_routines,
    reminders,
    session_is_live,
    sessions,
    tags_liked,
    tips_shown,
)

_old = bindparam("b_old", type_=BigInteger)
_new = bindparam("b_new", type_=BigInteger)

_IS_KNOWN = select(exists().where(chats.c.id == _new))
_RENAME = update(chats).where(chats.c.id == _old).values(id=_new)
_FORGET = delete(chats).where(chats.c.id == _new)


def _absorb(table: Table, *key: str) -> Update:
    """Return the statement giving rows of the new id to the old id, unless it has a row with that `key`."""
    taken = table.alias("taken")
    same = and_(taken.c.chat_id == _old, *(taken.c[name].is_not_distinct_from(table.c[name]) for name in key))
    return (
        update(table)
        .where(table.c.chat_id == _new, ~select(taken.c.chat_id).where(same).exists())
        .values(chat_id=_old)
    )


_live = sessions.alias("live")
_has_live = select(_live.c.id).where(_live.c.chat_id == _old, _live.c.state.in_(sorted(LIVE))).exists()
_both = chats.alias("both")
_later_hold = select(func.max(_both.c.held_until)).where(_both.c.id.in_([_old, _new])).scalar_subquery()


def _of_new(name: str) -> ColumnElement[Any]:
    return select(_both.c[name]).where(_both.c.id == _new).scalar_subquery()


# The old chat takes these settings of the new one where it has none: without a zone no reminder can ring.
_MISSED = ("zone", "quiet_begins", "quiet_ends")
_ABSORB = (
    update(chats)
    .where(chats.c.id == _old)
    .values(
        held_until=_later_hold,
        # Telegram may have reported first that the bot has left the old chat.
        is_gone=and_(chats.c.is_gone, _of_new("is_gone")),
        **{name: func.coalesce(chats.c[name], _of_new(name)) for name in _MISSED},
    ),
    update(sessions)
    .where(sessions.c.chat_id == _new, or_(~session_is_live, ~_has_live))
    .values(chat_id=_old),
    _absorb(likings, "technique"),
    _absorb(reminders, "at", "days", "once_on"),
    _absorb(outbox, "kind", "dedup_key"),
    _absorb(tips_shown, "tip"),
    _absorb(tags_liked, "tag"),
    _absorb(done_days, "on", "what"),
    _absorb(added_sessions, "id"),
    _absorb(broadcasts, "id"),
    _absorb(broadcast_waits),
    _absorb(own_routines, "id"),
    _absorb(own_drafts),
)


def move_chat(connection: Connection, old: ChatId, new: ChatId) -> None:
    """Give the chat `old` the id `new`; where both are known, the settings of `old` win."""
    numbers = {"b_old": old, "b_new": new}
    if old == new or not connection.execute(_IS_KNOWN, {"b_new": old}).scalar_one():
        return
    if connection.execute(_IS_KNOWN, {"b_new": new}).scalar_one():
        for statement in _ABSORB:
            connection.execute(statement, numbers)
        connection.execute(_FORGET, {"b_new": new})
    connection.execute(_RENAME, numbers)
