"""Which updates have been taken, in the database; and the broom for what is no longer needed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.domain.ids import UpdateId
from bot.storage.tables import outbox, receipts, row_is_live, session_is_live, sessions

KEPT = timedelta(hours=48)

_KNOWN = select(receipts.c.update_id).where(receipts.c.update_id.in_(bindparam("b_updates", expanding=True)))
_WRITE = insert(receipts).on_conflict_do_nothing(index_elements=[receipts.c.update_id])
_SWEEP_RECEIPTS = delete(receipts).where(receipts.c.taken_at < bindparam("b_before"))
# The rows of a live session say where its card is, however long it has been paused.
_SWEEP_OUTBOX = delete(outbox).where(
    outbox.c.due_at < bindparam("b_before"),
    ~row_is_live,
    ~select(sessions.c.id).where(sessions.c.id == outbox.c.session_id, session_is_live).exists(),
)


class StoredReceipts:
    """`ports.Receipts` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, updates: Iterable[UpdateId]) -> set[UpdateId]:
        """Return those of `updates` that have been taken before."""
        found = self._connection.execute(_KNOWN, {"b_updates": list(updates)})
        return {UpdateId(number) for number in found.scalars()}

    def write(self, updates: Iterable[UpdateId], now: datetime) -> None:
        """Note that `updates` are taken."""
        rows = [{"update_id": update, "taken_at": now} for update in updates]
        if rows:
            self._connection.execute(_WRITE, rows)

    def sweep(self, now: datetime) -> None:
        """Delete receipts, and outbox rows at their end, that are older than 48 h at `now`."""
        self._connection.execute(_SWEEP_RECEIPTS, {"b_before": now - KEPT})
        self._connection.execute(_SWEEP_OUTBOX, {"b_before": now - KEPT})
