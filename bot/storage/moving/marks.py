"""The mark on a database that is being filled: what it is filled from. A bot does not start with it."""

from __future__ import annotations

from sqlalchemy import Column, Connection, MetaData, String, Table, delete, insert, inspect, select

from bot.storage.origin import FILLING

_filling = Table(FILLING, MetaData(), Column("origin", String, nullable=False))


def origin_of(connection: Connection) -> str | None:
    """Return what the database is being filled from; None: it has no mark."""
    if not inspect(connection).has_table(FILLING):
        return None
    return connection.execute(select(_filling.c.origin)).scalar_one_or_none()


def mark(connection: Connection, origin: str) -> None:
    """Note what the database is being filled from."""
    _filling.create(connection, checkfirst=True)
    connection.execute(delete(_filling))
    connection.execute(insert(_filling).values(origin=origin))


def unmark(connection: Connection) -> None:
    """Let bots use the database."""
    _filling.drop(connection)
