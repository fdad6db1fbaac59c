"""The database of one process: one thread, one connection, one unit of work at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from filelock import FileLock
from sqlalchemy import Connection

from bot.domain.catalogue import Catalogue
from bot.ports import Work
from bot.storage import migrations
from bot.storage.problems import DatabaseFailed, DatabaseInUse, DatabaseUnusable, TransactionGone
from bot.storage.sqlite import connect, file_of, lock, read_url
from bot.storage.work import OpenWork

__all__ = ["Database", "DatabaseInUse", "DatabaseUnusable", "open_database"]

T = TypeVar("T")


class Database:
    """`ports.Storage` on SQLite. Made by `open_database`; `close` it for the next process."""

    def __init__(
        self, thread: ThreadPoolExecutor, connection: Connection, catalogue: Catalogue, held: FileLock | None
    ) -> None:
        self._thread = thread
        self._connection = connection
        self._catalogue = catalogue
        self._held = held

    async def run(self, do: Callable[[Work], T]) -> T:
        """Run `do` in one unit of work and commit; what it raises rolls everything back.

        If the caller is cancelled meanwhile, the unit of work is finished all the same.
        """
        return await self._in_thread(lambda: self._unit(do))

    async def migrate(self) -> None:
        """Bring the tables to what this code expects; DatabaseUnusable if they are newer than it."""
        await self._in_thread(lambda: migrations.upgrade(self._connection))

    async def close(self) -> None:
        """Finish the units of work that have been handed over, then let go of the file."""
        try:
            await self._in_thread(self._let_go)
        finally:
            self._thread.shutdown(wait=False)

    async def _in_thread(self, do: Callable[[], T]) -> T:
        return await asyncio.shield(asyncio.wrap_future(self._thread.submit(do)))

    def _unit(self, do: Callable[[Work], T]) -> T:
        try:
            with self._connection.begin():
                return do(OpenWork(self._connection, self._catalogue))
        except TransactionGone as gone:
            raise DatabaseFailed("The database could not be written: is the disk full?") from gone

    def _let_go(self) -> None:
        self._connection.close()
        self._connection.engine.dispose()
        if self._held is not None:
            self._held.release()


def open_database(url: str, catalogue: Catalogue) -> Database:
    """Open the database that `url` names (`sqlite:///...`) and keep other processes off it.

    DatabaseUnusable, or its kind DatabaseInUse, says in a plain sentence why that cannot be.
    """
    file = file_of(read_url(url))
    held = None if file is None else lock(file)
    # The connection lives in the only thread that uses it.
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
    try:
        connection = thread.submit(connect, file).result()
    except BaseException:
        thread.shutdown()
        if held is not None:
            held.release()
        raise
    return Database(thread, connection, catalogue, held)
