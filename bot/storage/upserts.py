"""An INSERT that may meet a row with the same key: one statement for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from sqlalchemy import Column, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import dml


class _DoNothing(dml.OnConflictDoNothing):
    inherit_cache = True
    constraint_target: str | None = None  # PostgreSQL asks for the name of a constraint; we never give one


class _DoUpdate(dml.OnConflictDoUpdate):
    inherit_cache = True
    constraint_target: str | None = None


class Insert(sqlite.Insert):
    """SQLite's INSERT, in a form that compiles for PostgreSQL too.

    SQLAlchemy has such an INSERT for each of the two databases. With this one, the dialect of PostgreSQL is
    loaded only where that is the database. The contract suite runs all statements on both databases.
    """

    inherit_cache = True

    def on_conflict_do_nothing(  # type: ignore[override]
        self, index_elements: Sequence[Column[Any]] | None = None
    ) -> Self:
        """Leave a row with the same key as it is."""
        return self.ext(_DoNothing(index_elements))

    def on_conflict_do_update(  # type: ignore[override]
        self, index_elements: Sequence[Column[Any]], set_: dict[str, Any]
    ) -> Self:
        """Change the columns `set_` of a row with the same key."""
        return self.ext(_DoUpdate(index_elements, set_=set_))


def insert(table: Table) -> Insert:
    """Return an INSERT that can be given `on_conflict_...`; its result knows how many rows were written."""
    # Without this, the driver of PostgreSQL forgets the number when the result is closed.
    return Insert(table).execution_options(preserve_rowcount=True)
