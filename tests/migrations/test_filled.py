"""A database that an older version has filled comes through every migration with nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.storage import migrations
from bot.storage.sqlite import connect
from bot.storage.tables import metadata
from tests.migrations.filled import fill


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A connection to the database of version 0003."""
    file = tmp_path / "unknot.sqlite3"
    fill(file)
    opened = connect(file)
    yield opened
    opened.close()


def counts(connection: Connection) -> dict[str, int]:
    """Return the number of rows of each table."""
    with connection.begin():
        return {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
            for name in metadata.tables
        }


def test_no_row_is_lost(connection: Connection) -> None:
    before = counts(connection)

    migrations.upgrade(connection)

    assert counts(connection) == before
    assert all(before.values())
