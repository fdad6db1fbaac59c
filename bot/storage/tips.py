"""Which tips a chat has seen, in the database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from bot.domain.catalogue import TipKey
from bot.domain.ids import ChatId
from bot.storage.tables import tips_shown

_SEEN = select(tips_shown.c.tip, tips_shown.c.shown_at).where(tips_shown.c.chat_id == bindparam("b_chat"))
_NEW = insert(tips_shown)
_SHOW = _NEW.on_conflict_do_update(
    index_elements=[tips_shown.c.chat_id, tips_shown.c.tip], set_={"shown_at": _NEW.excluded.shown_at}
)


class StoredTips:
    """`ports.Tips` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def seen(self, chat: ChatId) -> dict[TipKey, datetime]:
        """Return the tips shown in the chat and when each was shown last."""
        rows = self._connection.execute(_SEEN, {"b_chat": chat})
        return {TipKey(row.tip): row.shown_at for row in rows}

    def show(self, chat: ChatId, tip: TipKey, now: datetime) -> None:
        """Note that a tip is shown at `now`."""
        self._connection.execute(_SHOW, {"chat_id": chat, "tip": tip, "shown_at": now})
