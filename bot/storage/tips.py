"""Which tips a chat has seen, and the tags of tips that it wants more or less of, in the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from bot.domain.catalogue import PhraseId, TipKey
from bot.domain.ids import ChatId
from bot.domain.tip_choice import TipSeen
from bot.storage.tables import tags_liked, tips_shown
from bot.storage.upserts import insert

_shown = tips_shown.c
_SEEN = select(_shown.tip, _shown.shown_at, _shown.times, _shown.opener).where(
    _shown.chat_id == bindparam("b_chat")
)
_NEW = insert(tips_shown)
SHOW = _NEW.on_conflict_do_update(
    index_elements=[_shown.chat_id, _shown.tip],
    set_={
        "shown_at": _NEW.excluded.shown_at,
        "times": _shown.times + 1,
        "opener": _NEW.excluded.opener,
    },
)
_LIKED = select(tags_liked.c.tag, tags_liked.c.liked).where(tags_liked.c.chat_id == bindparam("b_chat"))
_LIKE = insert(tags_liked)
_PUT = _LIKE.on_conflict_do_update(
    index_elements=[tags_liked.c.chat_id, tags_liked.c.tag], set_={"liked": _LIKE.excluded.liked}
)


class StoredTips:
    """`ports.Tips` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def seen(self, chat: ChatId) -> dict[TipKey, TipSeen]:
        """Return the tips shown in the chat: when each was shown last, and how often."""
        rows = self._connection.execute(_SEEN, {"b_chat": chat})
        return dict(to_seen(row) for row in rows)

    def show(self, chat: ChatId, tip: TipKey, now: datetime, opener: PhraseId | None = None) -> None:
        """Note that a tip is shown at `now`; `opener`: of the ring that brings it."""
        self._connection.execute(SHOW, shown(chat, tip, now, opener))


class StoredTagsLiked:
    """`ports.TagsLiked` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, chat: ChatId) -> dict[str, int]:
        """Return how much more of each tag the chat wants; less: a number below zero."""
        return {row.tag: row.liked for row in self._connection.execute(_LIKED, {"b_chat": chat})}

    def put(self, chat: ChatId, liked: Mapping[str, int]) -> None:
        """Write how much more of some tags the chat wants."""
        for tag, much in liked.items():
            self._connection.execute(_PUT, {"chat_id": chat, "tag": tag, "liked": much})


def shown(chat: ChatId, tip: TipKey, now: datetime, opener: PhraseId | None) -> dict[str, Any]:
    """Return the values of the row of a tip that is shown at `now`."""
    return {"chat_id": chat, "tip": tip, "shown_at": now, "times": 1, "opener": opener}


def to_seen(row: Row[*tuple[Any, ...]]) -> tuple[TipKey, TipSeen]:
    """Return the tip of a row of its table, and when, how often and with which opener it was shown."""
    return TipKey(row.tip), TipSeen(row.shown_at, row.times, row.opener)
