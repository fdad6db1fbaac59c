"""The newest calls, as the outbox shows them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.domain.ids import ChatId
from bot.ports import Lane, PastCall, RowState
from bot.storage.columns import Utc
from bot.storage.tables import outbox

# This is asked once, at the start. It has no index, because every claim would have to update the index.
_CLAIMED_SINCE = (
    select(outbox.c.chat_id, outbox.c.lane, outbox.c.claimed_at, outbox.c.state)
    .where(outbox.c.claimed_at > bindparam("b_since", type_=Utc))
    .order_by(outbox.c.claimed_at, outbox.c.id)
)


def claimed_since(connection: Connection, moment: datetime) -> list[PastCall]:
    """Return the calls of the rows claimed after `moment` (people's time), the earliest first."""
    return [
        PastCall(ChatId(row.chat_id), Lane(row.lane), row.claimed_at, row.state != RowState.sending.value)
        for row in connection.execute(_CLAIMED_SINCE, {"b_since": moment})
    ]
