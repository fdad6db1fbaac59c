"""Which of several equal processes fetches the updates, and hints from the others: a connection of its own.

The process that fetches holds an advisory lock and renews a lease. If it ends, the server frees the lock at
once. If it stands still, or is cut off, the lease runs out; then a process that stands by cuts its connection
and takes over. Each takeover has a new number, the term, which every commit of the one that fetches checks.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.ports import Clock
from bot.storage import server
from bot.storage.commons import HINTS
from bot.storage.problems import DatabaseUnusable
from bot.storage.trouble import trouble_in

EVERY = 1.0  # seconds between two beats of this connection
LEASE = timedelta(seconds=5)
MARGIN = timedelta(seconds=1)  # so long before the end of the lease this process stops to rely on it
LOCK = server.LOCK + 2

_RENEW = """
    UPDATE shared SET lease_until = clock_timestamp() + %s WHERE name = 'intake' AND owner = %s AND term = %s
"""
_TRY = "SELECT pg_try_advisory_lock(%s)"
# This waits for commits that have checked the term and are not done; see `commons.check_intake`.
_WAIT = "SELECT term FROM shared WHERE name = 'intake' FOR UPDATE"
_TAKE = """
    UPDATE shared SET owner = %s, term = term + 1, lease_until = clock_timestamp() + %s,
        value = json_build_object('pid', pg_backend_pid())
    WHERE name = 'intake' RETURNING term
"""
# Another process may have got the lock just now and not yet noted that. It has the time of a lease to do so.
_CUT = """
    SELECT pg_terminate_backend(locks.pid) FROM pg_locks AS locks, shared
    WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = %s
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND name = 'intake' AND (
            lease_until <= clock_timestamp() AND locks.pid = CAST(value ->> 'pid' AS int)
            OR lease_until <= clock_timestamp() - CAST(%s AS interval)
        )
"""
log = logging.getLogger(__name__)


class SharedIntake:
    """`ports.Intake` of a process that shares its database. `run` it in the event loop."""

    def __init__(
        self, url: str, owner: str, clock: Clock, on_hint: Callable[[], None], *, fetches: bool = True
    ) -> None:
        """`on_hint` is called in the event loop when another process has left messages behind.

        `fetches`: does this process take part in fetching? Not if Telegram brings the updates.
        """
        self._fetches = fetches
        self.owner = owner
        self._url = server.server_url(url)
        self._clock = clock
        self._on_hint = on_hint
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="intake")
        self._opened: Connection | None = None  # used in the thread only, as the two below
        self._driver: Any = None
        self._held: int | None = None
        self._term: int | None = None
        self._until = clock.now().wire
        self._begins = asyncio.Event()
        self._stands_by = False

    async def ours(self) -> int:
        """Wait until this process is the one that fetches the updates; return its term."""
        while True:
            await self._begins.wait()
            if self._term is not None and self.is_ours(self._term):
                return self._term
            self._begins.clear()

    def is_ours(self, term: int) -> bool:
        """Does this process still fetch the updates, with this term?"""
        return self._term == term and self._clock.now().wire < self._until

    async def run(self) -> None:
        """Take part until cancelled."""
        try:
            while True:
                asked = self._clock.now().wire
                self._note(await self._in_thread(self._beat), asked + LEASE - MARGIN)
                if self._driver is None:
                    await self._clock.sleep(EVERY)
                elif await self._in_thread(self._listen):
                    self._on_hint()
        finally:
            self._thread.submit(self._close)
            self._thread.shutdown(wait=False)

    async def _in_thread(self, do: Callable[[], Any]) -> Any:
        return await asyncio.wrap_future(self._thread.submit(do))

    def _note(self, term: int | None, until: Any) -> None:
        if not self._fetches:
            return
        if term is None:
            if not self._stands_by and self._driver is not None:
                log.info("This process stands by: another one fetches the updates. It sends all the same.")
            self._stands_by, self._term = self._driver is not None or self._stands_by, None
            return
        if self._stands_by:
            log.info("This process fetches the updates now.")
        self._stands_by, self._term, self._until = False, term, until
        self._begins.set()

    def _beat(self) -> int | None:
        """Renew the lease, or try to take over; return the term, or None if another process has it."""
        try:
            if self._driver is None:
                self._open()
            if not self._fetches:
                return None
            if self._held is not None:
                renewed = self._driver.execute(_RENEW, (LEASE, self.owner, self._held))
                if renewed.rowcount == 0:
                    self._close()  # another process has taken over
            elif self._driver.execute(_TRY, (LOCK,)).fetchone()[0]:
                with self._driver.transaction():
                    self._driver.execute(_WAIT)
                    self._held = self._driver.execute(_TAKE, (self.owner, LEASE)).fetchone()[0]
            else:
                self._driver.execute(_CUT, (LOCK, LEASE))
        except Exception as error:  # noqa: BLE001 - tried again; the storage logs what is wrong with the server
            self._fail(error)
        return self._held

    def _listen(self) -> bool:
        """Wait for a hint, until the next beat; True: there was one of another process."""
        try:
            hints = list(self._driver.notifies(timeout=EVERY, stop_after=1))
        except Exception as error:  # noqa: BLE001 - as above
            self._fail(error)
            return False
        return any(hint.payload != self.owner for hint in hints)

    def _open(self) -> None:
        self._opened = server.connect(self._url)
        self._driver = self._opened.connection.driver_connection
        self._driver.autocommit = True
        self._driver.execute(f"LISTEN {HINTS}")

    def _fail(self, error: Exception) -> None:
        self._close()
        if trouble_in(error) is None and not isinstance(error, DatabaseUnusable):
            log.exception("It is not known who fetches the updates; trying again.", exc_info=error)

    def _close(self) -> None:
        """Give up the lock, so that another process takes over at once."""
        self._held = None
        if self._opened is not None:
            with contextlib.suppress(SQLAlchemyError):
                self._opened.invalidate()
                self._opened.close()
        self._opened = self._driver = None
