"""A database with rows in every table, and what lies in a file, value by value."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Date, Integer, Table, Time, func, insert, select

from bot.storage import migrations, sqlite
from bot.storage.columns import Span, Utc
from bot.storage.moving.rows import copied_tables
from bot.storage.tables import chats
from tests.migrations.filled import fill

MOMENT = datetime(2026, 11, 22, 23, 59, 59, 999_999, tzinfo=UTC)
SEVERAL = 5  # rows of a table that the old database does not fill


def make(file: Path) -> str:
    """Write a file with rows in every table, and return its URL."""
    file.write_bytes(_made())
    return f"sqlite:///{file}"


@cache
def _made() -> bytes:
    """Fill a file as an older version has filled it, migrate it, and fill what is new; return its bytes.

    The newest session is deleted, so that its table has given a higher id than any that is in it.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made.sqlite3"
        _fill_all(file)
        return file.read_bytes()


def _fill_all(file: Path) -> None:
    fill(file)
    with closing(sqlite.connect(file)) as connection:
        migrations.upgrade(connection)
        with connection.begin():
            owners = connection.scalars(select(chats.c.id).order_by(chats.c.id)).all()
            for table in copied_tables():
                if not connection.scalar(select(func.count()).select_from(table)):
                    for number in range(SEVERAL):
                        row = {
                            each.name: _sample(each, number, owners[number % len(owners)]) for each in table.c
                        }
                        connection.execute(insert(table), row)
            connection.exec_driver_sql("DELETE FROM sessions WHERE id = (SELECT max(id) FROM sessions)")


def raw(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything in the file as SQLite keeps it, also which ids were given."""
    with closing(sqlite3.connect(file)) as opened:
        names = [row[0] for row in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(opened.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def of_each(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in copied_tables()
    }


def _sample(column: Column[Any], number: int, owner: int) -> Any:
    table: Table = column.table
    if column.name == "chat_id":
        return owner
    match column.type:
        case Utc():
            return MOMENT + timedelta(days=number)
        case Date():
            return date(2026, 11, 22) + timedelta(days=number)
        case Time():
            return time(8, number)
        case Span():
            return timedelta(microseconds=number + 1)
        case Boolean():
            return number % 2 == 1
        case JSON():
            return [{"is": "“quoted” 背 \u0000", "number": 2**40 + number, "none": None, "half": 0.5}]
        case Integer():
            return number + 1
    # Text that a server may put into another order than the order of its bytes.
    return ("a_B", "B_a", "é-1", "背", "Z 9")[number % 5] + f" of {table.name}"
