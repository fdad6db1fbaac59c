"""Examines a database on a PostgreSQL server from outside. It writes and locks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from bot.storage.health import Glance, Unreadable
from bot.storage.problems import DatabaseUnusable
from bot.storage.server import LOCK, connect, is_server, name_of, server_url
from bot.storage.tables import metadata
from bot.storage.trouble import InTrouble

__all__ = ["ServerGlance", "glance_at_server", "is_server", "server_name"]

_IS_HELD = text(
    "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = :lock"
    " AND classid = 0 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_TAKES_WRITES = text("""
    SELECT NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off'
    AND NOT EXISTS (
        SELECT FROM pg_class JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) AS wanted ON TRUE
        WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
            AND relname = ANY(:ours) AND relkind = 'r'
            AND NOT has_table_privilege(pg_class.oid, wanted)
    )
""")


class ServerGlance(Glance):
    """A read-only connection; every method may raise Unreadable."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, is_wal=False)

    def version(self) -> str:
        """Return the version of the server."""
        return ".".join(map(str, self._connection.dialect.server_version_info or ()))

    def is_held(self) -> bool:
        """Is a bot using the database?"""
        held = {"lock": LOCK}
        return bool(self._read(lambda: self._connection.execute(_IS_HELD, held).scalar_one()))

    def takes_writes(self) -> bool:
        """May this user write our tables? No user may on a standby."""
        ours = {"ours": list(metadata.tables)}
        return bool(self._read(lambda: self._connection.execute(_TAKES_WRITES, ours).scalar_one()))


def server_name(url: str) -> str:
    """Return what people call the database; DatabaseUnusable: the URL names none."""
    return name_of(server_url(url))


@contextmanager
def glance_at_server(url: str) -> Iterator[ServerGlance]:
    """Connect for reading only; Unreadable, in a plain sentence, if this is not possible."""
    try:
        connection = connect(server_url(url))
    except (DatabaseUnusable, InTrouble) as problem:
        raise Unreadable(str(problem)) from None
    try:
        yield ServerGlance(connection.execution_options(postgresql_readonly=True))
    except DBAPIError as error:
        raise Unreadable(str(error.orig)) from None
    finally:
        connection.close()
