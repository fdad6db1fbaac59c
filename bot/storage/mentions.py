"""Messages that may not have arrived, which the next answer mentions."""

from __future__ import annotations

from sqlalchemy import Connection, and_, bindparam, or_, select, update

from bot.domain.ids import ChatId
from bot.ports import Kind
from bot.ports.kinds import Mention
from bot.storage.tables import kind_is, outbox, row_is_unknown

_columns = outbox.c
_prompts = outbox.alias("prompts")
_has_no_card = ~(
    select(_prompts.c.id)
    .where(_prompts.c.session_id == _columns.session_id, _prompts.c.kind == Kind.prompt.value)
    .where(_prompts.c.message_id.is_not(None))
    .exists()
)
_is_always_mentioned = kind_is(lambda rules: rules.mention is Mention.always)
_is_missed = or_(
    _is_always_mentioned,
    and_(kind_is(lambda rules: rules.mention is Mention.without_card), _has_no_card),
)
_is_not_mentioned_yet = and_(row_is_unknown, _columns.is_mentioned.is_(False))
_MENTION = (
    update(outbox)
    .where(_columns.chat_id == bindparam("b_chat"), _is_not_mentioned_yet, _is_missed)
    .values(is_mentioned=True)
)

waits_to_be_mentioned = and_(_is_not_mentioned_yet, _is_always_mentioned)


def mention_unknown(connection: Connection, chat: ChatId) -> bool:
    """Note that the chat's messages which may not have arrived are mentioned; False: there are none."""
    return connection.execute(_MENTION, {"b_chat": chat}).rowcount > 0
