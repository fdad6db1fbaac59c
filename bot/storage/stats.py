"""Numbers about the whole bot, counted in the database."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, union

from bot.domain.session import State
from bot.ports import ChatStats, OutboxStats, RowState, SessionStats, Since
from bot.storage.done_days import is_deed
from bot.storage.tables import (
    added_sessions,
    chats,
    done_days,
    kind_is,
    outbox,
    reminders,
    row_is_pending,
    row_is_unknown,
    sessions,
)

LATE = timedelta(minutes=1)
_DAY = 86_400  # seconds


class StoredStats:
    """`ports.Stats` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def chats(self, since: Since) -> ChatStats:
        """Count chats."""
        ringing = select(func.count(reminders.c.chat_id.distinct())).where(reminders.c.due_at.is_not(None))
        counted = select(
            select(func.count()).select_from(chats).scalar_subquery(),
            ringing.scalar_subquery(),
            _active(since.week),
            _active(since.month),
        )
        return ChatStats(*self._connection.execute(counted).one())

    def sessions(self, since: Since) -> SessionStats:
        """Count sessions."""
        today = sessions.c.started_at >= since.today
        finished = sessions.c.state == State.finished.value
        number = func.count()
        counted = (
            select(
                number.filter(today),
                number.filter(and_(today, finished)),
                number,
                number.filter(finished),
            )
            .select_from(sessions)
            .where(sessions.c.started_at >= since.week)
        )
        return SessionStats(*self._connection.execute(counted).one())

    def outbox(self, since: Since) -> OutboxStats:
        """Count messages."""
        number, state = func.count(), outbox.c.state
        is_ring, was_sent = kind_is(lambda rules: rules.is_ring), state == RowState.sent.value
        late = or_(state == RowState.expired.value, and_(was_sent, self._has_waited()))
        waiting = select(func.count()).select_from(outbox).where(row_is_pending).scalar_subquery()
        counted = (
            select(
                number.filter(and_(is_ring, was_sent)),
                number.filter(and_(is_ring, late)),
                waiting,
                number.filter(row_is_unknown),
                number.filter(state == RowState.failed.value),
            )
            .select_from(outbox)
            .where(outbox.c.written_at >= since.day)
        )
        return OutboxStats(*self._connection.execute(counted).one())

    def _has_waited(self) -> ColumnElement[bool]:
        """Return the condition that a row left more than LATE after it was written."""
        began, left = outbox.c.written_at, outbox.c.claimed_at
        if self._connection.dialect.name == "postgresql":
            return left - began > LATE
        return (func.julianday(left) - func.julianday(began)) * _DAY > LATE.total_seconds()


def _active(since: datetime) -> ColumnElement[int]:
    """Return how many chats have had a session, added one, or done something since a moment."""
    somebody = union(
        select(sessions.c.chat_id).where(sessions.c.started_at >= since),
        select(added_sessions.c.chat_id).where(added_sessions.c.at >= since),
        select(done_days.c.chat_id).where(done_days.c.at >= since, is_deed),
    ).subquery()
    return select(func.count()).select_from(somebody).scalar_subquery()
