"""The database of one process: one thread, one connection, one unit of work at a time.

Units that wait while the disk is busy share the next commit, each in a savepoint of its own: a slow disk
costs everybody one wait and not one each.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from filelock import FileLock
from sqlalchemy import Connection

from bot.ports import Work
from bot.storage import migrations
from bot.storage.problems import DatabaseFailed, DatabaseInUse, DatabaseUnusable, TransactionGone
from bot.storage.sqlite import connect, file_of, lock, read_url, undo
from bot.storage.work import OpenWork

__all__ = ["Database", "DatabaseInUse", "DatabaseUnusable", "open_database"]

T = TypeVar("T")

MOST_TOGETHER = 32  # units of work in one commit


@dataclass(slots=True)
class _Unit:
    """A unit of work that waits for its turn, and what became of it."""

    do: Callable[[Work], Any]
    result: Any = None
    error: BaseException | None = None
    done: Future[Any] = field(default_factory=Future)

    def tells(self) -> None:
        """Let whoever waits for it know how it ended."""
        if self.error is None:
            self.done.set_result(self.result)
        else:
            self.done.set_exception(self.error)


class Database:
    """`ports.Storage` on SQLite. Made by `open_database`; `close` it for the next process."""

    def __init__(self, thread: ThreadPoolExecutor, connection: Connection, held: FileLock | None) -> None:
        self._thread = thread
        self._connection = connection
        self._held = held
        self._waiting: deque[_Unit] = deque()

    async def run(self, do: Callable[[Work], T]) -> T:
        """Run `do` in one unit of work and commit; what it raises rolls everything back.

        If the caller is cancelled meanwhile, the unit of work is finished all the same.
        """
        unit = _Unit(do)
        self._waiting.append(unit)
        # Whichever turn comes next takes it along; a turn that finds nothing waiting is over at once.
        self._thread.submit(self._turn)
        result: T = await asyncio.shield(asyncio.wrap_future(unit.done))
        return result

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

    def _turn(self) -> None:
        units = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
        try:
            if units:
                self._commit(units)
        except TransactionGone as gone:
            full = DatabaseFailed("The database could not be written: is the disk full?")
            full.__cause__ = gone
            _fail(units, full)
        except BaseException as error:  # noqa: BLE001 - handed to those who wait for it
            undo(self._connection)
            _fail(units, error)
        for unit in units:
            unit.tells()

    def _commit(self, units: Sequence[_Unit]) -> None:
        with self._connection.begin():
            work = OpenWork(self._connection)
            if len(units) == 1:
                units[0].result = units[0].do(work)
                return
            for unit in units:
                try:
                    with work.savepoint():
                        unit.result = unit.do(work)
                except Exception as error:  # noqa: BLE001 - its own; the others go on
                    unit.error = error

    def _let_go(self) -> None:
        self._connection.close()
        self._connection.engine.dispose()
        if self._held is not None:
            self._held.release()


def open_database(url: str) -> Database:
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
    return Database(thread, connection, held)


def _fail(units: Sequence[_Unit], error: BaseException) -> None:
    """Nothing of `units` is kept; one that had failed before keeps its own reason."""
    for unit in units:
        unit.error = unit.error or error
