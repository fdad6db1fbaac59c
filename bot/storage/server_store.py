"""The database of one process on a PostgreSQL server: one connection, made anew when it was lost."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.ports import Clock
from bot.storage import locks, migrations, server, strangers
from bot.storage.common_tables import COMMITS
from bot.storage.migrations import VERSIONS
from bot.storage.problems import DatabaseInUse, DatabaseUnusable
from bot.storage.remains import Remains
from bot.storage.server_time import ServerTime
from bot.storage.trouble import InTrouble, Trouble, plain

AGAIN_AFTER = 1.0  # seconds
MOMENT = 0.05  # seconds
# The number of the last commit of a process that wrote something. It is written with that commit. The number
# that the server gives to a transaction says less: after a crash it may give the same one to another.
_COUNT = text("""
    WITH counted AS (
        INSERT INTO shared (name, lease_until, term)
        SELECT CAST(:name AS varchar), clock_timestamp() + interval '7 days', 1
        WHERE pg_current_xact_id_if_assigned() IS NOT NULL
        ON CONFLICT (name) DO UPDATE SET term = shared.term + 1, lease_until = excluded.lease_until
        RETURNING term
    )
    SELECT (SELECT term FROM counted), clock_timestamp()
""")
# If the transaction in question is still open, this waits for its end; a SELECT would not see its row.
_LAST = text("""
    INSERT INTO shared (name, term) VALUES (:name, 0)
    ON CONFLICT (name) DO UPDATE SET term = shared.term RETURNING term
""")
_IS_READ_ONLY = "25006"  # SQLSTATE: the transaction may not write
_HAS_TABLE = text("SELECT to_regclass('shared') IS NOT NULL")
_TIME = text("SELECT clock_timestamp()")
_PROVE = text(f"UPDATE {VERSIONS} SET version_num = version_num")


class LeftToServer(Remains):
    """What is deleted is overwritten when the server does it (VACUUM); no answer waits for that."""

    def __init__(self) -> None:
        super().__init__()
        self.are_left = False

    def note_swept(self) -> None:
        """Do nothing."""

    def note_forgotten(self, connection: Connection) -> None:
        """Do nothing."""

    def beat(self, connection: Connection) -> bool:
        """Do nothing."""
        return False

    def overwrite(self, connection: Connection) -> None:
        """Do nothing."""


class ServerStore:
    """`Store` on PostgreSQL; `open` it on the storage's thread."""

    connection: Connection
    when_it_hangs = Trouble.away

    time: ServerTime | None

    def __init__(self, url: URL, clock: Clock | None = None) -> None:
        """`clock`: other processes may use the database at the same time; None: it is locked against them."""
        self.remains: Remains = LeftToServer()
        self.time = ServerTime(clock) if clock is not None else None
        self.is_shared = clock is not None
        self._url = url
        self._name = server.name_of(url)
        self._commits = f"{COMMITS}{uuid.uuid4().hex}"  # the row with the number of our last commit
        self._may_count = False  # is there a table for that row? Not before the first migration
        self._ends = threading.Event()

    def open(self) -> ServerStore:
        """Connect and lock the database. DatabaseUnusable, DatabaseInUse, InTrouble: it is not possible."""
        connection = server.connect(self._url)
        try:
            server.take(connection, self._name, alone=not self.is_shared)
            self.connection = connection
            with connection.begin():
                self._read_time()
                self._may_count = bool(connection.execute(_HAS_TABLE).scalar_one())
        except DBAPIError as error:
            connection.close()
            raise plain(error) from error
        return self

    def lock(self, chats: Collection[int]) -> None:
        """In a transaction: wait until no other process works on these chats."""
        if self.is_shared:
            locks.lock(self.connection, chats)

    def make_ready(self) -> None:
        """Connect again if the connection was lost; InTrouble: the server does not answer."""
        if not self.connection.closed and not self.connection.invalidated:
            return
        with suppress(SQLAlchemyError):
            self.connection.close()
        try:
            self.open()
        except DatabaseInUse:
            # Perhaps the server has not noticed yet that the lost connection, which had the lock, is gone.
            raise InTrouble(Trouble.taken) from None
        except DatabaseUnusable as problem:
            raise InTrouble(Trouble.away) from problem

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Begin a transaction. If the connection is lost in its COMMIT, ask later whether it is committed."""
        transaction = self.connection.begin()
        try:
            if self.time is not None and self.time.is_old:
                self._read_time()
            yield
            number = self._count() if self._may_count else None
        except BaseException:
            with suppress(SQLAlchemyError):
                transaction.rollback()
            raise
        try:
            transaction.commit()
        except DBAPIError as error:
            if number is None or not error.connection_invalidated or not self._is_committed(number):
                raise

    def undo(self) -> None:
        """Roll back what is open, if anything is."""
        transaction = self.connection.get_transaction()
        if transaction is not None:
            with suppress(SQLAlchemyError):
                transaction.rollback()

    def let_others_go_first(self) -> None:
        """Wait a moment: without this, the next try may take the locks that the others wait for."""
        self._ends.wait(MOMENT)

    def reason(self, error: BaseException) -> BaseException:
        """Return InTrouble if that is what the error means, else the error itself."""
        return plain(error)

    def prove(self) -> None:
        """Write the version of the tables as it is."""
        self.connection.execute(_PROVE)

    def migrate(self) -> None:
        """Migrate the tables, unless they are not ours; other processes that start wait meanwhile."""
        strangers.refuse_tables(self.connection, self._name)
        migrations.upgrade(self.connection)
        self._may_count = True

    def overwrite_deleted(self) -> bool:
        """Do nothing: the server does it."""
        return False

    def give_up(self) -> None:
        """Wait for the server no more."""
        self._ends.set()

    def close(self) -> None:
        """Close the connection, which gives the lock back."""
        with suppress(SQLAlchemyError):
            self.connection.close()
        self.connection.engine.dispose()

    def _read_time(self) -> None:
        if self.time is not None:
            asked = self.time.asks()
            self.time.note(self.connection.execute(_TIME).scalar_one(), asked)

    def _count(self) -> int | None:
        """Number the open transaction, if it has written anything; with that the server tells its time.

        The server refuses the statement where nothing may be written. Then nothing was written.
        """
        asked = self.time.asks() if self.time is not None else None
        try:
            number, said = self.connection.execute(_COUNT, {"name": self._commits}).one()
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != _IS_READ_ONLY:
                raise
            return None
        if self.time is not None and asked is not None:
            self.time.note(said, asked)
        return None if number is None else int(number)

    def _is_committed(self, number: int) -> bool:
        """Ask until the server says whether a transaction is committed; at the end of the process, say no.

        The next unit of work must know it. After a start nobody needs to: rows that are in a call are then
        taken for sent or not sent, and updates that are committed have their receipts.
        """
        while True:
            with suppress(InTrouble, DatabaseUnusable, DBAPIError):
                # A connection of its own: this needs no lock, which another bot may have by now.
                with server.connect(self._url) as asking:
                    last = asking.execute(_LAST, {"name": self._commits}).scalar_one()
                return bool(last == number)
            if self._ends.wait(AGAIN_AFTER):
                return False
