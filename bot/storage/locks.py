"""Locks on chats, for several processes that share a database; with SQLite there is nothing to lock.

A unit of work first locks the chats that it is about. Whoever changes anything of a chat holds its lock, so
within a chat everything happens one after the other, as with one process. Two rules prevent deadlocks: a unit
waits for chats only at its beginning, in the order of their numbers; and what looks for work later (the
clock, the claims) passes over chats that are locked.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Select, bindparam, select, text

from bot.storage.tables import chats

_KNOWN = (
    select(chats.c.id)
    .where(chats.c.id.in_(bindparam("b_chats", expanding=True)))
    .order_by(chats.c.id)
    .with_for_update(key_share=True)
)
# A chat that is not known yet has no row to lock. Its number stands for it; two chats may share a lock.
_UNKNOWN = text("SELECT pg_advisory_xact_lock(CAST(:space AS int), CAST(:number AS int))")
_SPACE = 0x756E6B
_NUMBERS = 2**31


def lock(connection: Connection, numbers: Collection[int]) -> None:
    """Wait until no other process works on these chats, and keep the others out until the commit."""
    unlocked = sorted(set(numbers) - _lock_known(connection, numbers))
    for number in unlocked:
        connection.execute(_UNKNOWN, {"space": _SPACE, "number": number % _NUMBERS})
    if unlocked:
        _lock_known(connection, unlocked)  # another process may have made the chat known meanwhile


def _lock_known(connection: Connection, numbers: Collection[int]) -> set[int]:
    if not numbers:
        return set()
    return set(connection.execute(_KNOWN, {"b_chats": sorted(set(numbers))}).scalars())


def are_shared(connection: Connection) -> bool:
    """May other processes work with this database at the same time?"""
    return connection.dialect.name == "postgresql"


def those_free(which: Select[int]) -> Select[int]:
    """Return the statement that locks those of the chats of `which` that no other process has locked."""
    free = select(chats.c.id).where(chats.c.id.in_(which)).limit(100)
    return free.with_for_update(key_share=True, skip_locked=True)
