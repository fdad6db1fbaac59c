"""A tap shows that a message has arrived, although its call got no usable answer.

A tap on an unrecorded message id confirms the newest `unknown` row that may be this message.
"""

from __future__ import annotations

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Update,
    and_,
    bindparam,
    func,
    null,
    or_,
    select,
    update,
)

from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.ports import RowState
from bot.ports.kinds import kinds_where
from bot.storage.replacements import take_place
from bot.storage.tables import kind_is, outbox, row_is_unknown

_TAKE_PLACE = kinds_where(lambda rules: rules.takes_place)

_columns = outbox.c
_other = outbox.alias("other")
_chat: BindParameter[int] = bindparam("b_chat")
_message: BindParameter[int] = bindparam("b_message")
_is_recorded = select(_other.c.id).where(_other.c.chat_id == _chat, _other.c.message_id == _message).exists()
# The row of a card that was sent anew has the id of the newer message, and says nothing of its own place.
_newer = outbox.alias("newer")
_is_of_newer = (
    select(_newer.c.id)
    .where(_newer.c.chat_id == _chat, _newer.c.message_id == _other.c.message_id)
    .where(_newer.c.id > _other.c.id, kind_is(lambda rules: rules.is_new, _newer))
    .exists()
)
# Telegram's message ids grow, so the row's message has a higher id than messages sent before the row, and a
# lower id than messages sent after it.
_lies_elsewhere = (
    select(_other.c.id)
    .where(_other.c.chat_id == _chat, kind_is(lambda rules: rules.is_new, _other), ~_is_of_newer)
    .where(
        or_(
            and_(_other.c.id < _columns.id, _other.c.message_id > _message),
            and_(_other.c.id > _columns.id, _other.c.message_id < _message),
        )
    )
    .exists()
)


def confirm_newest(*which: ColumnElement[bool]) -> Update:
    """Return the statement that ends the newest row of `which` as sent, with the id of the tapped message.

    It changes nothing if that message is recorded already. It asks for `b_chat`, `b_message` and `b_shows`,
    the picture of that message.
    """
    newest = select(func.max(_columns.id)).where(_columns.chat_id == _chat, *which, ~_is_recorded)
    return (
        update(outbox)
        .where(_columns.id == newest.scalar_subquery())
        .values(state=RowState.sent.value, payload=null(), message_id=_message, shows=bindparam("b_shows"))
    )


_TAPPED = confirm_newest(
    row_is_unknown, kind_is(lambda rules: rules.proved_by_tap), ~_lies_elsewhere
).returning(_columns.id, _columns.kind)


def confirm_answer(connection: Connection, chat: ChatId, message: MessageId, shows: str | None) -> None:
    """Note that the tapped answer has arrived, although its call got no usable answer."""
    tapped = {"b_chat": chat, "b_message": message, "b_shows": shows}
    known = connection.execute(_TAPPED, tapped).one_or_none()
    if known is not None and known.kind in _TAKE_PLACE:
        take_place(connection, OutboxId(known.id), message, shows)
