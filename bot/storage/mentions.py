"""What the next answer must know of earlier messages: how many wait, and which may not have arrived."""

from __future__ import annotations

from sqlalchemy import Connection, and_, bindparam, func, literal_column, or_, select, update

from bot.domain.ids import ChatId
from bot.domain.message import Message
from bot.ports import Backlog, Kind, Lane
from bot.ports.kinds import Mention
from bot.storage import payload
from bot.storage.tables import is_kind, kind_is, outbox, row_is_live, row_is_pending, row_is_unknown

_columns = outbox.c
_prompts = outbox.alias("prompts")
_has_no_card = ~(
    select(_prompts.c.id)
    .where(_prompts.c.session_id == _columns.session_id, is_kind(Kind.prompt, _prompts))
    .where(_prompts.c.message_id.is_not(None))
    .exists()
)
_is_always_mentioned = kind_is(lambda rules: rules.mention is Mention.always)
_is_missed = or_(
    _is_always_mentioned,
    and_(kind_is(lambda rules: rules.mention is Mention.without_card), _has_no_card),
)
_is_not_mentioned_yet = and_(row_is_unknown, _columns.is_mentioned.is_(False))
_of_chat = _columns.chat_id == bindparam("b_chat")
_is_to_mention = and_(_of_chat, _is_not_mentioned_yet, _is_missed)
_MENTION = update(outbox).where(_is_to_mention).values(is_mentioned=True)
# Messages of the session and edits that can wait do not count: no answer waits for them for long. Nor does
# the card that follows the answers count: there is one at most.
_is_answer = and_(
    _columns.lane <= literal_column(str(Lane.reply.value)),
    ~is_kind(Kind.lead),
)
_is_overflow = is_kind(Kind.overflow)
_BACKLOG = select(
    select(func.count()).select_from(outbox).where(_of_chat, row_is_live, _is_answer).scalar_subquery(),
    select(_columns.id).where(_of_chat, row_is_live, _is_answer, _is_overflow).exists(),
    select(_columns.id).where(_is_to_mention).exists(),
)
_URGENT = select(_columns.payload).where(
    _of_chat, row_is_pending, _columns.lane == literal_column(str(Lane.urgent.value))
)

waits_to_be_mentioned = and_(_is_not_mentioned_yet, _is_always_mentioned)


def backlog(connection: Connection, chat: ChatId) -> Backlog:
    """Return what the next answer must know of the chat's earlier messages."""
    return Backlog(*connection.execute(_BACKLOG, {"b_chat": chat}).one())


def is_urgent(connection: Connection, chat: ChatId, message: Message) -> bool:
    """Does the same message already wait to leave before all answers?"""
    return payload.to_json(message) in connection.execute(_URGENT, {"b_chat": chat}).scalars().all()


def mention_unknown(connection: Connection, chat: ChatId) -> None:
    """Note that the chat's messages which may not have arrived are mentioned."""
    connection.execute(_MENTION, {"b_chat": chat})
