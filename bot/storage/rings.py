"""The rings of reminders in the outbox: how they are cancelled, expired, or confirmed by a tap."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from bot.domain.ids import ChatId, MessageId, ReminderId
from bot.ports import OVER, Kind, RowState
from bot.storage.columns import Utc
from bot.storage.padding import padded
from bot.storage.tables import chats, is_kind, kind_is, outbox, row_is_pending, row_is_unknown
from bot.storage.taps import confirm_newest
from bot.storage.unsent import cancel_waiting, withdraw

_columns = outbox.c
_NOT_RUNG = (RowState.expired, RowState.cancelled, RowState.blocked, RowState.failed)
_is_ring = kind_is(lambda rules: rules.is_ring)
_of_chat = and_(_columns.chat_id == bindparam("b_chat"), _is_ring)
_of_reminder = and_(_of_chat, _columns.reminder_id == bindparam("b_reminder"))
_WITHDRAW, _WITHDRAW_ALL = withdraw(_of_reminder), withdraw(_of_chat)
_EXPIRE = cancel_waiting(
    _columns.chat_id.in_(bindparam("b_chats", expanding=True)),
    _is_ring,
    _columns.written_at < bindparam("b_before", type_=Utc),
    end=RowState.expired,
)
# With each ring the buttons of the one before are dropped. A few more are looked at, should that have failed.
SHOWN = 3
_has_its_buttons = and_(kind_is(lambda rules: rules.offers_ring_again), _columns.reminder_id.is_not(None))
ring_shown_in: ColumnElement[int] = func.coalesce(_columns.message_id, _columns.edits)
is_shown_ring = (or_(_is_ring, _has_its_buttons), ring_shown_in.is_not(None))
_SHOWN = (
    select(ring_shown_in)
    .where(_columns.chat_id == bindparam("b_chat"), *is_shown_ring)
    .order_by(_columns.id.desc())
    .limit(SHOWN)
)
_tidies, _homes = outbox.alias(), chats.alias()
# The buttons of a ring, which nobody has dropped yet. In a chat that has blocked the bot nobody can.
has_buttons = and_(
    *is_shown_ring,
    ~exists().where(
        _tidies.c.chat_id == _columns.chat_id,
        is_kind(Kind.tidy, _tidies),
        _tidies.c.dedup_key == literal(OVER) + cast(ring_shown_in, String),
    ),
    exists().where(_homes.c.id == _columns.chat_id, _homes.c.is_gone.is_(False)),
)
_LEFT_OVER = (
    select(_columns.chat_id, ring_shown_in.label("message"))
    .join(chats, chats.c.id == _columns.chat_id)
    .where(_columns.written_at < bindparam("b_before", type_=Utc), has_buttons)
    .order_by(_columns.written_at)
    .limit(bindparam("b_limit"))
    .with_for_update(key_share=True, skip_locked=True, of=chats)  # SQLite has no such words, and needs none
)
has_sounded = (
    kind_is(lambda rules: rules.is_ring) | is_kind(Kind.word),
    _columns.written_at >= bindparam("b_since", type_=Utc),
    _columns.written_at < bindparam("b_until", type_=Utc),
    _columns.state.not_in([literal_column(f"'{state}'") for state in _NOT_RUNG]),
)
_HAS_RUNG = select(exists().where(_columns.chat_id == bindparam("b_chat"), *has_sounded))
_NEWEST = (
    select(_columns.reminder_id, _columns.written_at)
    .where(_columns.chat_id == bindparam("b_chat"), _is_ring, _columns.reminder_id.is_not(None))
    .where(_columns.state.not_in([literal_column(f"'{state}'") for state in _NOT_RUNG]))
    .order_by(_columns.id.desc())
    .limit(1)
)
# A ring that waits to be sent again may have arrived as well.
_ARRIVED = confirm_newest(_of_reminder, or_(row_is_unknown, and_(row_is_pending, _columns.sends > 0)))


def cancel_rings(connection: Connection, chat: ChatId, reminder: ReminderId | None) -> None:
    """Cancel the chat's unsent rings, of one reminder or of all; a ring in flight is not sent again."""
    if reminder is None:
        connection.execute(_WITHDRAW_ALL, {"b_chat": chat})
    else:
        connection.execute(_WITHDRAW, {"b_chat": chat, "b_reminder": reminder})


def expire_rings(connection: Connection, chats: Collection[ChatId], before: datetime) -> None:
    """End the unsent rings of `chats` that were written before a moment of people's time."""
    connection.execute(_EXPIRE, {"b_chats": padded(chats), "b_before": before})


def shown(connection: Connection, chat: ChatId) -> list[MessageId]:
    """Return the messages that have, or had, the buttons of the chat's rings, the newest first."""
    found = connection.execute(_SHOWN, {"b_chat": chat}).scalars()
    return [MessageId(number) for number in found]


def newest(connection: Connection, chat: ChatId) -> tuple[ReminderId, datetime] | None:
    """Return which reminder rang last in the chat, by its hour or once more, and when; None: none did."""
    found = connection.execute(_NEWEST, {"b_chat": chat}).one_or_none()
    return None if found is None else (ReminderId(found.reminder_id), found.written_at)


def left_over(connection: Connection, before: datetime, limit: int) -> list[tuple[ChatId, MessageId]]:
    """Return messages that were written before a moment of people's time and have a ring's buttons.

    Their chats are locked for other processes; those that are locked already are passed over.
    """
    found = connection.execute(_LEFT_OVER, {"b_before": before, "b_limit": limit})
    return [(ChatId(row.chat_id), MessageId(row.message)) for row in found]


def has_rung(connection: Connection, chat: ChatId, minute: datetime) -> bool:
    """Was a ring of the chat written in the minute from `minute` on that has left, or may leave?"""
    values = {"b_chat": chat, "b_since": minute, "b_until": minute + timedelta(minutes=1)}
    return bool(connection.execute(_HAS_RUNG, values).scalar_one())


def confirm_ring(
    connection: Connection, chat: ChatId, reminder: ReminderId, message: MessageId, shows: str | None
) -> None:
    """Note that the reminder's newest ring has arrived as `message`; it is not sent again."""
    values = {"b_chat": chat, "b_reminder": reminder, "b_message": message, "b_shows": shows}
    connection.execute(_ARRIVED, values)
