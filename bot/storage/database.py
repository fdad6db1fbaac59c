"""The database of one process: one thread, one connection, one unit of work at a time.

Units that wait while the disk is busy share the next commit, each in its own savepoint. So several units wait
for a slow disk together, and not one after the other.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, TypeVar

from filelock import FileLock
from sqlalchemy import Connection

from bot.ports import DEFAULT, Work
from bot.storage import migrations, strangers
from bot.storage.place import Place
from bot.storage.problems import DatabaseInUse, DatabaseUnusable, TransactionGone
from bot.storage.remains import Remains
from bot.storage.sqlite import connect, file_of, lock, prove, read_url, undo
from bot.storage.trouble import InTrouble, Trouble, trouble_in
from bot.storage.work import OpenWork

__all__ = ["Database", "DatabaseInUse", "DatabaseUnusable", "open_database"]

T = TypeVar("T")

MOST_TOGETHER = 32  # units of work in one commit


@dataclass(slots=True)
class _Unit:
    """A unit of work that waits for its turn, and what became of it."""

    do: Callable[[Work], Any]
    undone: Callable[[], None] | None = None
    result: Any = None
    error: BaseException | None = None
    done: Future[Any] = field(default_factory=Future)

    def fail(self, error: BaseException) -> None:
        """Note why nothing of the unit is committed, and let the caller undo its changes in memory."""
        self.error = error
        if self.undone is not None:
            self.undone()

    def tell(self) -> None:
        """Give the unit's result or error to the caller."""
        if self.error is None:
            self.done.set_result(self.result)
        else:
            self.done.set_exception(self.error)


class Database:
    """`ports.Storage` on SQLite. Made by `open_database`; `close` it for the next process."""

    def __init__(
        self,
        place: Place | None,
        thread: ThreadPoolExecutor,
        connection: Connection,
        remains: Remains,
        held: FileLock | None,
    ) -> None:
        self.retention = DEFAULT
        self._place = place
        self._thread = thread
        self._connection = connection
        self._held = held
        self._remains = remains
        self._waiting: SimpleQueue[_Unit] = SimpleQueue()

    async def run(
        self,
        do: Callable[[Work], T],
        *,
        kept: Callable[[T], None] | None = None,
        undone: Callable[[], None] | None = None,
    ) -> T:
        """Run `do` in one unit of work and commit; what it raises rolls everything back.

        InTrouble: the database cannot be written just now.
        If the caller is cancelled meanwhile, the unit of work is finished all the same. `kept` does what must
        follow a commit in any case: it gets the result in the event loop, before the caller does. `undone` is
        called on the storage's thread if nothing of the unit is committed, before the next unit runs.
        """
        unit = _Unit(do, undone)
        ended = asyncio.wrap_future(unit.done)
        if kept is not None:
            ended.add_done_callback(lambda _: None if unit.error else kept(unit.result))
        self._waiting.put(unit)
        # The next turn takes all waiting units; a turn that finds none does nothing.
        self._thread.submit(self._turn)
        result: T = await asyncio.shield(ended)
        return result

    async def migrate(self) -> None:
        """Bring the tables to the version that this code expects; DatabaseUnusable if they are not ours."""
        try:
            await self._in_thread(self._migrate)
        except Exception as error:
            raise _plain(error) from error

    async def prove(self) -> None:
        """Write something that changes nothing; InTrouble if the database cannot be written."""
        await self.run(lambda _: prove(self._connection))

    async def overwrite_deleted(self) -> bool:
        """Once a second: go on with overwriting what was deleted; True: now it is done."""
        return await self._in_thread(self._overwrite_deleted)

    async def close(self) -> None:
        """Finish the units of work that wait, then close and unlock the file."""
        try:
            await self._in_thread(self._close)
        finally:
            self._thread.shutdown(wait=False)

    async def _in_thread(self, do: Callable[[], T]) -> T:
        return await asyncio.shield(asyncio.wrap_future(self._thread.submit(do)))

    def _turn(self) -> None:
        units = [self._waiting.get() for _ in range(min(self._waiting.qsize(), MOST_TOGETHER))]
        try:
            if units:
                self._check_place()
                undo(self._connection)  # on a failing disk the last turn could not do it
                self._commit(units)
        except BaseException as error:  # noqa: BLE001 - given to the callers
            with contextlib.suppress(sqlite3.Error):
                undo(self._connection)
            _fail(units, self._reason(error))
        for unit in units:
            unit.tell()

    def _reason(self, error: BaseException) -> BaseException:
        """Return what the error means. A file that was moved meanwhile looks like a folder without rights."""
        plain = _plain(error)
        lost = self._place.trouble() if self._place and isinstance(plain, InTrouble) else None
        return InTrouble(lost) if lost else plain

    def _check_place(self) -> None:
        trouble = self._place.trouble() if self._place else None
        if trouble is not None:
            raise InTrouble(trouble)

    def _commit(self, units: Sequence[_Unit]) -> None:
        work = OpenWork(self._connection, self._remains, self.retention)
        with self._connection.begin():
            self._run_in_one(units, work)
        if work.has_deleted:
            self._remains.overwrite(self._connection)

    def _run_in_one(self, units: Sequence[_Unit], work: OpenWork) -> None:
        if len(units) == 1:
            units[0].result = units[0].do(work)
        else:
            for unit in units:
                try:
                    with work.savepoint():
                        unit.result = unit.do(work)
                except Exception as error:  # noqa: BLE001 - given to its caller; the other units go on
                    unit.fail(error)

    def _migrate(self) -> None:
        strangers.refuse_tables(self._connection, self._place.file if self._place else None)
        migrations.upgrade(self._connection)

    def _overwrite_deleted(self) -> bool:
        # Of a file that was moved, nothing may be rebuilt: the journal would lie in another folder.
        if self._place is not None and self._place.trouble() is not None:
            return False
        return self._remains.beat(self._connection)

    def _close(self) -> None:
        # SQLite deletes the files beside a database by their names. They may belong to the new file.
        if self._place is None or self._place.trouble() is not Trouble.replaced:
            self._connection.close()
            self._connection.engine.dispose()
        if self._held is not None:
            self._held.release()


def open_database(url: str) -> Database:
    """Open the database that `url` names (`sqlite:///...`) and lock it against other processes.

    DatabaseUnusable, or its subclass DatabaseInUse, says in a plain sentence why this is not possible.
    InTrouble: it is not possible just now.
    """
    file = file_of(read_url(url))
    if file is not None:
        strangers.refuse_file(file)
    held = None if file is None else lock(file)
    # The connection is made in the only thread that uses it.
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
    try:
        connection = thread.submit(connect, file).result()
        place = None if file is None else Place.of(file)
        remains = Remains()
        thread.submit(remains.overwrite, connection).result()
    except BaseException:
        thread.shutdown()
        if held is not None:
            held.release()
        raise
    return Database(place, thread, connection, remains, held)


def _plain(error: BaseException) -> BaseException:
    """Return InTrouble if that is what the error means, else the error itself."""
    trouble = trouble_in(error)
    if trouble is None and isinstance(error, TransactionGone):
        trouble = Trouble.failing
    if trouble is None or isinstance(error, InTrouble):
        return error
    plain = InTrouble(trouble)
    plain.__cause__ = error
    return plain


def _fail(units: Sequence[_Unit], error: BaseException) -> None:
    """Let the callers undo `units`, the last unit first; a unit that failed before keeps its own error."""
    for unit in reversed(units):
        if unit.error is None:
            unit.fail(error)
