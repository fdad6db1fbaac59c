"""The bot's database, read from outside with the plain driver and without the bot's code."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.kept import ON_SERVER, as_in_a_file, new_database

OPEN = ("pending", "sending")


def new_ledger(folder: Path) -> Rows:
    """Return a new database, of the kind on which these tests run."""
    return ServerLedger(new_database()) if ON_SERVER else Ledger(folder / "unknot.sqlite3")


class Rows(ABC):
    """The rows of a bot's database, whatever it is."""

    @property
    @abstractmethod
    def url(self) -> str:
        """What the bot's setting says."""

    @abstractmethod
    def ask(self, question: str, *values: Any) -> list[dict[str, Any]]:
        """Return the rows that answer `question`."""

    @abstractmethod
    def change(self, statement: str, *values: Any) -> int:
        """Change rows while no bot runs; return how many."""

    @abstractmethod
    def after_a_kill(self, question: str) -> list[dict[str, Any]]:
        """Return the rows that answer `question`, after a kill."""

    @abstractmethod
    def a_minute_passes(self) -> int:
        """Shorten every wait by a minute, while no bot runs; return how many rows waited."""

    has_unfinished_commit = False  # did the last process die in the middle of a commit?
    is_whole = True  # is the file sound? A bot cannot damage those of a server

    def rows(self, kind: str | None = None) -> list[dict[str, Any]]:
        """Return the outbox, or those of its rows that are of one kind."""
        rows = self.ask("select * from outbox order by id")
        return [row for row in rows if kind is None or row["kind"] == kind]

    def states(self) -> Counter[str]:
        """Return how many outbox rows stand in each state."""
        return Counter(row["state"] for row in self.ask("select state from outbox"))

    def open_rows(self) -> int:
        """Return how many outbox rows have no final state."""
        states = self.states()
        return sum(states[state] for state in OPEN)


class Ledger(Rows):
    """The rows of one database file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @property
    def url(self) -> str:
        """What the bot's setting says."""
        return f"sqlite:///{self.file}"

    def ask(self, question: str, *values: Any) -> list[dict[str, Any]]:
        """Return the rows that answer `question`."""
        with self._open(self.file) as connection:
            return [dict(row) for row in connection.execute(question, values)]

    def after_a_kill(self, question: str) -> list[dict[str, Any]]:
        """Return the rows that answer `question`, read from a copy of the database after a kill.

        It is a copy because only the bot may undo the unfinished commit.
        """
        with tempfile.TemporaryDirectory() as folder:
            for part in self.file.parent.glob(f"{self.file.name}*"):
                if part.suffix != ".lock":
                    shutil.copyfile(part, Path(folder) / part.name)
            with closing(sqlite3.connect(Path(folder) / self.file.name)) as connection:
                connection.row_factory = sqlite3.Row
                return [dict(row) for row in connection.execute(question)]

    @property
    def has_unfinished_commit(self) -> bool:  # type: ignore[override]
        """Did the last process die in the middle of a commit?"""
        journal = self.file.with_name(f"{self.file.name}-journal")
        return journal.exists() and journal.stat().st_size > 0

    @property
    def is_whole(self) -> bool:  # type: ignore[override]
        """What `PRAGMA integrity_check` says."""
        return self.ask("pragma integrity_check") == [{"integrity_check": "ok"}]

    def change(self, statement: str, *values: Any) -> int:
        """Change rows while no bot runs; return how many."""
        with closing(sqlite3.connect(self.file, timeout=10)) as connection, connection:
            return connection.execute(statement, values).rowcount

    def a_minute_passes(self) -> int:
        """Shorten every wait by a minute, while no bot runs; return how many rows waited."""
        return self.change(
            "update outbox set not_before = strftime('%Y-%m-%d %H:%M:%f000', not_before, '-61 seconds')"
            " where state = 'pending' and not_before is not null"
        )

    @contextmanager
    def _open(self, file: Path) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as connection:
            connection.row_factory = sqlite3.Row
            yield connection


class ServerLedger(Rows):
    """The rows of a database on a server, as they would stand in a file."""

    def __init__(self, url: str) -> None:
        self._url = url

    @property
    def url(self) -> str:
        """What the bot's setting says."""
        return self._url

    def ask(self, question: str, *values: Any) -> list[dict[str, Any]]:
        """Return the rows that answer `question`."""
        with self._open() as cursor:
            cursor.execute(_for_server(question), values)
            return [as_in_a_file(row) for row in cursor] if cursor.description else []

    def change(self, statement: str, *values: Any) -> int:
        """Change rows while no bot runs; return how many."""
        with self._open() as cursor:
            return int(cursor.execute(_for_server(statement), values).rowcount)

    def after_a_kill(self, question: str) -> list[dict[str, Any]]:
        """Return the rows that answer `question`. The server undoes the unfinished commit by itself."""
        return self.ask(question)

    def a_minute_passes(self) -> int:
        """Shorten every wait by a minute, while no bot runs; return how many rows waited."""
        return self.change(
            "update outbox set not_before = not_before - interval '61 seconds'"
            " where state = 'pending' and not_before is not null"
        )

    @contextmanager
    def _open(self) -> Iterator[Any]:
        import psycopg
        from psycopg.rows import dict_row

        with psycopg.connect(self._url, autocommit=True, row_factory=dict_row) as opened:
            yield opened.cursor()


def _for_server(statement: str) -> bytes:
    """Return a statement with the driver's own signs for its values."""
    return statement.replace("?", "%s").encode()
