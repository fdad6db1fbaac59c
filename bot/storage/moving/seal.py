"""The seal of a backup: when it was made, of what, by which version, and a checksum over all of it."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from bot.storage.origin import BACKUP

_MAKE = f"CREATE TABLE {BACKUP} (made_at TEXT, of TEXT, version TEXT, sha256 TEXT)"
_TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name != ? ORDER BY name"


@dataclass(frozen=True, slots=True)
class Seal:
    """What a backup says of itself."""

    made_at: datetime
    of: str  # the database, as people call it
    version: str  # of Unknot
    sha256: str


class Broken(Exception):
    """The file is no backup, or is damaged; the text is one plain sentence."""


def seal(file: sqlite3.Connection, made_at: datetime, of: str, version: str) -> Seal:
    """Write the seal into a file that is whole otherwise."""
    made = Seal(made_at, of, version, _checksum(file, made_at.isoformat(), of, version))
    with file:
        file.execute(_MAKE)
        values = (made_at.isoformat(), of, version, made.sha256)
        file.execute(f"INSERT INTO {BACKUP} VALUES (?, ?, ?, ?)", values)
    return made


def check(file: sqlite3.Connection) -> Seal:
    """Return the seal after everything was compared with it; Broken: it does not fit, or there is none."""
    try:
        found = file.execute(f"SELECT made_at, of, version, sha256 FROM {BACKUP}").fetchall()
    except sqlite3.OperationalError:
        found = []
    except sqlite3.DatabaseError as error:
        raise Broken(f"it cannot be read: {error}") from None
    if len(found) != 1:
        raise Broken("it is no backup, or one that was not finished")
    made_at, of, version, said = found[0]
    try:
        faults = [row[0] for row in file.execute("PRAGMA integrity_check(1)")]
        is_whole = faults == ["ok"] and _checksum(file, made_at, of, version) == said
    except sqlite3.DatabaseError:
        is_whole = False
    if not is_whole:
        raise Broken("it is damaged: what is in it does not fit its checksum")
    return Seal(datetime.fromisoformat(made_at), of, version, said)


def _checksum(file: sqlite3.Connection, *said: str) -> str:
    """Return the SHA-256 of all tables, as SQLite keeps their values, with what the seal says besides."""
    checksum = hashlib.sha256(repr(said).encode())
    for name, sql in file.execute(_TABLES, (BACKUP,)).fetchall():
        checksum.update(repr((name, sql)).encode())
        for row in file.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):
            checksum.update(repr(row).encode("utf-8", "surrogatepass"))
    return checksum.hexdigest()
