"""Examines a database from outside. It writes and locks nothing, so a bot may be using the file."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, NullPool, create_engine, func, or_, select
from sqlalchemy.exc import DBAPIError

from bot.ports import RowState
from bot.storage.origin import Standing, standing_of
from bot.storage.sqlite import BUSY_TIMEOUT_MS, file_of, has_safe_wal, read_url
from bot.storage.tables import chats, outbox, reminders, sessions

T = TypeVar("T")

OLDEST_SQLITE = (3, 35, 0)  # the first with RETURNING
_WAL = b"\x02"  # in byte 18 of the file
_HOT_JOURNAL = "SQLITE_READONLY_ROLLBACK"


class Unreadable(Exception):
    """The database could not be read; the text is SQLite's own sentence."""


class LeftOpen(Unreadable):
    """A process was killed while it wrote. Only a process that may write can repair the file."""


class Locked(Unreadable):
    """Another program keeps the database locked, and has done so for longer than SQLite waits."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of outbox rows that an operator should look at.

    `waiting`: written before a given moment, and not sent yet. `left`: in `sending`, and their lease is over.
    """

    sending: int
    left: int
    waiting: int
    unknown: int
    failed: int


class Glance:
    """A read-only connection; every method may raise Unreadable."""

    def __init__(self, connection: Connection, is_wal: bool) -> None:
        self._connection = connection
        self._is_wal = is_wal

    def journal_mode(self) -> str:
        """Return the journal mode: `wal`, `delete`, or another word of SQLite's."""
        return "wal" if self._is_wal else str(self._pragma("journal_mode")[0])

    def faults(self) -> list[str]:
        """Return what is damaged in the file, in SQLite's sentences; none: the file is sound."""
        found = [str(said) for said in self._pragma("integrity_check")]
        return [] if found == ["ok"] else found

    def orphans(self) -> int:
        """Return how many rows point to a row that does not exist."""
        return len(self._pragma("foreign_key_check"))

    def standing(self) -> Standing:
        """Compare the tables with the migrations of this code."""
        return self._read(lambda: standing_of(self._connection))

    def has_remains(self) -> bool:
        """May fragments of deleted chats still stand in the files?"""
        return bool(self._pragma("user_version")[0])

    def save_to(self, file: Path) -> None:
        """Write what is kept, as it stands at this moment, to an empty file; a bot may be running."""
        self._try(lambda: self._connection.exec_driver_sql("VACUUM INTO ?", (str(file),)))

    def counts(self, before: datetime, since: datetime, wire: datetime) -> Counts:
        """Count outbox rows; the tables must be of the newest version.

        `wire` is now in wire time; the other two are people's time. `before`: rows written before it count as
        waiting. `since`: unknown and failed rows count only if they were written after it.
        """
        state = outbox.c.state
        is_late = (state == RowState.pending.value) & (outbox.c.written_at < before)
        number = func.count()
        asked = select(
            number.filter(state == RowState.sending.value),
            number.filter((state == RowState.sending.value) & (outbox.c.lease_until < wire)),
            number.filter(is_late),
            number.filter((state == RowState.unknown.value) & (outbox.c.written_at >= since)),
            number.filter((state == RowState.failed.value) & (outbox.c.written_at >= since)),
        ).select_from(outbox)
        return Counts(*self._read(lambda: self._connection.execute(asked).one()))

    def overdue(self, before: datetime) -> int:
        """Count the rings and steps that were due before a moment of people's time and were not done.

        It looks at the planned moments and not at `due_at`: what fails is put off again and again.
        """
        rings = (
            select(func.count())
            .select_from(reminders.join(chats))
            .where(chats.c.is_gone.is_(False))
            .where(or_(reminders.c.ring_at < before, reminders.c.snooze_at < before))
        )
        steps = select(func.count()).select_from(sessions).where(sessions.c.ends_at < before)
        return self._read(lambda: sum(self._connection.execute(each).scalar_one() for each in (rings, steps)))

    def _pragma(self, name: str) -> list[object]:
        asked = f"PRAGMA {name}"
        return self._read(lambda: [row[0] for row in self._connection.exec_driver_sql(asked)])

    def _read(self, ask: Callable[[], T]) -> T:
        def within() -> T:
            with self._connection.begin():
                return ask()

        return self._try(within)

    def _try(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except DBAPIError as error:
            raise _named(error) from None


@contextmanager
def glance_at(file: Path, held: bool | None) -> Iterator[Glance]:
    """Open the file for reading only; Unreadable, or its subclass LeftOpen, if this is not possible."""
    try:
        with file.open("rb") as opened:
            is_wal = opened.read(20)[18:19] == _WAL
    except OSError as error:
        raise Unreadable(error.strerror or type(error).__name__) from None
    query = {"mode": "ro", "uri": "true"}
    # Reading a WAL file would leave files -wal and -shm behind, as a kill does. Nobody writes to it now.
    if is_wal and held is False and not file.with_name(f"{file.name}-wal").exists():
        query["immutable"] = "1"
    url = URL.create("sqlite", database=file.as_uri(), query=query)
    patience = {"timeout": BUSY_TIMEOUT_MS / 1000}
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=patience)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA schema_version")
            connection.rollback()
            yield Glance(connection, is_wal)
    except DBAPIError as error:
        raise _named(error) from None
    finally:
        engine.dispose()


def named_file(url: str) -> Path | None:
    """Return the file of the setting; None: SQLite's memory. DatabaseUnusable: it is no SQLite URL."""
    return file_of(read_url(url))


def is_there(file: Path) -> bool:
    """Is there a file or folder of this name? Unreadable: this process may not look."""
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise Unreadable(error.strerror or type(error).__name__) from None
    return True


def is_held(file: Path) -> bool | None:
    """Is a bot using the file? None: not known, since this process may not read the lock."""
    lock = Path(f"{file}.lock")
    probe = FileLock(lock, timeout=0)
    try:
        if not is_there(lock):  # acquiring the lock would create the file
            return False
        probe.acquire()
    except Timeout:
        return True
    except (OSError, Unreadable):
        return None
    probe.release()
    return False


def size_of(file: Path) -> int:
    """Return the size of the file in bytes."""
    return file.stat().st_size


def free_space(file: Path) -> int:
    """Return the free bytes on the disk where the file is or will be."""
    return shutil.disk_usage(next(folder for folder in file.parents if os.path.isdir(folder))).free


def sqlite_version() -> tuple[int, int, int]:
    """Return the version of this Python's SQLite."""
    return sqlite3.sqlite_version_info


def may_use_wal() -> bool:
    """Does a bot with this Python use the journal mode WAL?"""
    return has_safe_wal(sqlite_version())


def _named(error: DBAPIError) -> Unreadable:
    name = getattr(error.orig, "sqlite_errorname", "")
    kind = LeftOpen if name == _HOT_JOURNAL else Locked if name.startswith("SQLITE_BUSY") else Unreadable
    return kind(str(error.orig))
