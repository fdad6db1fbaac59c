"""The prompts and cards of a session: which message is the card, and which prompt may be lost."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Update, and_, bindparam, case, null, or_, select, update

from bot.domain.ids import MessageId, SessionId
from bot.domain.message import Message
from bot.ports import Kind, RowState
from bot.storage import payload
from bot.storage.tables import (
    NEVER,
    is_kind,
    kind_is,
    outbox,
    row_is_live,
    row_is_pending,
    row_is_sending,
    row_is_unknown,
)

_columns = outbox.c
_NOT_SEEN = (RowState.unknown, RowState.cancelled, RowState.expired, RowState.failed)

_is_prompt = and_(_columns.session_id == bindparam("b_session"), is_kind(Kind.prompt))
_is_of_turn = and_(_is_prompt, _columns.turn == bindparam("b_turn"))
_is_lost = and_(_is_of_turn, row_is_unknown)

# The prompt of that turn, or the newest one before it that arrived. This is a statement of its own, because
# inside RETURNING, which has no table names, `turn` would mean the turn of the prompt.
CARD_OF_TURN = (
    select(_columns.id, _columns.message_id, _columns.shows)
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
_ARRIVED = (
    update(outbox)
    .where(_is_lost)
    .values(state=RowState.sent.value, message_id=bindparam("b_message"), shows=bindparam("b_shows"))
)
_is_unsent = and_(_is_of_turn, _columns.sends == 0)
_is_cancelled = _columns.state == RowState.cancelled.value


def _make_way(gives_way: ColumnElement[bool], is_revived: ColumnElement[bool]) -> Update:
    """Return the statement that withdraws rows, and lets a prompt that was not sent leave with other words.

    A row that waits is cancelled, one in flight is recalled. The statement asks for `b_session`, `b_turn` and
    `b_payload`.
    """
    return (
        update(outbox)
        .where(_columns.session_id == bindparam("b_session"), or_(and_(row_is_live, gives_way), is_revived))
        .values(
            state=case(
                (is_revived, RowState.pending.value),
                (row_is_pending, RowState.cancelled.value),
                else_=_columns.state,
            ),
            payload=case(
                (is_revived, bindparam("b_payload", type_=_columns.payload.type)),
                (row_is_pending, null()),
                else_=_columns.payload,
            ),
            expires_at=case((is_revived, NEVER), else_=_columns.expires_at),
            is_recalled=row_is_sending,
        )
        .returning(_columns.state)
    )


_CHANGE_CARD = _make_way(kind_is(lambda rules: rules.gives_way_on_card), and_(_is_unsent, _is_cancelled))
# The prompt would be cancelled with the rest, and leaves with other words instead.
_MOVE_ON = _make_way(
    kind_is(lambda rules: rules.is_recalled), and_(_is_unsent, or_(_is_cancelled, row_is_pending))
)
_IS_NOT_SEEN = select(
    select(_columns.id).where(_is_of_turn, _columns.state.in_([state.value for state in _NOT_SEEN])).exists()
)


_SHOWN_ALARMS = (
    select(_columns.message_id)
    .where(_columns.session_id == bindparam("b_session"), kind_is(lambda rules: rules.is_alarm))
    .where(_columns.message_id.is_not(None))
    .order_by(_columns.id.desc())
    .limit(3)
)
_NEWEST_QUESTION = (
    select(_columns.message_id)
    .where(_columns.session_id == bindparam("b_session"), _columns.message_id.is_not(None))
    .where(or_(kind_is(lambda rules: rules.is_alarm), is_kind(Kind.notice)))
    .order_by(_columns.id.desc())
    .limit(1)
)


def card_of(connection: Connection, session: SessionId) -> MessageId | None:
    """Return the message id of the session's newest prompt that is known to have arrived."""
    number = connection.execute(_CARD, {"b_session": session}).scalar_one_or_none()
    return None if number is None else MessageId(number)


def leading(connection: Connection, session: SessionId) -> list[MessageId]:
    """Return the messages that may have the buttons of a live session: its card, and a question."""
    asked = (_CARD, _NEWEST_QUESTION)
    found = [connection.execute(each, {"b_session": session}).scalar() for each in asked]
    return [MessageId(number) for number in found if number is not None]


def shown_alarms(connection: Connection, session: SessionId) -> list[MessageId]:
    """Return the messages of the session's newest alarms that have arrived, the newest first."""
    found = connection.execute(_SHOWN_ALARMS, {"b_session": session}).scalars()
    return [MessageId(number) for number in found]


def is_lost(connection: Connection, session: SessionId, turn: int) -> bool:
    """Did the call for the prompt of a turn get no usable answer?"""
    return bool(connection.execute(_IS_LOST, {"b_session": session, "b_turn": turn}).scalar())


def is_not_seen(connection: Connection, session: SessionId, turn: int) -> bool:
    """Was the prompt of a turn written, and did it end without being confirmed as in the chat?"""
    return bool(connection.execute(_IS_NOT_SEEN, {"b_session": session, "b_turn": turn}).scalar())


def confirm_prompt(
    connection: Connection, session: SessionId, turn: int, message: MessageId, shows: str | None
) -> bool:
    """Note that a lost prompt has arrived as `message`, with or without a picture; False: it was not lost."""
    values = {"b_session": session, "b_turn": turn, "b_message": message, "b_shows": shows}
    return connection.execute(_ARRIVED, values).rowcount > 0


def make_way(
    connection: Connection, session: SessionId, turn: int, message: Message, *, moved_on: bool
) -> bool:
    """Withdraw what a new text of the card replaces; True: the turn's prompt leaves with it instead."""
    values = {"b_session": session, "b_turn": turn, "b_payload": payload.to_json(message)}
    touched = connection.execute(_MOVE_ON if moved_on else _CHANGE_CARD, values).scalars()
    return RowState.pending.value in set(touched)
