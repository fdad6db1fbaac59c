"""How a row of the outbox is written."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select

from bot.ports import Outgoing, RowState
from bot.storage import payload
from bot.storage.tables import NEVER, outbox
from bot.storage.upserts import insert

_columns = outbox.c
_PUT = insert(outbox).on_conflict_do_nothing(
    index_elements=[_columns.chat_id, _columns.kind, _columns.dedup_key]
)


_FIND = select(_columns.id).where(
    _columns.chat_id == bindparam("b_chat"),
    _columns.kind == bindparam("b_kind"),
    _columns.dedup_key == bindparam("b_key"),
)


def put(connection: Connection, outgoing: Outgoing) -> bool:
    """Write a row. False, and nothing written: its key exists, or the row it is about does not.

    The chat must be known.
    """
    about = _row_about(connection, outgoing)
    if outgoing.about is not None and about is None:
        return False
    return connection.execute(_PUT, {**_values(outgoing), "about": about}).rowcount == 1


def _row_about(connection: Connection, outgoing: Outgoing) -> int | None:
    """Return the id of the row that `outgoing` is about; ValueError: its kind is never about a row."""
    if outgoing.about is None:
        return None
    kind = outgoing.kind.rules.about
    if kind is None:
        raise ValueError(f"a row of kind {outgoing.kind} is about no other row")
    named = {"b_chat": outgoing.chat, "b_kind": kind.value, "b_key": outgoing.about}
    number: int | None = connection.execute(_FIND, named).scalar_one_or_none()
    return number


def _values(outgoing: Outgoing) -> dict[str, Any]:
    is_pending = outgoing.state is RowState.pending
    return {
        "chat_id": outgoing.chat,
        "kind": outgoing.kind.value,
        "dedup_key": outgoing.key,
        "session_id": outgoing.session,
        "reminder_id": outgoing.reminder,
        "lane": outgoing.lane.value,
        "written_at": outgoing.written_at,
        "expires_at": outgoing.expires_at or NEVER,
        "payload": payload.to_leaving_json(outgoing.message, outgoing.leaves) if is_pending else None,
        "topic": outgoing.topic,
        "edits": outgoing.edits,
        "keys_only": outgoing.keys_only,
        "shows": outgoing.shows,
        "turn": outgoing.turn,
        "state": outgoing.state.value,
        "is_recalled": False,
        "fence": 0,
        "attempts": 0,
        "sends": 0,
        "is_mentioned": False,
    }
