"""The database of one process: one thread, one connection, one unit of work at a time.

Units that wait while the disk is busy share the next commit, each in its own savepoint. So several units wait
for a slow disk together, and not one after the other. Answers go before a long, patient unit.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from queue import SimpleQueue
from typing import Any, TypeVar

from bot.domain.ids import ChatId
from bot.ports import DEFAULT, Clock, Rank, Work
from bot.storage import server, strangers
from bot.storage.file_store import FileStore
from bot.storage.problems import DatabaseInUse, DatabaseUnusable
from bot.storage.sqlite import file_of, lock, read_url
from bot.storage.store import Store
from bot.storage.trouble import Trouble, plain, trouble_in
from bot.storage.work import OpenWork

__all__ = ["Database", "DatabaseInUse", "DatabaseUnusable", "open_database"]

T = TypeVar("T")
log = logging.getLogger(__name__)

MOST_TOGETHER = 32  # units of work in one commit
MOST_PASSES = 2  # so many commits with answers a patient unit lets go first
MOST_TRIES = 3  # of units of work that the server undoes because others are in their way


@dataclass(slots=True)
class _Unit:
    """A unit of work that waits for its turn, and what became of it."""

    do: Callable[[Work], Any]
    undone: Callable[[], None] | None = None
    chats: Collection[ChatId] = ()
    result: Any = None
    error: BaseException | None = None
    done: Future[Any] = field(default_factory=Future)

    def fail(self, error: BaseException) -> None:
        """Note why nothing of the unit is committed, and let the caller undo its changes in memory."""
        self.error = error
        if self.undone is not None:
            self.undone()

    def begin_again(self) -> None:
        """Forget what became of the unit: its transaction was undone, and it is done once more."""
        if self.error is None and self.undone is not None:
            self.undone()
        self.result = self.error = None

    def tell(self) -> None:
        """Give the unit's result or error to the caller."""
        if self.error is None:
            self.done.set_result(self.result)
        else:
            self.done.set_exception(self.error)


