"""How a chat stands: the chat, its live session and its draft, read with one statement.

Nearly every action asks for them.
"""

from __future__ import annotations

from types import SimpleNamespace

from sqlalchemy import Connection, Table, and_, bindparam, select

from bot.domain.ids import ChatId
from bot.domain.own import Draft
from bot.domain.session import Session
from bot.ports import Chat
from bot.storage.chats import to_chat
from bot.storage.drafts import to_draft
from bot.storage.session_rows import to_session
from bot.storage.tables import chats, own_drafts, session_is_live, sessions

_STANDING = (
    select(chats, sessions, own_drafts)
    .select_from(chats)
    .outerjoin(sessions, and_(sessions.c.chat_id == chats.c.id, session_is_live))
    .outerjoin(own_drafts, own_drafts.c.chat_id == chats.c.id)
    .where(chats.c.id == bindparam("b_chat"))
)
# Where the columns of each table stand in a row; the first one is the table's key.
_OF_CHAT = slice(len(chats.c))
_OF_LIVE = slice(_OF_CHAT.stop, _OF_CHAT.stop + len(sessions.c))
_OF_DRAFT = slice(_OF_LIVE.stop, None)


class StoredStanding:
    """`ports.Standing`, as it was when it was read. A part that cannot be read raises only when asked for."""

    __slots__ = ("_row",)

    def __init__(self, connection: Connection, chat: ChatId) -> None:
        self._row = connection.execute(_STANDING, {"b_chat": chat}).one_or_none()

    @property
    def chat(self) -> Chat | None:
        """The chat, or None before it has written."""
        record = self._record(chats, _OF_CHAT)
        return None if record is None else to_chat(record)

    @property
    def live(self) -> Session | None:
        """The chat's live session, or None."""
        record = self._record(sessions, _OF_LIVE)
        return None if record is None else to_session(record)

    @property
    def draft(self) -> Draft | None:
        """What the chat is building and has not saved yet, or None."""
        record = self._record(own_drafts, _OF_DRAFT)
        return None if record is None else to_draft(record)

    def _record(self, table: Table, columns: slice) -> SimpleNamespace | None:
        """Return the row of one table; None if there is none, since then its key is NULL."""
        values = () if self._row is None else self._row[columns]
        if not values or values[0] is None:
            return None
        return SimpleNamespace(**dict(zip(table.c.keys(), values, strict=True)))
