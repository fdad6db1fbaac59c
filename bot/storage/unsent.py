"""Ends messages that are not needed any more.

A message that waits ends at once. A message in flight is recalled: it is not sent again if its call does not
reach Telegram.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Update, bindparam, case, null, update

from bot.domain.ids import ChatId, MessageId, SessionId, TopicId
from bot.ports import RowState
from bot.storage.tables import kind_is, outbox, row_is_live, row_is_pending, row_is_sending

_columns = outbox.c
_of_chat = _columns.chat_id == bindparam("b_chat")
_of_session = _columns.session_id == bindparam("b_session")


def withdraw(*which: ColumnElement[bool], end: RowState = RowState.cancelled) -> Update:
    """Return the statement that ends waiting rows of `which` as `end`, and recalls those in flight."""
    return (
        update(outbox)
        .where(row_is_live, *which)
        .values(
            state=case((row_is_pending, end.value), else_=_columns.state),
            payload=case((row_is_pending, null()), else_=_columns.payload),
            is_recalled=row_is_sending,
        )
    )


def cancel_waiting(*which: ColumnElement[bool], end: RowState = RowState.cancelled) -> Update:
    """Return the statement that ends waiting rows of `which` as `end`; rows in flight do not change."""
    return update(outbox).where(row_is_pending, *which).values(state=end.value, payload=null())


_BLOCK_WAITING = cancel_waiting(_of_chat, end=RowState.blocked)
_BLOCK_TOPIC = cancel_waiting(
    _of_chat, _columns.topic.is_not_distinct_from(bindparam("b_topic")), end=RowState.blocked
)
_BLOCK = withdraw(_of_chat, end=RowState.blocked)
_EXPIRE_ALL = update(outbox).where(row_is_live).values(state=RowState.expired.value, payload=null())
_WITHDRAW_SESSION = withdraw(_of_session, kind_is(lambda rules: rules.is_recalled))
_WITHDRAW_COUNTDOWNS = withdraw(
    _of_session, kind_is(lambda rules: rules.gives_way_on_card and rules.is_optional)
)
_WITHDRAW_EDITS = withdraw(
    _of_chat, kind_is(lambda rules: rules.gives_way_on_message), _columns.edits == bindparam("b_message")
)


def withdraw_session(connection: Connection, session: SessionId) -> None:
    """Withdraw the rows of the step that the session leaves; they would come too late."""
    connection.execute(_WITHDRAW_SESSION, {"b_session": session})


def withdraw_countdowns(connection: Connection, session: SessionId) -> None:
    """Withdraw the countdown edits of a card, since a newer edit is coming."""
    connection.execute(_WITHDRAW_COUNTDOWNS, {"b_session": session})


def withdraw_edits(connection: Connection, chat: ChatId, message: MessageId) -> bool:
    """Withdraw the edits of a message, since a newer edit is coming; False: there is none."""
    return connection.execute(_WITHDRAW_EDITS, {"b_chat": chat, "b_message": message}).rowcount > 0


def block_waiting(connection: Connection, chat: ChatId) -> None:
    """End all rows that wait for a chat as blocked."""
    connection.execute(_BLOCK_WAITING, {"b_chat": chat})


def block_topic(connection: Connection, chat: ChatId, topic: TopicId | None) -> None:
    """End all rows that wait for a topic of a group as blocked; None: its general topic."""
    connection.execute(_BLOCK_TOPIC, {"b_chat": chat, "b_topic": topic})


def block_chat(connection: Connection, chat: ChatId) -> None:
    """End all rows that wait for a chat as blocked, and recall those in flight."""
    connection.execute(_BLOCK, {"b_chat": chat})


def expire_all(connection: Connection) -> int:
    """End all rows that wait or are in a call as expired; return how many there were."""
    return connection.execute(_EXPIRE_ALL).rowcount
