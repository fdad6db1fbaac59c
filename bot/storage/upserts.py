"""An INSERT that may meet a row with the same key: one statement for SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as insert_into


def insert(table: Table) -> Insert:
    """Return an INSERT that can be given `on_conflict_...`; its result knows how many rows were written.

    SQLAlchemy has such an INSERT for each of the two databases. The one for PostgreSQL compiles for both, and
    for SQLite to the same text as SQLite's own. The contract suite runs all of them on both databases.
    """
    # Without this, the driver of PostgreSQL forgets the number when the result is closed.
    return insert_into(table).execution_options(preserve_rowcount=True)
