"""The two ends of a copy: databases that no bot uses, and none can use until the copy has ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.storage import health, server, strangers
from bot.storage.database import name_of
from bot.storage.file_store import FileStore
from bot.storage.origin import Standing, standing_of
from bot.storage.problems import DatabaseInUse, DatabaseUnusable
from bot.storage.server_store import ServerStore
from bot.storage.sqlite import file_of, lock, read_url
from bot.storage.store import Store
from bot.storage.trouble import plain


class CannotMove(Exception):
    """A copy, a backup or a restore cannot be done; the text is one plain sentence that says what to do."""


@contextmanager
def held(url: str, *, is_source: bool) -> Iterator[Store]:
    """Open the database and keep bots away from it. CannotMove, InTrouble: this is not possible.

    A source must be there, with the tables of this version; a target that is missing is made.
    """
    try:
        store = _open(url, is_source)
    except DatabaseInUse:
        raise CannotMove(f"A bot is using {name_of(url)}: stop it first.") from None
    except DatabaseUnusable as problem:
        raise CannotMove(str(problem)) from None
    try:
        with plainly():
            if is_source:
                with store.connection.begin():
                    refuse_unless_newest(store.connection, name_of(url))
            yield store
    finally:
        store.close()


@contextmanager
def plainly() -> Iterator[None]:
    """Say in one sentence why the database cannot be read or written. A bug is raised as it is."""
    try:
        yield
    except DatabaseUnusable as problem:
        raise CannotMove(str(problem)) from None
    except DBAPIError as error:
        raise plain(error) from error


def refuse_unless_newest(connection: Connection, name: str) -> None:
    """CannotMove: the tables are not those of this version; the connection is in a transaction."""
    standing = standing_of(connection)
    if standing is Standing.older:
        raise CannotMove(f"The tables of {name} are of an older version: run `unknot migrate` first.")
    if standing is not Standing.newest:
        raise CannotMove(strangers.why_refused(name, standing) or f"There is nothing in {name}.")


def _open(url: str, is_source: bool) -> Store:
    if server.is_server(url):
        return ServerStore(server.server_url(url)).open()
    file = _file_of(url, is_source)
    strangers.refuse_file(file, may_be_half_full=not is_source)
    taken = lock(file)
    try:
        return FileStore(file, taken)
    except BaseException:
        taken.release()
        raise


def _file_of(url: str, must_be_there: bool) -> Path:
    file = file_of(read_url(url))
    if file is None:
        raise DatabaseUnusable("A database in memory cannot be moved: name a file or a server.")
    try:
        is_there = health.is_there(file)
    except health.Unreadable as problem:
        raise DatabaseUnusable(f"The database {file} cannot be read ({problem}).") from None
    if must_be_there and not is_there:
        raise DatabaseUnusable(f"There is no database {file}.")
    return file
