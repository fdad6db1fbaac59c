"""Rows on their way out move with a clock that is set back: they become late at the same moment as before."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, bindparam, select, update

from bot.storage.columns import Utc
from bot.storage.tables import NEVER, kind_is, outbox, row_is_live

_columns = outbox.c
_LIVE = select(
    _columns.id,
    _columns.written_at,
    _columns.expires_at,
    # A ring expires by the wall clock: at the end of its date, or when the quiet hours begin.
    kind_is(lambda rules: rules.is_ring).label("is_ring"),
).where(row_is_live)
_MOVE = (
    update(outbox)
    .where(_columns.id == bindparam("b_id"))
    .values(written_at=bindparam("b_written", type_=Utc), expires_at=bindparam("b_expires", type_=Utc))
)


def move_back(connection: Connection, by: timedelta) -> None:
    """Move back when the rows on their way out were written, and until when they may leave."""
    moved = [
        {
            "b_id": row.id,
            "b_written": row.written_at - by,
            "b_expires": row.expires_at if row.is_ring or row.expires_at == NEVER else row.expires_at - by,
        }
        for row in connection.execute(_LIVE)
    ]
    if moved:
        connection.execute(_MOVE, moved)
