"""What a call's result changes: its row, and where the result says so its chat.

A result counts only under the fence that its row was claimed with, so that one which comes late, from a
claim that has been taken over, changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlalchemy import Connection, and_, bindparam, case, func, null, or_, select, update
from sqlalchemy.exc import OperationalError

from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.message import Message
from bot.ports import Kind, Lane, Outgoing, RowState, Settlement
from bot.storage.cards import CARD_OF_TURN
from bot.storage.columns import Utc
from bot.storage.moves import move_chat
from bot.storage.puts import put
from bot.storage.tables import chats, outbox

log = logging.getLogger(__name__)

MAY_SHOW = (RowState.pending, RowState.sending, RowState.sent)

_columns = outbox.c
_in_flight = and_(
    _columns.id == bindparam("b_id"),
    _columns.fence == bindparam("b_fence"),
    _columns.state == RowState.sending.value,
)
_SETTLE = (
    update(outbox)
    .where(_in_flight)
    .values(
        owner=null(),
        lease_until=null(),
        attempts=func.coalesce(bindparam("b_attempts"), _columns.attempts),
        sends=func.coalesce(bindparam("b_sends"), _columns.sends),
        error=bindparam("b_error"),
    )
)
_WAIT = _SETTLE.values(
    state=RowState.pending.value,
    not_before=bindparam("b_not_before"),
    edits=case((bindparam("b_fresh"), null()), else_=_columns.edits),
    kind=case((bindparam("b_fresh"), Kind.fresh_card.value), else_=_columns.kind),
    keys_only=case((bindparam("b_fresh"), False), else_=_columns.keys_only),
)
_END = _SETTLE.values(state=bindparam("b_state"), message_id=bindparam("b_message"), payload=null())

_IS_CARD = update(outbox).where(_columns.id == bindparam("b_id")).values(message_id=bindparam("b_message"))
_FRESH = (
    select(_columns.chat_id, _columns.session_id, _columns.turn, _columns.edits, _columns.due_at)
    .join(chats, chats.c.id == _columns.chat_id)
    .where(_columns.id == bindparam("b_id"), chats.c.is_gone.is_(False))
)
# What changes a message after all has its own say about the buttons.
_newer, _this = outbox.alias("newer"), outbox.alias("this")
_IS_CHANGED = select(
    select(_newer.c.id)
    .join(_this, _this.c.chat_id == _newer.c.chat_id)
    .where(_this.c.id == bindparam("b_id"), _newer.c.id > _this.c.id)
    .where(_newer.c.edits == bindparam("b_message"))
    .where(_newer.c.state.in_([state.value for state in MAY_SHOW]))
    .exists()
)

_others = and_(_columns.chat_id == bindparam("b_chat"), _columns.state == RowState.pending.value)
_until = bindparam("b_until", type_=Utc)
# Kept with the chat, since rows that are written meanwhile wait as well.
_HOLD = (
    update(chats)
    .where(chats.c.id == bindparam("b_chat"))
    .where(or_(chats.c.held_until.is_(None), chats.c.held_until < _until))
    .values(held_until=_until)
)
BLOCK = update(outbox).where(_others).values(state=RowState.blocked.value, payload=null())
_GONE = update(chats).where(chats.c.id == bindparam("b_chat")).values(is_gone=True)
# A row that was recalled in mid-call tells of before: the chat may have gone and come back since.
_CHAT = select(_columns.chat_id, (_columns.expires_at <= _columns.due_at).label("is_recalled")).where(
    _columns.id == bindparam("b_id")
)


def settle(connection: Connection, settlements: Sequence[Settlement]) -> int:
    """Write results; one recorded under an older fence changes nothing. Return how many counted."""
    return sum(_settle(connection, settlement) for settlement in settlements)


def _settle(connection: Connection, settlement: Settlement) -> bool:
    """Write one result; if that cannot be done its row ends as `unknown`, or no other's would be written."""
    try:
        with connection.begin_nested():
            return _write(connection, settlement)
    except OperationalError:
        raise  # the database's own trouble: all results wait for its end
    except Exception:
        log.exception("A result could not be written.", extra={"outbox": settlement.row.id})
        unknown = Settlement(settlement.row, RowState.unknown, error="its result could not be written")
        return _settle_row(connection, unknown)


def _write(connection: Connection, settlement: Settlement) -> bool:
    if not _settle_row(connection, settlement):
        return False
    row = settlement.row.id
    if settlement.row.kind is Kind.fresh_card and settlement.message is not None:
        take_place(connection, row, settlement.message)
    if not (settlement.chat_gone or settlement.hold_chat or settlement.move_to):
        return True
    # Another result of the same batch may have moved the chat.
    told = connection.execute(_CHAT, {"b_id": row}).one()
    chat = ChatId(told.chat_id)
    if settlement.chat_gone and not told.is_recalled:
        connection.execute(_GONE, {"b_chat": chat})
        connection.execute(BLOCK, {"b_chat": chat})
    if settlement.hold_chat and settlement.not_before is not None:
        connection.execute(_HOLD, {"b_chat": chat, "b_until": settlement.not_before})
    if settlement.move_to is not None:
        move_chat(connection, chat, settlement.move_to)
    return True


def take_place(connection: Connection, row: OutboxId, message: MessageId) -> None:
    """Let a message that was sent in place of an edit be the card, and take the buttons off the old one."""
    fresh = connection.execute(_FRESH, {"b_id": row}).one_or_none()
    if fresh is None:
        return
    old = fresh.edits
    if fresh.turn is not None:
        of_turn = {"b_session": fresh.session_id, "b_turn": fresh.turn}
        card = connection.execute(CARD_OF_TURN, of_turn).one_or_none()
        if card is not None:
            connection.execute(_IS_CARD, {"b_id": card.id, "b_message": message})
            old = card.message_id
    if old is None or connection.execute(_IS_CHANGED, {"b_id": row, "b_message": old}).scalar_one():
        return
    put(
        connection,
        Outgoing(
            chat=ChatId(fresh.chat_id),
            kind=Kind.tidy,
            key=f"replaced_by:{row}",
            message=Message(()),
            lane=Lane.countdown,
            due_at=fresh.due_at,
            edits=MessageId(old),
            keys_only=True,
        ),
    )


def _settle_row(connection: Connection, settlement: Settlement) -> bool:
    values = {
        "b_id": settlement.row.id,
        "b_fence": settlement.row.fence,
        "b_attempts": settlement.attempts,
        "b_sends": settlement.sends,
        "b_error": settlement.error,
    }
    if settlement.state is RowState.pending:
        wait = {"b_not_before": settlement.not_before, "b_fresh": settlement.fresh}
        return connection.execute(_WAIT, {**values, **wait}).rowcount == 1
    end = {"b_state": settlement.state.value, "b_message": settlement.message}
    return connection.execute(_END, {**values, **end}).rowcount == 1
