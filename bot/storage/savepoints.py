"""A part of a unit of work that can be undone alone.

All savepoints have one name. SQLAlchemy would give each a name of its own. Then each would be a new statement
for SQLite's driver, and would push statements that are needed often out of its cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection


@contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """Undo what is written inside if it raises. Savepoints may stand inside each other: the newest counts."""
    connection.exec_driver_sql("SAVEPOINT part")
    try:
        yield
        connection.exec_driver_sql("RELEASE SAVEPOINT part")
    except BaseException:
        if not connection.invalidated:
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT part")
            connection.exec_driver_sql("RELEASE SAVEPOINT part")
        raise
