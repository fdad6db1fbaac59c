"""Rings and claims with nothing but the driver of the database: what the least work for them takes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.storage import server

DAY = timedelta(days=1)
_DUE = """
SELECT r.id, r.chat_id, r.at, c.zone, r.due_at FROM reminders r JOIN chats c ON c.id = r.chat_id
WHERE r.due_at <= ? ORDER BY r.due_at LIMIT ?
"""
_MOVE = "UPDATE reminders SET ring_on = ?, ring_at = ?, due_at = ?, rung_on = ? WHERE id = ?"
_CLAIM = """
UPDATE outbox
SET state = 'sending', owner = 'bare', fence = fence + 1, attempts = attempts + 1, claimed_at = ?
WHERE id IN (SELECT id FROM outbox WHERE state = 'pending' ORDER BY lane, expires_at, id LIMIT ?)
RETURNING id, chat_id, kind, payload
"""


class Bare:
    """A connection of the driver, with statements that both drivers understand."""

    def __init__(self, connection: Any, *, is_server: bool) -> None:
        self.is_server = is_server
        self._connection = connection
        self._cursor = connection.cursor()
        self._mark = "%s" if is_server else "?"

    def ask(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        """Run a statement, and return its rows."""
        self._cursor.execute(statement.replace("?", self._mark), values)
        return list(self._cursor.fetchall())

    def do_all(self, statement: str, values: Sequence[Sequence[Any]]) -> None:
        """Run a statement with each of `values`."""
        self._cursor.executemany(statement.replace("?", self._mark), values)

    def commit(self) -> None:
        """Commit."""
        self._connection.commit()

    def names(self, table: str) -> list[str]:
        """Return the names of a table's columns."""
        self._cursor.execute(f"SELECT * FROM {table} LIMIT 0")
        return [column[0] for column in self._cursor.description]


@contextmanager
def opened_bare(url: str) -> Iterator[Bare]:
    """Yield a connection of the driver alone."""
    if server.is_server(url):
        import psycopg

        with psycopg.connect(url) as connection:
            yield Bare(connection, is_server=True)
        return
    file = sqlite3.connect(url.removeprefix("sqlite:///"))
    try:
        yield Bare(file, is_server=False)
    finally:
        file.close()


def ring_all(bare: Bare, now: datetime, most: int) -> int:
    """Move each reminder that is due to its next ring, write a message for it, and commit; return how many.

    The messages are copies of one that the bot has written.
    """
    due = bare.ask(_DUE, (_stored(bare, now), most))
    moved = []
    for number, _, at, zone, due_at in due:
        there = ZoneInfo(zone)
        last = _read(due_at).astimezone(there).date()
        ring_on = last + DAY
        moment = _stored(bare, datetime.combine(ring_on, _time(at), tzinfo=there).astimezone(UTC))
        moved.append((_day(bare, ring_on), moment, moment, _day(bare, last), number))
    bare.do_all(_MOVE, moved)
    names = [name for name in bare.names("outbox") if name != "id"]
    [pattern] = bare.ask(f"SELECT {', '.join(names)} FROM outbox LIMIT 1")
    message = dict(zip(names, pattern, strict=True))
    copied = [_as_written(message, row[1], f"bare:{row[0]}") for row in due]
    marks = ", ".join("?" for _ in names)
    bare.do_all(f"INSERT INTO outbox ({', '.join(names)}) VALUES ({marks})", copied)
    bare.commit()
    return len(due)


def claim_all(bare: Bare, now: datetime, most: int) -> int:
    """Mark the most urgent messages as being sent, and commit; return how many."""
    claimed = bare.ask(_CLAIM, (_stored(bare, now), most))
    bare.commit()
    return len(claimed)


def _as_written(message: dict[str, Any], chat: int, key: str) -> list[Any]:
    changed = {**message, "chat_id": chat, "dedup_key": key, "state": "pending"}
    return [json.dumps(value) if isinstance(value, dict | list) else value for value in changed.values()]


def _stored(bare: Bare, moment: datetime) -> Any:
    return moment if bare.is_server else f"{moment:%Y-%m-%d %H:%M:%S.%f}"


def _day(bare: Bare, day: Any) -> Any:
    return day if bare.is_server else day.isoformat()


def _read(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value).replace(tzinfo=UTC)


def _time(value: Any) -> time:
    return value if isinstance(value, time) else time.fromisoformat(value)
