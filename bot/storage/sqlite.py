"""One SQLite file: its path, its lock, and the settings of a connection to it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, NullPool, PoolProxiedConnection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.storage import rights
from bot.storage.problems import DatabaseInUse, DatabaseUnusable
from bot.storage.trouble import InTrouble, trouble_in

BUSY_TIMEOUT_MS = 5000


def read_url(text: str) -> URL:
    """Return the URL; DatabaseUnusable unless it names an SQLite file or SQLite's memory."""
    # The message does not repeat the text: the URL of another database may contain a password.
    sentence = "DATABASE_URL must look like sqlite:///unknot.db or sqlite:////data/unknot.db."
    try:
        url = make_url(text)
    except ArgumentError:
        raise DatabaseUnusable(sentence) from None
    if url.drivername not in ("sqlite", "sqlite+pysqlite") or url.host:
        raise DatabaseUnusable(sentence)
    return url


def file_of(url: URL) -> Path | None:
    """Return the file's full path, or None for a database in memory."""
    if not url.database or url.database == ":memory:":
        return None
    return Path(url.database).expanduser().resolve()


def lock(file: Path) -> FileLock:
    """Make what is missing of folder and file, and lock the file against others until `release` or exit."""
    # The lock may be released by another thread.
    taken = FileLock(f"{file}.lock", timeout=0, thread_local=False, mode=rights.FILE)
    try:
        rights.make_folder(file.parent)
        taken.acquire()
        rights.make_file(file)
    except Timeout:
        raise DatabaseInUse(
            f"Another Unknot is using {file}: stop it first, or give this one a DATABASE_URL of its own."
        ) from None
    except OSError as error:
        taken.release()
        raise DatabaseUnusable(
            f"The database {file} cannot be used ({error.strerror}): DATABASE_URL needs a place to write to."
        ) from None
    return taken


def connect(file: Path | None) -> Connection:
    """Open the one connection that holds the database; DatabaseUnusable if it cannot be written."""
    url = URL.create("sqlite", database=str(file) if file else None)
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", _set_up)
    # A listener for "begin" would make every statement slower by a sixth.
    engine.dialect.do_begin = _begin  # type: ignore[method-assign]
    try:
        connection = engine.connect()
    except DBAPIError as error:
        raise _refusal(file, error) from None
    try:
        with connection.begin():
            pass
    except DBAPIError as error:
        connection.close()
        raise _refusal(file, error) from None
    return connection


def prove(connection: Connection) -> None:
    """Inside a transaction: write a number as it is into the file, for which SQLite needs the disk."""
    number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    connection.exec_driver_sql(f"PRAGMA user_version = {int(number)}")


def undo(connection: Connection) -> None:
    """Roll back a transaction that a failed COMMIT has left open.

    SQLite keeps such a transaction open, but SQLAlchemy thinks that it is closed.
    """
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection) and driver.in_transaction:
        driver.rollback()


def has_safe_wal(version: tuple[int, int, int]) -> bool:
    """Is this SQLite without the bug in which a WAL reset can lose commits?"""
    fixed_in = {(3, 44): 6, (3, 50): 7}
    major_minor, patch = version[:2], version[2]
    return version >= (3, 51, 3) or (major_minor in fixed_in and patch >= fixed_in[major_minor])


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions. Its transactions are deferred, and these can lose updates.
    connection.isolation_level = None
    try:
        _set_pragmas(connection)
    except sqlite3.Error:
        connection.close()
        raise


def _set_pragmas(connection: sqlite3.Connection) -> None:
    journal = "WAL" if has_safe_wal(sqlite3.sqlite_version_info) else "DELETE"
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        f"journal_mode = {journal}",
        "synchronous = FULL",
        "secure_delete = ON",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(dbapi_connection: PoolProxiedConnection) -> None:
    cursor = dbapi_connection.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    cursor.close()


def _refusal(file: Path | None, error: DBAPIError) -> Exception:
    trouble = trouble_in(error)
    if trouble is not None and trouble.may_pass:
        return InTrouble(trouble)
    return DatabaseUnusable(
        f"The database {file} cannot be used ({error.orig}): check the path that DATABASE_URL names."
    )
