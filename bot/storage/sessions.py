"""The sessions in the database. What a row holds is in `session_rows`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, case, func, insert, select, update

from bot.domain.catalogue import TechniqueKey
from bot.domain.history import Totals
from bot.domain.ids import ChatId, SessionId
from bot.domain.session import Session
from bot.storage.done_days import is_deed
from bot.storage.locks import are_shared
from bot.storage.problems import StaleVersion
from bot.storage.session_rows import to_session, values_of
from bot.storage.tables import (
    added_sessions,
    chats,
    done_days,
    session_is_finished,
    session_is_live,
    sessions,
)

_columns = sessions.c
_ADD = insert(sessions).returning(_columns.id)
_GET = select(sessions).where(_columns.id == bindparam("b_id"))
_LIVE = select(sessions).where(_columns.chat_id == bindparam("b_chat"), session_is_live)
_DUE = (
    select(_columns.id)
    .where(_columns.due_at <= bindparam("b_now"))
    .order_by(_columns.due_at, _columns.id)
    .limit(bindparam("b_limit"))
)
# With several processes: those whose chat no other process has locked. Both rows are looked at once more when
# they are locked, so a session that another process has just moved on is not returned.
_DUE_FREE = (
    _DUE.with_only_columns(_columns.id)
    .join(chats, chats.c.id == _columns.chat_id)
    .with_for_update(key_share=True, skip_locked=True, of=[chats, sessions])
)
_LOCK_LIVE = (
    select(chats.c.id)
    .where(chats.c.id.in_(select(_columns.chat_id).where(session_is_live)))
    .order_by(chats.c.id)
    .with_for_update(key_share=True)
)
_ALL_LIVE = select(_columns.id).where(session_is_live, _columns.due_at.is_not(None)).order_by(_columns.due_at)
# A session that ended during its get-ready count is not part of the history.
_was_played = (_columns.ended_at.is_not(None), _columns.played_seconds > 0)
_HISTORY = (
    select(sessions)
    .where(_columns.chat_id == bindparam("b_chat"), *_was_played)
    .order_by(_columns.ended_at.desc(), _columns.id.desc())
    .limit(bindparam("b_limit"))
)
_FINISHED = select(_columns.started_at, _columns.ended_on).where(
    _columns.chat_id == bindparam("b_chat"),
    session_is_finished,
    _columns.started_at >= bindparam("b_since"),
)
_BY_DAY = select(_columns.ended_on, _columns.ended_at, _columns.played_seconds).where(
    _columns.chat_id == bindparam("b_chat"), *_was_played
)
_LAST_DAY = select(
    select(func.max(func.coalesce(_columns.ended_on, func.date(_columns.ended_at))))
    .where(_columns.chat_id == bindparam("b_chat"), *_was_played)
    .scalar_subquery(),
    *(
        select(func.max(table.c.on)).where(table.c.chat_id == bindparam("b_chat"), *of).scalar_subquery()
        for table, of in ((added_sessions, ()), (done_days, (is_deed,)))
    ),
)
_PLAYED = select(_columns.steps, _columns.played).where(_columns.chat_id == bindparam("b_chat"), *_was_played)
_PUT = update(sessions).where(_columns.id == bindparam("b_id"), _columns.version == bindparam("b_version"))
_PUT_OFF = (
    update(sessions)
    .where(_columns.id == bindparam("b_id"))
    .values(
        due_at=bindparam("b_until"),
        notifies_at=case(
            (_columns.notifies_at < bindparam("b_until"), bindparam("b_until")), else_=_columns.notifies_at
        ),
    )
)


class StoredSessions:
    """`ports.Sessions` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: Session) -> Session:
        """Keep a new session, whose id is given here, and return it; the chat must have no live one."""
        number = self._connection.execute(_ADD, values_of(session)).scalar_one()
        return replace(session, id=SessionId(number))

    def live(self, chat: ChatId) -> Session | None:
        """Return the chat's live session, or None."""
        row = self._connection.execute(_LIVE, {"b_chat": chat}).one_or_none()
        return None if row is None else to_session(row)

    def get(self, session: SessionId) -> Session | None:
        """Return a session of any state."""
        row = self._connection.execute(_GET, {"b_id": session}).one_or_none()
        return None if row is None else to_session(row)

    def put(self, session: Session) -> Session:
        """Write the session and return it as the next version.

        StaleVersion: the stored version is not the one that was read, or the session does not exist.
        """
        kept = replace(session, version=session.version + 1)
        key = {"b_id": session.id, "b_version": session.version}
        if self._connection.execute(_PUT, {**values_of(kept), **key}).rowcount == 0:
            raise StaleVersion(f"session {session.id} is no longer at version {session.version}")
        return kept

    def history(self, chat: ChatId, limit: int) -> list[Session]:
        """Return the chat's sessions that have ended and were played, the newest first."""
        rows = self._connection.execute(_HISTORY, {"b_chat": chat, "b_limit": limit})
        return [to_session(row) for row in rows]

    def totals(self, chat: ChatId) -> Totals:
        """Return the sums over all sessions that were played."""
        count, seconds = 0, 0
        techniques: Counter[TechniqueKey] = Counter()
        for row in self._connection.execute(_PLAYED, {"b_chat": chat}):
            count += 1
            seconds += sum(row.played)
            for step, played in zip(row.steps, row.played, strict=True):
                if step["technique"] is not None and played:
                    techniques[TechniqueKey(step["technique"])] += played
        return Totals(count, seconds, dict(techniques))

    def by_day(self, chat: ChatId) -> list[tuple[date, int]]:
        """Return date and seconds of each session that was played. Without a zone, the date is UTC's."""
        rows = self._connection.execute(_BY_DAY, {"b_chat": chat})
        return [(row.ended_on or row.ended_at.date(), row.played_seconds) for row in rows]

    def last_day(self, chat: ChatId) -> date | None:
        """Return the newest date with something done: a session, also an added one, or Done."""
        of_sessions, *others = self._connection.execute(_LAST_DAY, {"b_chat": chat}).one()
        days = [*others, None if of_sessions is None else date.fromisoformat(str(of_sessions))]
        return max((each for each in days if each is not None), default=None)

    def finished(self, chat: ChatId, since: datetime) -> list[tuple[datetime, date | None]]:
        """Return when each finished session began, from `since` on, and the local date of its end."""
        rows = self._connection.execute(_FINISHED, {"b_chat": chat, "b_since": since})
        return [(row.started_at, row.ended_on) for row in rows]

    def due(self, now: datetime, limit: int) -> list[SessionId]:
        """Return the ids of the sessions that are due at `now`, the longest overdue first.

        Their chats are locked for other processes; those that are locked already are passed over.
        """
        due = _DUE_FREE if are_shared(self._connection) else _DUE
        numbers = self._connection.execute(due, {"b_now": now, "b_limit": limit}).scalars()
        return [SessionId(number) for number in numbers]

    def put_off(self, session: SessionId, until: datetime) -> None:
        """Make the session due at `until`; its version does not change."""
        self._connection.execute(_PUT_OFF, {"b_id": session, "b_until": until})

    def all_live(self) -> list[SessionId]:
        """Return the ids of all live sessions; their chats are locked for other processes."""
        if are_shared(self._connection):
            self._connection.execute(_LOCK_LIVE).all()
        return [SessionId(number) for number in self._connection.execute(_ALL_LIVE).scalars()]
