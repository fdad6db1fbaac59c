"""Why the database cannot be written: one kind of trouble for each thing that a person would do about it."""

from __future__ import annotations

import sqlite3
from enum import Enum

from sqlalchemy.exc import DBAPIError

from bot.ports.trouble import CannotWrite


class Trouble(Enum):
    """A kind of trouble with the database. The value is what a log line says, and what to do."""

    full = "The disk is full. Make room."
    read_only = (
        "The database or its folder is read-only for this process. Give both to the user that runs the bot."
    )
    gone = (
        "The database file is no longer at its place. Put it back: a restart would begin with an empty one."
    )
    replaced = "Another file has taken the place of the database file. The bot must be restarted."
    locked = "Another program keeps the database locked. Close that program."
    damaged = "The file is damaged. Stop the bot, keep a copy, and go back to the last good backup."
    failing = "The disk reports an error. Look at the disk, and at the quota of this user."
    hangs = "The disk does not answer. Look at the disk."

    @property
    def may_pass(self) -> bool:
        """May it end without a person, so that it is worth waiting for at the start?"""
        return self in (Trouble.full, Trouble.locked, Trouble.failing, Trouble.hangs)


class InTrouble(CannotWrite):
    """Nothing of a unit of work is committed; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(f"The database cannot be written. {trouble.value}")
        self.trouble = trouble


# The first that fits: extended names of SQLite's errors begin with the names of the plain ones.
_KINDS = (
    ("SQLITE_FULL", Trouble.full),
    ("SQLITE_READONLY_DBMOVED", Trouble.gone),
    ("SQLITE_READONLY", Trouble.read_only),
    ("SQLITE_CANTOPEN", Trouble.read_only),
    ("SQLITE_PERM", Trouble.read_only),
    ("SQLITE_BUSY", Trouble.locked),
    ("SQLITE_LOCKED", Trouble.locked),
    ("SQLITE_CORRUPT", Trouble.damaged),
    ("SQLITE_NOTADB", Trouble.damaged),
    ("SQLITE_IOERR", Trouble.failing),
    ("SQLITE_PROTOCOL", Trouble.failing),
)


def trouble_in(error: BaseException | None) -> Trouble | None:
    """Return the trouble that an error, or an error that led to it, comes from; None: it is a bug."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, InTrouble):
            return error.trouble
        found = _trouble(error.orig if isinstance(error, DBAPIError) else error)
        if found is not None:
            return found
        error = error.__cause__ or error.__context__
    return None


def _trouble(error: BaseException | None) -> Trouble | None:
    if not isinstance(error, sqlite3.Error):
        return None
    name = getattr(error, "sqlite_errorname", None) or ""
    return next((trouble for prefix, trouble in _KINDS if name.startswith(prefix)), None)
