"""Why the database cannot be written: one kind of trouble for each thing that a person would do about it."""

from __future__ import annotations

import sqlite3
from enum import Enum

from sqlalchemy.exc import DBAPIError

from bot.ports.trouble import CannotWrite
from bot.storage.problems import TransactionGone


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
    away = "The database server does not answer. Start it, and look at the network between it and the bot."
    stood_still = (
        "This process stood still in the middle of its work, and the database server has ended its"
        " connection. Look at the load of this machine."
    )
    crowded = (
        "The database server has no connection or no memory left. Close other connections, or allow more."
    )
    taken = "Another Unknot uses this database. Stop one of the two."
    clash = (
        "The database server undoes what is written, since others lock the same rows (a deadlock)."
        " Close other programs that use the database."
    )
    unwritable = (
        "The database server takes no writes from this user. Give it the rights; a standby takes none at all."
    )

    @property
    def may_pass(self) -> bool:
        """May it end without a person, so that it is worth waiting for at the start?"""
        ends_itself = (Trouble.full, Trouble.locked, Trouble.failing, Trouble.hangs)
        of_a_server = (Trouble.away, Trouble.stood_still, Trouble.crowded, Trouble.taken, Trouble.clash)
        return self in (*ends_itself, *of_a_server)


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

# Beginnings of PostgreSQL's codes (SQLSTATE).
_STATES = (
    ("08", Trouble.away),
    ("57P", Trouble.away),
    ("25P03", Trouble.stood_still),
    ("53100", Trouble.full),
    ("53", Trouble.crowded),
    ("25006", Trouble.unwritable),
    ("42501", Trouble.unwritable),
    ("55P03", Trouble.locked),
    ("40001", Trouble.clash),
    ("40P01", Trouble.clash),
    ("40", Trouble.locked),
    ("58", Trouble.failing),
    ("57014", Trouble.locked),
    ("XX001", Trouble.damaged),
    ("XX002", Trouble.damaged),
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
        return _trouble_of_server(error)
    name = getattr(error, "sqlite_errorname", None) or ""
    return next((trouble for prefix, trouble in _KINDS if name.startswith(prefix)), None)


def _trouble_of_server(error: BaseException | None) -> Trouble | None:
    # The driver of PostgreSQL need not be installed, so its errors are known by their names.
    if error is None or not type(error).__module__.startswith("psycopg"):
        return None
    state = getattr(error, "sqlstate", None)
    if state is None:  # the server said nothing
        return Trouble.away if type(error).__name__ == "OperationalError" else None
    return next((trouble for prefix, trouble in _STATES if state.startswith(prefix)), None)


def plain(error: BaseException) -> BaseException:
    """Return InTrouble if that is what the error means, else the error itself."""
    trouble = trouble_in(error)
    if trouble is None and isinstance(error, TransactionGone):
        trouble = Trouble.failing
    if trouble is None or isinstance(error, InTrouble):
        return error
    meant = InTrouble(trouble)
    meant.__cause__ = error
    return meant
