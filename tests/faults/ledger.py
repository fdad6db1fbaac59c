"""The bot's database, read from outside with plain sqlite3 and without the bot's code."""

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

OPEN = ("pending", "sending")


class Rows(ABC):
    """The rows of a bot's database, whatever it is."""

    @abstractmethod
    def ask(self, question: str, *values: Any) -> list[dict[str, Any]]:
        """Return the rows that answer `question`."""

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
    def has_unfinished_commit(self) -> bool:
        """Did the last process die in the middle of a commit?"""
        journal = self.file.with_name(f"{self.file.name}-journal")
        return journal.exists() and journal.stat().st_size > 0

    @property
    def is_whole(self) -> bool:
        """What `PRAGMA integrity_check` says."""
        return self.ask("pragma integrity_check") == [{"integrity_check": "ok"}]

    def a_minute_passes(self) -> int:
        """Shorten every wait by a minute, while no bot runs; return how many rows waited."""
        with closing(sqlite3.connect(self.file, timeout=10)) as connection, connection:
            return connection.execute(
                "update outbox set not_before = strftime('%Y-%m-%d %H:%M:%f000', not_before, '-61 seconds')"
                " where state = 'pending' and not_before is not null"
            ).rowcount

    @contextmanager
    def _open(self, file: Path) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as connection:
            connection.row_factory = sqlite3.Row
            yield connection
