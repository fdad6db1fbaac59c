"""Where the bots of a test keep everything: in a file or, with ON_POSTGRESQL=1, on a PostgreSQL server.

So the same tests of whole bots run on both databases: `ON_POSTGRESQL=1 pytest tests/faults`. A test that
looks into an SQLite file is skipped on the server.
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from tests import postgres

ON_SERVER = "ON_POSTGRESQL" in os.environ
ONLY_A_FILE = "This test looks into an SQLite file."
_numbers = itertools.count()
_made: list[str] = []


def new_database() -> str:
    """Return the URL of a database of its own on the server of the run, with nothing but its tables."""
    tables = _make_tables()
    _made.append(f"unknot_{os.getpid()}_kept_{next(_numbers)}")
    return postgres.make_database(_made[-1], tables)


def lose(url: str) -> None:
    """Take everything from a database on the server; its name stays."""
    for statement in ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public"):
        postgres.command(url, statement)


def drop_new_databases() -> None:
    """Drop what `new_database` has made since the last call."""
    postgres.drop_databases(_made)
    _made.clear()


def end_run() -> None:
    """Drop the tables of this run from a server that stays."""
    if ON_SERVER and os.environ.get(postgres.GIVEN):
        postgres.drop_databases([_tables()])


def _tables() -> str:
    """Return the name of a database with nothing but its tables; the others of the run are copies of it."""
    return f"unknot_tables_{os.environ[postgres.FOLDER].rpartition('-')[2]}"


def _make_tables() -> str:
    import psycopg

    from bot.storage import migrations, server

    main, name = postgres.server_of_run(), _tables()
    with psycopg.connect(main) as opened:
        opened.execute("SELECT pg_advisory_xact_lock(1)")  # several processes run tests
        if not opened.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            with server.connect(server.server_url(postgres.make_database(f"{name}_half"))) as made:
                migrations.upgrade(made)
            postgres.command(main, f"ALTER DATABASE {name}_half RENAME TO {name}")
    return name


@contextmanager
def hasty_disk(drivers: list[Any]) -> Iterator[None]:
    """Let databases that are opened meanwhile not wait for the disk, because no test cuts the power.

    The driver's connection of each is added to `drivers`.
    """

    def relax(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        if connection.dialect.name == "sqlite":
            driver.execute("PRAGMA synchronous = OFF").close()
        drivers.append(driver)

    event.listen(Engine, "engine_connect", relax)
    try:
        yield
    finally:
        event.remove(Engine, "engine_connect", relax)


def is_empty(file: Path) -> None:
    """Skip the test if it begins with a file that holds something, which no server can take."""
    if file.name != "empty.sqlite3":
        pytest.skip(ONLY_A_FILE)


def rows_of(driver: Any, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table as SQLite gives them, oldest first.

    `table` may go on with WHERE and ORDER BY.
    """
    has_order = not ON_SERVER or "ORDER BY" in table
    found = driver.execute(f"SELECT * FROM {table}" + ("" if has_order else f" ORDER BY {_key(table)}"))
    names = [column[0] for column in found.description]
    return [as_in_a_file(dict(zip(names, row, strict=True))) for row in found]


def _key(table: str) -> str:
    """Return the columns of a table's primary key: the order in which SQLite gives its rows."""
    from bot.storage.tables import metadata

    return ", ".join(f'"{column.name}"' for column in metadata.tables[table.split()[0]].primary_key)


def as_in_a_file(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with its values as they stand in an SQLite file."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    match value:
        case bool():
            return int(value)
        case datetime():
            return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("microseconds")
        case dict() | list():
            return json.dumps(value)
    return value
