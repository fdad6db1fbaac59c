"""Which updates have been processed, in the database; and the deletion of rows that are no longer needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, String, and_, bindparam, cast, delete, literal, or_, select

from bot.domain.ids import UpdateId
from bot.domain.pictures import Pictures
from bot.domain.plan import EVERY_CUE, Pace
from bot.ports import Now, Retention
from bot.storage.locks import are_shared
from bot.storage.mentions import waits_to_be_mentioned
from bot.storage.remains import Remains
from bot.storage.rings import has_buttons
from bot.storage.tables import (
    added_sessions,
    broadcasts,
    chats,
    done_days,
    likings,
    outbox,
    own_drafts,
    own_routines,
    receipts,
    reminders,
    row_is_live,
    session_is_live,
    sessions,
    tags_liked,
    tips_shown,
)
from bot.storage.upserts import insert

KEPT = timedelta(hours=48)
KEPT_TO_MENTION = timedelta(days=30)  # a message that may not have arrived, if the person writes only then
OF_A_CHAT = (
    *(likings, outbox, own_drafts, own_routines, reminders, sessions, tips_shown),
    *(added_sessions, broadcasts, done_days, tags_liked),
)

_update = receipts.c.update_id
_WRITE = insert(receipts).on_conflict_do_nothing(index_elements=[_update]).returning(_update)
_TAKE_BACK = delete(receipts).where(_update.in_(bindparam("b_updates", expanding=True)))
_SWEEP_RECEIPTS = delete(receipts).where(receipts.c.taken_at < bindparam("b_before"))
# The rows of a live session are kept: they say which message is its card, even after a long pause.
_SWEEP_OUTBOX = delete(outbox).where(
    outbox.c.written_at < bindparam("b_before"),
    ~row_is_live,
    ~has_buttons,  # the row says where the ring is; `sweep_up` lets its buttons be dropped first
    or_(~waits_to_be_mentioned, outbox.c.written_at < bindparam("b_long_before")),
    ~select(sessions.c.id).where(sessions.c.id == outbox.c.session_id, session_is_live).exists(),
)
# These look at every row, once an hour, and only where a host has set how long what was done is kept.
_SWEEP_SESSIONS = delete(sessions).where(sessions.c.ended_at < bindparam("b_before"), ~session_is_live)
_SWEEP_DAYS = [delete(table).where(table.c.on < bindparam("b_on")) for table in (added_sessions, done_days)]
# Of a deleted routine the name is kept for the sessions that used it.
_SWEEP_NAMES = delete(own_routines).where(
    own_routines.c.is_deleted,
    ~select(sessions.c.id)
    .where(
        sessions.c.chat_id == own_routines.c.chat_id,
        sessions.c.routine == literal("own_") + cast(own_routines.c.id, String),
    )
    .exists(),
)
is_bare = and_(
    chats.c.zone.is_(None),
    chats.c.safety_yes.is_(None),
    chats.c.last_routine.is_(None),
    chats.c.quiet_begins.is_(None),
    chats.c.pace == Pace.beginner.value,
    chats.c.cues == EVERY_CUE.value,
    chats.c.asks_rating,
    chats.c.shows_streak,
    chats.c.dark.is_(False),
    chats.c.day_begins == 0,
    chats.c.pictures == Pictures.on.value,
    chats.c.wants_news.is_(True),
    *(~select(table.c.chat_id).where(table.c.chat_id == chats.c.id).exists() for table in OF_A_CHAT),
)
_SWEEP_CHATS = delete(chats).where(is_bare)
# With several processes somebody may write in such a chat just now: it is locked, and looked at once more.
_LOCK_BARE = select(chats.c.id).where(is_bare).limit(1000).with_for_update(key_share=True, skip_locked=True)
_SWEEP_LOCKED = _SWEEP_CHATS.where(chats.c.id.in_(bindparam("b_chats", expanding=True)))


class StoredReceipts:
    """`ports.Receipts` over one connection."""

    def __init__(self, connection: Connection, remains: Remains, retention: Retention) -> None:
        self._connection = connection
        self._remains = remains
        self._retention = retention

    def write(self, updates: Iterable[UpdateId], now: Now) -> set[UpdateId]:
        """Write receipts and return the updates that had none; they are claimed for this unit of work.

        The receipt has wire time, since Telegram keeps its updates by real time, too.
        """
        rows = [{"update_id": update, "taken_at": now.wire} for update in updates]
        if not rows:
            return set()
        return {UpdateId(number) for number in self._connection.execute(_WRITE, rows).scalars()}

    def take_back(self, updates: Collection[UpdateId]) -> None:
        """Delete the receipts of updates whose action has failed."""
        if updates:
            self._connection.execute(_TAKE_BACK, {"b_updates": list(updates)})

    def sweep(self, now: Now) -> None:
        """Delete what was kept for its time, and chats of which nothing else is known.

        Receipts are kept for 48 h; how long outbox rows at their end, and what was done, are kept can be set.
        """
        self._connection.execute(_SWEEP_RECEIPTS, {"b_before": now.wire - KEPT})
        messages = now.people - self._retention.messages
        before = {"b_before": messages, "b_long_before": now.people - KEPT_TO_MENTION}
        if self._retention.history is not None:
            self._sweep_history(now.people - self._retention.history)
        self._connection.execute(_SWEEP_OUTBOX, before)
        self._sweep_chats()
        self._remains.note_swept()

    def _sweep_chats(self) -> None:
        if not are_shared(self._connection):
            self._connection.execute(_SWEEP_CHATS)
        elif bare := list(self._connection.execute(_LOCK_BARE).scalars()):
            self._connection.execute(_SWEEP_LOCKED, {"b_chats": bare})

    def _sweep_history(self, before: datetime) -> None:
        """Delete what was done before a moment: sessions, also added ones, and the days of "Done"."""
        self._connection.execute(_SWEEP_SESSIONS, {"b_before": before})
        self._connection.execute(_SWEEP_NAMES)
        for sweep in _SWEEP_DAYS:
            self._connection.execute(sweep, {"b_on": before.date()})
