"""The prompts and cards of a session: which message is the card, and which prompt may be lost."""

from __future__ import annotations

from sqlalchemy import Connection, and_, bindparam, select, update

from bot.domain.ids import MessageId, SessionId
from bot.domain.message import Message
from bot.ports import Kind, RowState
from bot.storage import payload
from bot.storage.tables import NEVER, outbox

_columns = outbox.c
_NOT_SEEN = (RowState.unknown, RowState.cancelled, RowState.expired, RowState.failed)

_is_prompt = and_(_columns.session_id == bindparam("b_session"), _columns.kind == Kind.prompt.value)
_is_of_turn = and_(_is_prompt, _columns.turn == bindparam("b_turn"))
_is_lost = and_(_is_of_turn, _columns.state == RowState.unknown.value)

# The prompt of that turn, or the newest one before it that arrived. This is a statement of its own, because
# inside RETURNING, which has no table names, `turn` would mean the turn of the prompt.
CARD_OF_TURN = (
    select(_columns.id, _columns.message_id)
    .where(_is_prompt, _columns.message_id.is_not(None), _columns.turn <= bindparam("b_turn"))
    .order_by(_columns.turn.desc())
    .limit(1)
)
_CARD = (
    select(_columns.message_id)
    .where(_is_prompt, _columns.message_id.is_not(None))
    .order_by(_columns.id.desc())
    .limit(1)
)
_IS_LOST = select(select(_columns.id).where(_is_lost).exists())
_ARRIVED = update(outbox).where(_is_lost).values(state=RowState.sent.value, message_id=bindparam("b_message"))
_REVIVE = (
    update(outbox)
    .where(_is_of_turn, _columns.state == RowState.cancelled.value, _columns.sends == 0)
    .values(state=RowState.pending.value, payload=bindparam("b_payload"), expires_at=NEVER)
)
_IS_NOT_SEEN = select(
    select(_columns.id).where(_is_of_turn, _columns.state.in_([state.value for state in _NOT_SEEN])).exists()
)


def card_of(connection: Connection, session: SessionId) -> MessageId | None:
    """Return the message id of the session's newest prompt that is known to have arrived."""
    number = connection.execute(_CARD, {"b_session": session}).scalar_one_or_none()
    return None if number is None else MessageId(number)


def is_lost(connection: Connection, session: SessionId, turn: int) -> bool:
    """Did the call for the prompt of a turn get no usable answer?"""
    return bool(connection.execute(_IS_LOST, {"b_session": session, "b_turn": turn}).scalar())


def is_not_seen(connection: Connection, session: SessionId, turn: int) -> bool:
    """Was the prompt of a turn written, and did it end without being confirmed as in the chat?"""
    return bool(connection.execute(_IS_NOT_SEEN, {"b_session": session, "b_turn": turn}).scalar())


def confirm_prompt(connection: Connection, session: SessionId, turn: int, message: MessageId) -> bool:
    """Note that a lost prompt has arrived as `message`; False: it was not lost."""
    values = {"b_session": session, "b_turn": turn, "b_message": message}
    return connection.execute(_ARRIVED, values).rowcount > 0


def revive_prompt(connection: Connection, session: SessionId, turn: int, message: Message) -> bool:
    """Let a turn's cancelled prompt leave after all, with other words; False if there is none."""
    values = {"b_session": session, "b_turn": turn, "b_payload": payload.to_json(message)}
    return connection.execute(_REVIVE, values).rowcount == 1
