"""How much waits to be done: one question for each group of messages, which stops at the first 10,000."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, literal_column, or_, select, text

from bot.ports import Lane, Now
from bot.ports.load import GROUPS, Group, Load, Queue
from bot.storage.columns import Utc
from bot.storage.migrations import VERSIONS, migrations_folder, revisions
from bot.storage.tables import chats, outbox, row_is_pending

MOST = 10_000
NOTHING = timedelta(0)
_VERSION = text(f"SELECT version_num FROM {VERSIONS}")
_wire = bindparam("b_wire", type_=Utc)


def _waiting(lanes: list[Lane], most: int = MOST) -> Select[*tuple[Any, ...]]:
    """Count the rows of `lanes` that may leave by now, in the order in which they leave."""
    # The lanes are written into the SQL, as in `claims.py`: then SQLite uses the index of what is pending.
    in_lanes = outbox.c.lane.in_([literal_column(str(lane.value)) for lane in lanes])
    may_leave = or_(outbox.c.not_before.is_(None), outbox.c.not_before <= _wire)
    is_free = or_(chats.c.held_until.is_(None), chats.c.held_until <= _wire)
    first = (
        select(outbox.c.written_at)
        .join(chats, chats.c.id == outbox.c.chat_id)
        .where(and_(row_is_pending, in_lanes, may_leave, is_free))
        .order_by(outbox.c.lane, outbox.c.expires_at, outbox.c.id)
        .limit(most)
        .subquery()
    )
    return select(func.count(), func.min(first.c.written_at)).select_from(first)


_QUEUES = {group: _waiting([lane for lane, of_lane in GROUPS.items() if of_lane is group]) for group in Group}


def load_of(connection: Connection, now: Now, due: datetime | None) -> Load:
    """Return what waits at `now`. `due`: when the earliest ring or step is due."""
    queues = {}
    for group, asked in _QUEUES.items():
        number, oldest = connection.execute(asked, {"b_wire": now.wire}).one()
        lag = NOTHING if oldest is None else max(now.people - oldest, NOTHING)
        queues[group] = Queue(number, lag)
    versions = connection.execute(_VERSION).scalars().all()
    overdue = NOTHING if due is None else max(now.people - due, NOTHING)
    return Load(queues, overdue, versions == [revisions(migrations_folder())[0]])
