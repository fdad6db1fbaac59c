"""Is a message still the newest that a chat was sent? A typed line may answer only that one."""

from __future__ import annotations

from sqlalchemy import BindParameter, Connection, and_, bindparam, exists, or_, select

from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.ports import Kind, RowState
from bot.storage.tables import is_kind, is_one_of, kind_is, outbox, row_is_live, row_is_unknown

_columns = outbox.c
_noted = outbox.alias("noted")
_chat: BindParameter[int] = bindparam("b_chat")
_row: BindParameter[int] = bindparam("b_row")
_message: BindParameter[int] = bindparam("b_message")

_is_there = exists().where(
    _noted.c.id == _row,
    _noted.c.chat_id == _chat,
    is_one_of(_noted.c.state, frozenset({RowState.sending, RowState.sent})),
)
_is_new = kind_is(lambda rules: rules.is_new)
_is_of_message = or_(_columns.message_id == _message, _columns.edits == _message)
# These change no button that could be meant: what is optional repeats the buttons of its message.
_changes_nothing = or_(
    kind_is(lambda rules: rules.is_optional or rules.sets_menu),
    and_(is_kind(Kind.tidy), _columns.edits.is_not(None), _columns.edits != _message),
)
_claimed_at = select(_noted.c.claimed_at).where(_noted.c.id == _row).scalar_subquery()
# What was written later counts whatever became of it: also a message that was refused was more urgent to say.
_is_later = and_(_columns.id > _row, or_(_is_new, _is_of_message))
_is_called_later = and_(
    row_is_unknown, _is_new, or_(_columns.claimed_at.is_(None), _columns.claimed_at >= _claimed_at)
)
_hides = exists().where(
    _columns.chat_id == _chat,
    _columns.id != _row,
    ~_changes_nothing,
    or_(_columns.message_id > _message, _is_later, row_is_live, _is_called_later),
)
_IS_NEWEST = select(and_(_is_there, ~_hides))


def is_newest(connection: Connection, chat: ChatId, row: OutboxId, message: MessageId) -> bool:
    """Is `message`, as `row` left it, the newest that was written to the chat, as far as is known?"""
    values = {"b_chat": chat, "b_row": row, "b_message": message}
    return bool(connection.execute(_IS_NEWEST, values).scalar_one())
