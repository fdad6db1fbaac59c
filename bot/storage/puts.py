"""How a row of the outbox is written."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from bot.ports import Outgoing, RowState
from bot.storage import payload
from bot.storage.tables import NEVER, outbox

_columns = outbox.c
_PUT = insert(outbox).on_conflict_do_nothing(
    index_elements=[_columns.chat_id, _columns.kind, _columns.dedup_key]
)


def put(connection: Connection, outgoing: Outgoing) -> bool:
    """Write a row; False, and nothing changed, if its key was there already. The chat must be known."""
    is_pending = outgoing.state is RowState.pending
    values = {
        "chat_id": outgoing.chat,
        "kind": outgoing.kind.value,
        "dedup_key": outgoing.key,
        "session_id": outgoing.session,
        "reminder_id": outgoing.reminder,
        "lane": outgoing.lane.value,
        "written_at": outgoing.due_at,
        "expires_at": outgoing.expires_at or NEVER,
        "payload": payload.to_json(outgoing.message) if is_pending else None,
        "edits": outgoing.edits,
        "keys_only": outgoing.keys_only,
        "turn": outgoing.turn,
        "state": outgoing.state.value,
        "is_recalled": False,
        "fence": 0,
        "attempts": 0,
        "sends": 0,
        "is_mentioned": False,
    }
    return connection.execute(_PUT, values).rowcount == 1
