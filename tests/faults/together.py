"""Several bots with one database on a PostgreSQL server, and what that says when asked without a bot."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from tests.faults.ledger import OPEN
from tests.faults.scene import Bot, Scene

FETCHES = "This process fetches the updates now."
STANDS_BY = "This process stands by"


class ServerLedger:
    """The rows of a database on a server, as `Ledger` has those of a file."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, question: str, *values: Any) -> list[dict[str, Any]]:
        """Return the rows that answer `question`."""
        import psycopg
        from psycopg.rows import dict_row

        with psycopg.connect(self.url, autocommit=True, row_factory=dict_row) as opened:
            asked = opened.execute(question.encode(), values)
            return list(asked.fetchall()) if asked.description else []

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


class Together(Scene):
    """A scene whose bots share a database on a server."""

    ledger: ServerLedger  # type: ignore[assignment]  # it answers the same questions

    def __init__(self, folder: Path, url: str, seed: int = 1) -> None:
        super().__init__(folder, seed)
        self.ledger = ServerLedger(url)

    @property
    def database_url(self) -> str:
        return self.ledger.url

    @property
    def alive(self) -> list[Bot]:
        """The bots that run."""
        return [run for run in self.runs if run.is_running]
