"""Fills an empty database from a backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, NullPool, create_engine

from bot.ports import Work
from bot.storage import migrations, strangers
from bot.storage.database import name_of
from bot.storage.moving.copying import Show, copy
from bot.storage.moving.places import CannotMove, held
from bot.storage.moving.seal import Broken, Seal, check
from bot.storage.origin import BACKUP, Standing, standing_of_backup
from bot.storage.problems import DatabaseUnusable
from bot.storage.sqlite import connect
from bot.storage.work import OpenWork

T = TypeVar("T")

# So many ids are left out. Rows that were written after the backup are lost, but buttons in the chats still
# name them, and no new row may get one of their ids. Between a backup and a loss a table gets fewer rows.
LEFT_OUT = 10_000_000


def restore(
    file: Path, url: str, show: Show, settle: Callable[[Work], T]
) -> tuple[Seal, Mapping[str, int], T]:
    """Fill the database from the backup; return its seal, the rows of each table, and what `settle` returns.

    `settle` is called in the last transaction. CannotMove says why it is not possible; then no bot can start.
    """
    settled: list[T] = []
    with _opened(file) as (seal, source), held(url, is_source=False) as target:

        def finish(connection: Connection) -> None:
            settled.append(settle(OpenWork(connection, target.remains)))

        counted = copy(
            source,
            target,
            origin=f"the backup of {seal.of} with the checksum {seal.sha256[:16]}",
            name=name_of(url),
            show=show,
            finish=finish,
            gap=LEFT_OUT,
        )
    return seal, counted, settled[0]


@contextmanager
def _opened(file: Path) -> Iterator[tuple[Seal, Connection]]:
    """Check the backup, and read it with the tables of this version; the connection is in a transaction."""
    try:
        with file.open("rb"):
            pass
    except OSError as error:
        raise CannotMove(f"The backup {file} cannot be read: {error.strerror}.") from None
    # Nobody writes to a backup. So no file is made beside it, and its folder may be read-only.
    address = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as raw:
        try:
            seal = check(raw)
        except Broken as problem:
            raise CannotMove(f"{file} cannot be put back: {problem}.") from None
        source = _connect(file)
        try:
            with source.begin():
                standing = standing_of_backup(source)
            if standing is Standing.older:
                source.close()
                source = _brought_up_to_date(raw)
            elif standing is not Standing.newest:
                raise CannotMove(strangers.why_refused(file, standing) or f"There is nothing in {file}.")
            with source.begin():
                yield seal, source
        finally:
            source.close()


def _connect(file: Path) -> Connection:
    query = {"mode": "ro", "immutable": "1", "uri": "true"}
    url = URL.create("sqlite", database=file.resolve().as_uri(), query=query)
    return create_engine(url, poolclass=NullPool, hide_parameters=True).connect()


def _brought_up_to_date(raw: sqlite3.Connection) -> Connection:
    """Migrate a copy in memory: the backup stays as it is, and none of it is written to another file."""
    memory = connect(None)
    try:
        driver = memory.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - for the types
        raw.backup(driver)
        driver.execute(f"DROP TABLE {BACKUP}")
        migrations.upgrade(memory)
    except (DatabaseUnusable, RuntimeError) as problem:
        memory.close()
        raise CannotMove(f"The backup cannot be brought up to date: {problem}") from None
    return memory
