"""Which calls were made of late, as the outbox tells it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.domain.ids import ChatId
from bot.ports import Lane, PastCall, RowState
from bot.storage.columns import Utc
from bot.storage.tables import outbox

# Asked once, at the start: that needs no index, which every claim would have to keep up.
_CLAIMED_SINCE = (
    select(outbox.c.chat_id, outbox.c.lane, outbox.c.claimed_at, outbox.c.state)
    .where(outbox.c.claimed_at > bindparam("b_since", type_=Utc))
    .order_by(outbox.c.claimed_at, outbox.c.id)
)


def claimed_since(connection: Connection, moment: datetime) -> list[PastCall]:
    """Return the calls of the rows that were claimed after `moment`, in that order."""
    return [
        PastCall(ChatId(row.chat_id), Lane(row.lane), row.claimed_at, row.state != RowState.sending.value)
        for row in connection.execute(_CLAIMED_SINCE, {"b_since": moment})
    ]
