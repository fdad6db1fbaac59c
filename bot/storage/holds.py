"""Until when a chat or a row waits, because Telegram has told the bot to wait. All moments are wire time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, update

from bot.domain.ids import ChatId
from bot.storage.columns import Utc
from bot.storage.tables import chats, outbox, row_is_pending

_until = bindparam("b_until", type_=Utc)
# The hold is stored with the chat, so that rows written later wait too.
_HOLD = (
    update(chats)
    .where(chats.c.id == bindparam("b_chat"))
    .where(or_(chats.c.held_until.is_(None), chats.c.held_until < _until))
    .values(held_until=_until)
)
_AT_MOST = (
    update(outbox).where(row_is_pending, outbox.c.not_before > _until).values(not_before=_until),
    update(chats).where(chats.c.held_until > _until).values(held_until=_until),
)


def hold_chat(connection: Connection, chat: ChatId, until: datetime) -> None:
    """Let nothing leave for the chat before `until`; a longer hold stays."""
    connection.execute(_HOLD, {"b_chat": chat, "b_until": until})


def hold_until_at_most(connection: Connection, until: datetime) -> None:
    """Shorten every wait of a row or chat to `until`."""
    for statement in _AT_MOST:
        connection.execute(statement, {"b_until": until})
