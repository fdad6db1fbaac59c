"""Broadcasts in the database: drafts, the one that is on its way, and who waits for a free moment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, or_, select, update

from bot.domain.ids import BroadcastId, ChatId, MessageId
from bot.domain.written import Written
from bot.ports import Broadcast, Ended, Listener, Wait
from bot.storage import news, phrase_json
from bot.storage.chats import to_chat
from bot.storage.columns import Utc
from bot.storage.tables import broadcast_waits, broadcasts, chats, session_is_live, sessions
from bot.storage.upserts import insert as upsert

ON_ITS_WAY = 1  # in the column `running`, which is unique; of a draft it is NULL
FAR = timedelta(minutes=10)  # a step that is due later than this was planned by a clock that was set back

_columns, _waits = broadcasts.c, broadcast_waits.c
_is_it = _columns.id == bindparam("b_id")
_now = bindparam("b_now", type_=Utc)
_of_it = _waits.broadcast_id == bindparam("b_broadcast")
_hears = and_(chats.c.id > 0, chats.c.is_gone.is_(False), chats.c.wants_news.is_(True))
_in_session = (
    select(sessions.c.id)
    .where(sessions.c.chat_id == chats.c.id, session_is_live)
    .exists()
    .label("in_session")
)

_GET = select(broadcasts).where(_is_it)
_ON_ITS_WAY = select(broadcasts).where(_columns.running == ON_ITS_WAY)
# Of several processes one does a step; the others do not wait for it. SQLite has one writer at a time.
_TAKE_DUE = _ON_ITS_WAY.where(
    or_(_columns.due_at <= _now, _columns.due_at > bindparam("b_far", type_=Utc))
).with_for_update(skip_locked=True)
_BEGIN = (
    update(broadcasts)
    .where(_is_it, _columns.running.is_(None))
    .values(
        running=ON_ITS_WAY,
        card=bindparam("b_card"),
        total=bindparam("b_total"),
        reached=0,
        due_at=_now,
    )
)
_STOP = update(broadcasts).where(_is_it).values(is_stopped=True, due_at=_now)
_PUT_OFF = update(broadcasts).where(_is_it).values(due_at=_now)
_PUT = update(broadcasts).where(_is_it)
_DROP = delete(broadcasts).where(_is_it)
_DROP_DRAFTS = delete(broadcasts).where(_columns.chat_id == bindparam("b_chat"), _columns.running.is_(None))
_SWEEP = delete(broadcasts).where(_columns.running.is_(None), _columns.written_at < bindparam("b_before"))
# A broadcast that is deleted with its administrator's chat leaves these.
_SWEEP_WAITS = delete(broadcast_waits).where(_waits.broadcast_id.not_in(select(_columns.id)))
_LISTENERS = select(func.count()).select_from(chats).where(_hears)
_NEXT = (
    select(chats, _in_session)
    .where(_hears, chats.c.id > bindparam("b_after"))
    .order_by(chats.c.id)
    .limit(bindparam("b_limit"))
)
_WAITING = (
    select(chats, _in_session, _waits.since)
    .join(broadcast_waits, _waits.chat_id == chats.c.id)
    .where(_of_it, _waits.look_at <= _now)
    .order_by(_waits.look_at)
    .limit(bindparam("b_limit"))
)
_NEXT_MOMENT = select(_waits.look_at).where(_of_it).order_by(_waits.look_at).limit(1)
_NEW_WAIT = upsert(broadcast_waits)
_LET_WAIT = _NEW_WAIT.on_conflict_do_update(
    index_elements=[_waits.chat_id],
    set_={name: _NEW_WAIT.excluded[name] for name in ("broadcast_id", "look_at", "since")},
)
_WAIT_NO_MORE = delete(broadcast_waits).where(_waits.chat_id.in_(bindparam("b_chats", expanding=True)))
_CLEAR = delete(broadcast_waits).where(
    _waits.chat_id.in_(select(_waits.chat_id).limit(bindparam("b_limit")).scalar_subquery())
)


class StoredBroadcasts:
    """`ports.Broadcasts` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def draft(self, chat: ChatId, news: Written, now: datetime) -> Broadcast:
        """Keep a draft in place of an earlier one of the same chat, and return it."""
        self._connection.execute(_DROP_DRAFTS, {"b_chat": chat})
        values = {"chat_id": chat, "news": phrase_json.from_written(news), "written_at": now}
        new = self._connection.execute(insert(broadcasts).values(**values).returning(_columns.id))
        return Broadcast(BroadcastId(new.scalar_one()), chat, news)

    def get(self, broadcast: BroadcastId) -> Broadcast | None:
        """Return a draft, or the broadcast that is on its way."""
        row = self._connection.execute(_GET, {"b_id": broadcast}).one_or_none()
        return None if row is None else _to_broadcast(row)

    def on_its_way(self) -> Broadcast | None:
        """Return the broadcast that is on its way."""
        row = self._connection.execute(_ON_ITS_WAY).one_or_none()
        return None if row is None else _to_broadcast(row)

    def listeners(self) -> int:
        """Count the chats that would get news now."""
        return self._connection.execute(_LISTENERS).scalar_one()

    def begin(self, broadcast: BroadcastId, card: MessageId | None, total: int, now: datetime) -> None:
        """Begin to send a draft at `now`; no other broadcast may be on its way."""
        self._connection.execute(_BEGIN, {"b_id": broadcast, "b_card": card, "b_total": total, "b_now": now})

    def stop(self, broadcast: BroadcastId, now: datetime) -> None:
        """Let nothing more of it leave; its messages that wait are cancelled."""
        self._connection.execute(_STOP, {"b_id": broadcast, "b_now": now})
        news.cancel(self._connection)

    def drop(self, broadcast: BroadcastId) -> None:
        """Delete a draft, or a broadcast that has ended."""
        self._connection.execute(_DROP, {"b_id": broadcast})

    def take_due(self, now: datetime) -> Broadcast | None:
        """Return the broadcast if its next step is due. Another process that asks meanwhile gets None."""
        row = self._connection.execute(_TAKE_DUE, {"b_now": now, "b_far": now + FAR}).one_or_none()
        return None if row is None else _to_broadcast(row)

    def put(self, broadcast: Broadcast) -> None:
        """Write how far it has come, without what `begin` and `stop` write."""
        values = {
            "reached": broadcast.reached,
            "due_at": broadcast.due_at,
            "total": broadcast.total,
            "sent": broadcast.ended.sent,
            "unknown": broadcast.ended.unknown,
            "failed": broadcast.ended.failed,
            "left_out": broadcast.left_out,
            "is_shown": broadcast.is_shown,
            "shown_at": broadcast.shown_at,
        }
        self._connection.execute(_PUT.values(**values), {"b_id": broadcast.id})

    def put_off(self, broadcast: BroadcastId, until: datetime) -> None:
        """Make its next step due at `until`, and change nothing else."""
        self._connection.execute(_PUT_OFF, {"b_id": broadcast, "b_now": until})

    def next_after(self, chat: ChatId, limit: int) -> list[Listener]:
        """Return the next chats by number that are to get the news."""
        rows = self._connection.execute(_NEXT, {"b_after": chat, "b_limit": limit})
        return [Listener(to_chat(row), row.in_session) for row in rows]

    def waiting(self, broadcast: BroadcastId, now: datetime, limit: int) -> list[Listener]:
        """Return chats that wait and whose moment may have come, the earliest first."""
        asked = {"b_broadcast": broadcast, "b_now": now, "b_limit": limit}
        rows = self._connection.execute(_WAITING, asked)
        return [Listener(to_chat(row), row.in_session, row.since) for row in rows]

    def next_moment(self, broadcast: BroadcastId) -> datetime | None:
        """Return when the moment of a chat that waits may come next; None: no chat waits."""
        asked = {"b_broadcast": broadcast}
        found: datetime | None = self._connection.execute(_NEXT_MOMENT, asked).scalar_one_or_none()
        return found

    def let_wait(self, broadcast: BroadcastId, waits: Sequence[Wait]) -> None:
        """Let chats wait for a free moment."""
        if waits:
            rows = [
                {"chat_id": each.chat, "broadcast_id": broadcast, "look_at": each.until, "since": each.since}
                for each in waits
            ]
            self._connection.execute(_LET_WAIT, rows)

    def wait_no_more(self, chats: Collection[ChatId]) -> None:
        """Let these chats wait no more."""
        if chats:
            self._connection.execute(_WAIT_NO_MORE, {"b_chats": list(chats)})

    def clear_waiting(self, limit: int) -> bool:
        """Let up to `limit` chats wait no more; True: there may be more of them."""
        return self._connection.execute(_CLEAR, {"b_limit": limit}).rowcount >= limit

    def count_ended(self) -> Ended:
        """Count the messages that have ended since it was asked last."""
        return news.count_ended(self._connection)

    def take_back(self, broadcast: BroadcastId, now: datetime) -> int:
        """Let the chats wait whose messages were written and could not leave; return how many there are."""
        taken = news.take_back(self._connection, broadcast)
        self.let_wait(broadcast, [Wait(chat, now, now) for chat in taken])
        return len(taken)

    def in_the_outbox(self) -> int:
        """Return how many messages wait to leave, or are leaving."""
        return news.count_live(self._connection)

    def sweep(self, before: datetime) -> None:
        """Delete drafts that were written before a moment, and what deleted broadcasts have left."""
        self._connection.execute(_SWEEP, {"b_before": before})
        self._connection.execute(_SWEEP_WAITS)


def _to_broadcast(row: Row[Any] | SimpleNamespace) -> Broadcast:
    draft = Broadcast(BroadcastId(row.id), ChatId(row.chat_id), phrase_json.to_written(row.news))
    return replace(
        draft,
        is_on=row.running is not None,
        is_stopped=row.is_stopped,
        card=None if row.card is None else MessageId(row.card),
        reached=None if row.reached is None else ChatId(row.reached),
        due_at=row.due_at,
        total=row.total,
        ended=Ended(row.sent, row.unknown, row.failed),
        left_out=row.left_out,
        is_shown=row.is_shown,
        shown_at=row.shown_at,
    )