class Database:
    """`ports.Storage` over one store. Made by `open_database`; `close` it for the next process."""

    def __init__(self, thread: Executor, store: Store) -> None:
        self.retention = DEFAULT
        self._thread = thread
        self._store = store
        self._waiting: dict[Rank, SimpleQueue[_Unit]] = {rank: SimpleQueue() for rank in Rank}
        self._answering = 0  # batches of updates that are being read
        self._has_answers = False  # is there an answer among the units of this commit?
        self._may_join = False  # may those that come meanwhile share this commit?
        self._passes = 0  # commits with answers that went before the first patient unit

    @property
    def when_it_hangs(self) -> Trouble:
        """What to say when the database does not answer."""
        return self._store.when_it_hangs

    @property
    def is_shared(self) -> bool:
        """May other processes use the database at the same time?"""
        return self._store.is_shared

    @property
    def wall(self) -> Callable[[], datetime] | None:
        """The clock that all processes of the database share; None: there is only one process."""
        return self._store.time.now if self._store.time is not None else None

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Let a long unit of work stop soon, since an answer comes. Called in the event loop."""
        self._answering += 1
        try:
            yield
        finally:
            self._answering -= 1

    async def run(
        self,
        do: Callable[[Work], T],
        *,
        kept: Callable[[T], None] | None = None,
        undone: Callable[[], None] | None = None,
        chats: Collection[ChatId] = (),
        rank: Rank = Rank.usual,
    ) -> T:
        """Run `do` in one unit of work and commit; what it raises rolls everything back.

        InTrouble: the database cannot be written just now. `chats`: those that other processes leave alone
        until the commit. `rank`: which of the units that wait goes first.
        If the caller is cancelled meanwhile, the unit of work is finished all the same. `kept` does what must
        follow a commit in any case: it gets the result in the event loop, before the caller does. `undone` is
        called on the storage's thread if nothing of the unit is committed, before the next unit runs.
        After a deadlock on a server, `undone` is called and `do` runs again.
        """
        unit = _Unit(do, undone, chats)
        ended = asyncio.wrap_future(unit.done)
        if kept is not None:
            ended.add_done_callback(lambda _: None if unit.error else kept(unit.result))
        self._waiting[rank].put(unit)
        # Each unit brings a turn, and each turn takes at least one unit that waits. So all get their turn.
        self._thread.submit(self._turn)
        result: T = await asyncio.shield(ended)
        return result

    async def migrate(self) -> None:
        """Bring the tables to the version that this code expects; DatabaseUnusable if they are not ours."""
        try:
            await self._in_thread(self._store.migrate)
        except Exception as error:
            raise plain(error) from error

    async def prove(self) -> None:
        """Write something that changes nothing; InTrouble if the database cannot be written."""
        await self.run(lambda _: self._store.prove())

    async def overwrite_deleted(self) -> bool:
        """Once a second: go on with overwriting what was deleted; True: now it is done."""
        return await self._in_thread(self._store.overwrite_deleted)

    async def close(self) -> None:
        """Finish the units of work that wait, then close the store."""
        self._store.give_up()
        try:
            await self._in_thread(self._store.close)
        finally:
            self._thread.shutdown(wait=False)

    async def _in_thread(self, do: Callable[[], T]) -> T:
        return await asyncio.shield(asyncio.wrap_future(self._thread.submit(do)))

    def _turn(self) -> None:
        units = self._next_units()
        if units:
            self._try(units)
        for unit in units:
            unit.tell()

    def _next_units(self) -> list[_Unit]:
        """Return the units of the next commit: those that wait. A patient one is not among answers."""
        self._has_answers = not self._waiting[Rank.answer].empty()
        self._may_join = False
        units = self._short_units(MOST_TOGETHER)
        patient = self._waiting[Rank.patient]
        if self._has_answers and self._passes < MOST_PASSES:
            self._passes += not patient.empty()
        elif not patient.empty():
            units.append(patient.get())
            self._passes = 0
            # Where the database is shared, the chats of all units are locked before the first one.
            self._may_join = not self._store.is_shared
        return units

    def _short_units(self, most: int) -> list[_Unit]:
        """Take answers and usual units that wait; `most` of each."""
        queues = self._waiting[Rank.answer], self._waiting[Rank.usual]
        return [queue.get() for queue in queues for _ in range(min(queue.qsize(), most))]

    def _try(self, units: list[_Unit], tries: int = MOST_TRIES) -> None:
        """Commit `units`, and those that join them.

        Those that the server undoes because of a deadlock are done again, a few times.
        """
        try:
            self._store.make_ready()
            self._commit(units)
        except BaseException as error:  # noqa: BLE001 - given to the callers
            self._store.undo()
            if trouble_in(error) is not Trouble.clash or tries == 1:
                _fail(units, self._store.reason(error))
                return
        else:
            return
        log.info("The server has undone a unit of work, since others were in its way. It is done again.")
        for unit in reversed(units):
            unit.begin_again()
        self._store.let_others_go_first()
        self._try(units, tries - 1)

    def _commit(self, units: list[_Unit]) -> None:
        connection, remains = self._store.connection, self._store.remains
        work = OpenWork(connection, remains, self.retention, self._somebody_waits)
        with self._store.transaction():
            self._store.lock({chat for unit in units for chat in unit.chats})
            self._run_in_one(units, work)
            if self._may_join:
                joining = self._short_units(MOST_TOGETHER)
                units += joining
                self._run_each(joining, work)
        if work.has_deleted:
            remains.overwrite(connection)

    def _run_in_one(self, units: Sequence[_Unit], work: OpenWork) -> None:
        if len(units) == 1:
            units[0].result = units[0].do(work)
        else:
            self._run_each(units, work)

    def _run_each(self, units: Sequence[_Unit], work: OpenWork) -> None:
        for unit in units:
            try:
                with work.savepoint():
                    unit.result = unit.do(work)
            except Exception as error:  # noqa: BLE001 - given to its caller; the other units go on
                unit.fail(error)

    def _somebody_waits(self) -> bool:
        return self._answering > 0 or self._has_answers or not self._waiting[Rank.answer].empty()


def open_database(url: str, shared: Clock | None = None, thread: Executor | None = None) -> Database:
    """Open the database that `url` names and lock it against other processes.

    `shared`: where it is on a server, other processes may use it at the same time; this clock measures how
    long the server's answers take. `thread`: runs all that uses the database, one piece after the other; by
    default a new thread.
    DatabaseUnusable, or its subclass DatabaseInUse, says in a plain sentence why this is not possible.
    InTrouble: it is not possible just now.
    """
    if server.is_server(url):
        from bot.storage.server_store import ServerStore  # not loaded by a bot with a file

        return _opened(ServerStore(server.server_url(url), shared).open, thread)
    file = file_of(read_url(url))
    if file is not None:
        strangers.refuse_file(file)
    held = None if file is None else lock(file)
    try:
        return _opened(lambda: FileStore(file, held), thread)
    except BaseException:
        if held is not None:
            held.release()
        raise


def name_of(url: str) -> str:
    """Return what people call the database: its file, or its place on a server."""
    return server.name_of(server.server_url(url)) if server.is_server(url) else str(file_of(read_url(url)))


def _opened(make: Callable[[], Store], given: Executor | None) -> Database:
    # The connection is made in the only thread that uses it.
    thread = given or ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
    try:
        return Database(thread, thread.submit(make).result())
    except BaseException:
        thread.shutdown()
        raise


def _fail(units: Sequence[_Unit], error: BaseException) -> None:
    """Let the callers undo `units`, the last unit first; a unit that failed before keeps its own error."""
    for unit in reversed(units):
        if unit.error is None:
            unit.fail(error)
