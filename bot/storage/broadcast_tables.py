"""The tables of broadcasts."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, Table, UniqueConstraint, false, true

from bot.storage.columns import Utc
from bot.storage.schema import Id, chat_id, count, metadata

# Drafts, and at most one broadcast that is on its way. It is deleted when it has ended.
broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", Id, primary_key=True),
    chat_id(),
    Column("written_at", Utc, nullable=False),
    Column("news", JSON, nullable=False),
    Column("running", Integer),
    Column("is_stopped", Boolean, nullable=False, server_default=false()),
    Column("card", BigInteger),
    Column("reached", BigInteger),
    Column("due_at", Utc),
    *(count(name) for name in ("total", "sent", "unknown", "failed", "left_out")),
    Column("is_shown", Boolean, nullable=False, server_default=true()),
    Column("shown_at", Utc),
    UniqueConstraint("running"),
    Index("ix_broadcasts_chat_id", "chat_id"),
    sqlite_autoincrement=True,
)

# Chats that wait for a moment in which news do not disturb.
broadcast_waits = Table(
    "broadcast_waits",
    metadata,
    chat_id(primary_key=True),
    Column("broadcast_id", Id, nullable=False),
    Column("look_at", Utc, nullable=False),
    Column("since", Utc, nullable=False),
    Index("ix_broadcast_waits_broadcast_id_look_at", "broadcast_id", "look_at"),
)
