"""Messages that are not needed any more: what waits is cancelled, what is in flight is not sent again."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, and_, bindparam, null, update

from bot.domain.ids import ChatId, MessageId, SessionId
from bot.ports import Kind, RowState
from bot.ports.kinds import kinds_where
from bot.storage.tables import kind_is, outbox, row_is_pending, row_is_sending

_columns = outbox.c
_of_chat = _columns.chat_id == bindparam("b_chat")
_of_session = _columns.session_id == bindparam("b_session")

CANCEL = update(outbox).where(row_is_pending).values(state=RowState.cancelled.value, payload=null())
# A row in flight that comes back unsent has expired by then, so that nothing leaves after a Stop.
RECALL = update(outbox).where(row_is_sending).values(expires_at=_columns.written_at)
_BLOCK = update(outbox).where(row_is_pending, _of_chat).values(state=RowState.blocked.value, payload=null())

_of_moved_on = and_(_of_session, kind_is(lambda rules: rules.is_recalled))
_CANCEL_SESSION, _RECALL_SESSION = CANCEL.where(_of_moved_on), RECALL.where(_of_moved_on)

_of_kinds = and_(_of_session, _columns.kind.in_(bindparam("b_kinds", expanding=True)))
_CANCEL_KINDS, _RECALL_KINDS = CANCEL.where(_of_kinds), RECALL.where(_of_kinds)
_CARD_EDITS = kinds_where(lambda rules: rules.gives_way_on_card)
_OPTIONAL_EDITS = kinds_where(lambda rules: rules.gives_way_on_card and rules.is_optional)

_edits_message = and_(
    _of_chat, kind_is(lambda rules: rules.gives_way_on_message), _columns.edits == bindparam("b_message")
)
_CANCEL_EDIT, _RECALL_EDIT = CANCEL.where(_edits_message), RECALL.where(_edits_message)
_RECALL_CHAT = RECALL.where(_of_chat)


def cancel_session(connection: Connection, session: SessionId) -> None:
    """End what belongs to the step that the session is leaving; it would come too late."""
    for statement in (_CANCEL_SESSION, _RECALL_SESSION):
        connection.execute(statement, {"b_session": session})


def cancel_card_edits(connection: Connection, session: SessionId, *, clock_only: bool) -> None:
    """End the edits of the session's card, since a newer one is coming; `clock_only`: countdowns alone."""
    kinds = _words(_OPTIONAL_EDITS if clock_only else _CARD_EDITS)
    for statement in (_CANCEL_KINDS, _RECALL_KINDS):
        connection.execute(statement, {"b_session": session, "b_kinds": kinds})


def cancel_edits(connection: Connection, chat: ChatId, message: MessageId) -> None:
    """End the edits of a message, since a newer one is coming."""
    for statement in (_CANCEL_EDIT, _RECALL_EDIT):
        connection.execute(statement, {"b_chat": chat, "b_message": message})


def block_pending(connection: Connection, chat: ChatId) -> None:
    """End what waits for a chat that cannot be written to."""
    connection.execute(_BLOCK, {"b_chat": chat})


def block_chat(connection: Connection, chat: ChatId) -> None:
    """End what waits for a chat, and send nothing again that is in flight."""
    block_pending(connection, chat)
    connection.execute(_RECALL_CHAT, {"b_chat": chat})


def _words(kinds: Iterable[Kind]) -> list[str]:
    return sorted(kind.value for kind in kinds)
