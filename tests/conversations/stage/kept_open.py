"""A database that stays open from test to test, and is emptied for each.

Each connection compiles all statements for itself. That, and opening the database, is a sixth of what a short
conversation costs.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bot.storage.file_store import FileStore
from bot.storage.remains import Remains
from bot.storage.tables import metadata
from tests import kept, once

STATEMENTS = 1000  # that the connection keeps compiled; the whole bot has some hundreds


class KeptOpen:
    """The database that the tests of a process use, one after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        self._store: _StaysOpen | None = None
        self._is_changed = False

    def begins_anew(self) -> Path:
        """Return the file of the database, in which there is nothing but its tables."""
        if self._store is None or self._is_changed or not self._store.is_emptied():
            self.drop()
            self._number += 1
            once.put_tables(self._file)
        return self._file

    def store(self, drivers: list[Any]) -> FileStore:
        """Return the store over the database; the driver's connection is added to `drivers`."""
        if self._store is None:
            self._store = _opened(self._file)
        drivers.append(self._store.driver)
        return self._store

    def is_given_away(self) -> None:
        """Note that a test has the connection, and may change more than what stands in the tables."""
        self._is_changed = True

    def drop(self) -> None:
        """Use the database no more."""
        if self._store is not None:
            self._store.ends()
        self._store, self._is_changed = None, False

    @property
    def _file(self) -> Path:
        return self._folder / f"unknot{self._number}.sqlite3"


class _StaysOpen(FileStore):
    """A store whose connection the bot of the next test uses."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, None)
        if self._rows("PRAGMA journal_mode") == [("delete",)]:
            self._rows("PRAGMA journal_mode = MEMORY")  # nobody kills this process while it commits
        # A table whose rows name those of others is emptied first; SQLite's own one, which counts them, last.
        first = [table.name for table in reversed(metadata.sorted_tables)]
        tables = [name for (name,) in self._rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        order = [*first, *sorted(set(tables) - {*first, "sqlite_sequence"}), "sqlite_sequence"]
        self._at_first = {name: self._rows(f"SELECT * FROM {name}") for name in order}
        self._schema = self._rows("PRAGMA schema_version")

    @property
    def driver(self) -> sqlite3.Connection:
        driver = self.connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver

    def is_emptied(self) -> bool:
        """Let the tables hold what they held at first; False: they are other tables now, or one is in use."""
        if self.connection.in_transaction() or self._rows("PRAGMA schema_version") != self._schema:
            return False
        with self.connection.begin():
            for table, rows in self._at_first.items():
                self._rows(f"DELETE FROM {table}")
                for row in rows:
                    self.driver.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        self._rows("PRAGMA user_version = 0")
        self.remains = Remains()
        self.remains.overwrite(self.connection)
        return True

    def close(self) -> None:
        """Undo what is not committed, as when a connection is closed."""
        self.undo()

    def ends(self) -> None:
        """Close the connection."""
        super().close()

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        return self.driver.execute(statement).fetchall()


def _opened(file: Path) -> _StaysOpen:
    def keep_many(dialect: object, record: object, given: object, options: dict[str, Any]) -> None:
        options["cached_statements"] = STATEMENTS

    event.listen(Engine, "do_connect", keep_many)
    try:
        with kept.hasty_disk([]):
            return _StaysOpen(file)
    finally:
        event.remove(Engine, "do_connect", keep_many)
