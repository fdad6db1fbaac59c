"""How a row of the outbox is written."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from bot.ports import Kind, Outgoing, RowState
from bot.storage import payload
from bot.storage.tables import NEVER, is_kind, outbox
from bot.storage.upserts import insert

_columns = outbox.c
PUT = insert(outbox).on_conflict_do_nothing(
    index_elements=[_columns.chat_id, _columns.kind, _columns.dedup_key]
)


@cache
def _find(kind: Kind) -> Select[int]:
    return select(_columns.id).where(
        _columns.chat_id == bindparam("b_chat"), is_kind(kind), _columns.dedup_key == bindparam("b_key")
    )


def put(connection: Connection, outgoing: Outgoing) -> bool:
    """Write a row. False, and nothing written: its key exists, or the row it is about does not.

    The chat must be known.
    """
    about = _row_about(connection, outgoing)
    if outgoing.about is not None and about is None:
        return False
    return connection.execute(PUT, {**values_of(outgoing), "about": about}).rowcount == 1


def _row_about(connection: Connection, outgoing: Outgoing) -> int | None:
    """Return the id of the row that `outgoing` is about; ValueError: its kind is never about a row."""
    if outgoing.about is None:
        return None
    kind = outgoing.kind.rules.about
    if kind is None:
        raise ValueError(f"a row of kind {outgoing.kind} is about no other row")
    named = {"b_chat": outgoing.chat, "b_key": outgoing.about}
    return connection.execute(_find(kind), named).scalar_one_or_none()


def values_of(outgoing: Outgoing) -> dict[str, Any]:
    """Return the values of a row that is about no other row."""
    is_pending = outgoing.state is RowState.pending
    return {
        "chat_id": outgoing.chat,
        "kind": outgoing.kind.value,
        "dedup_key": outgoing.key,
        "session_id": outgoing.session,
        "reminder_id": outgoing.reminder,
        "about": None,
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
