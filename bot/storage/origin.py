"""Whose tables a database has, and of which version. It only reads.

A file that is not ours is refused before anything is written, because a wrong path must not harm it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from enum import Enum, auto
from functools import cache

from sqlalchemy import Connection, text

from bot.storage.common_tables import metadata  # all tables: these, and those that it imports
from bot.storage.migrations import VERSIONS, migrations_folder, revisions, upgrade
from bot.storage.sqlite import connect

FILLING = "unknot_filling"  # a copy or a restore into the database has begun, and has not ended
BACKUP = "unknot_backup"  # the file is a backup: what it says is due may have been sent since
_UNFINISHED = "_alembic_tmp_"  # how the names of tables begin that Alembic has not finished
# Tables that every version has. With all of them, a version that is not known is a newer one of ours.
_ALWAYS = {"chats", "sessions", "reminders", "outbox", "receipts"}
_ALL_COLUMNS = text(
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
)
# One statement for all tables: every start asks it. Without the name of a table, the pragma finds no columns.
_ALL_COLUMNS_IN_FILE = """
    SELECT made.name, has.name FROM sqlite_master AS made
    LEFT JOIN pragma_table_info(CASE WHEN made.sql LIKE 'CREATE VIRTUAL%' THEN NULL ELSE made.name END) AS has
    WHERE made.type IN ('table', 'view') AND made.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
"""
Columns = Mapping[str, frozenset[str]]


class Standing(Enum):
    """How the tables compare with those that this code expects."""

    empty = auto()
    older = auto()
    newest = auto()
    newer = auto()
    foreign = auto()  # another program made them
    unversioned = auto()  # the table with the version is there and empty
    mixed = auto()  # not those of the version that the file names
    filling = auto()  # a copy or a restore into them has not ended
    backup = auto()


def standing_of(connection: Connection) -> Standing:
    """Compare the tables with the migrations of this code; the connection is in a transaction."""
    found = _columns_of(connection)
    for mark, standing in ((FILLING, Standing.filling), (BACKUP, Standing.backup)):
        if mark in found and VERSIONS in found:
            return standing
    return _standing_of(connection, found)


def standing_of_backup(connection: Connection) -> Standing:
    """Compare the tables of a backup as if it were none; the connection is in a transaction."""
    return _standing_of(connection, _columns_of(connection))


def _standing_of(connection: Connection, found: Columns) -> Standing:
    if VERSIONS not in found:
        return Standing.foreign if found else Standing.empty
    if found[VERSIONS] != {"version_num"}:
        return Standing.foreign
    versions = [row[0] for row in connection.exec_driver_sql(f"SELECT version_num FROM {VERSIONS}")]
    if not versions:
        others = found.keys() - {VERSIONS} - metadata.tables.keys()
        return Standing.foreign if others else Standing.unversioned
    return _compare(found, versions)


def _compare(found: Columns, versions: list[str]) -> Standing:
    known = revisions(migrations_folder())
    if not set(known).issuperset(versions):
        return Standing.newer if found.keys() >= _ALWAYS else Standing.foreign
    is_newest = versions == [known[0]]
    expected = _newest() if is_newest else _made_by(versions[0])
    if not expected.keys() & found.keys():
        return Standing.foreign
    is_finished = len(versions) == 1 and not any(name.startswith(_UNFINISHED) for name in found)
    if not is_finished or not _fits(found, expected, is_newest):
        return Standing.mixed
    return Standing.newest if is_newest else Standing.older


def _fits(found: Columns, expected: Columns, is_newest: bool) -> bool:
    """Are the columns those of the version?

    Somebody may have added columns to the newest tables. To older ones, a migration may want to add them.
    """
    if is_newest:
        return all(found.get(name, frozenset()) >= columns for name, columns in expected.items())
    return all(found.get(name) == columns for name, columns in expected.items())


def _columns_of(connection: Connection) -> Columns:
    """Return the columns of all tables."""
    return _in_file(connection) if connection.dialect.name == "sqlite" else _on_server(connection)


def _on_server(connection: Connection) -> Columns:
    """Return the columns of the tables in the schema in which new tables are made."""
    found: dict[str, set[str]] = {}
    for table, column in connection.execute(_ALL_COLUMNS):
        found.setdefault(table, set()).add(column)
    return {table: frozenset(columns) for table, columns in found.items()}


def _in_file(connection: Connection) -> Columns:
    """Ask SQLite. The columns of virtual tables are not read: their program may be needed."""
    found: dict[str, set[str]] = {}
    for table, column in connection.exec_driver_sql(_ALL_COLUMNS_IN_FILE):
        columns = found.setdefault(table, set())
        if column is not None:
            columns.add(column)
    return {table: frozenset(columns) for table, columns in found.items()}


@cache
def _newest() -> Columns:
    return {table.name: frozenset(table.columns.keys()) for table in metadata.sorted_tables}


def _made_by(revision: str) -> Columns:
    """Return the tables that the migrations up to `revision` make."""
    with closing(connect(None)) as memory:
        upgrade(memory, revision)
        with memory.begin():
            made = dict(_columns_of(memory))
    del made[VERSIONS]
    return made
