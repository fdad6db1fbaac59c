"""Opens the database at the start of a process, and waits for what may pass: a lock, a full disk."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.ports import Clock
from bot.storage.condition import Condition
from bot.storage.database import Database, name_of, open_database
from bot.storage.hang_watch import HangWatch
from bot.storage.problems import DatabaseUnusable
from bot.storage.server import is_server
from bot.storage.trouble import InTrouble, Trouble

WAITS = timedelta(minutes=2)
AGAIN_AFTER = 1.0  # seconds


async def open_patiently(url: str, clock: Clock, *, alone: bool = True) -> Database:
    """Return the database, migrated, after something was written to it.

    Not `alone`: where it is on a server, other processes may use it at the same time.
    DatabaseUnusable: a person must change something first. InTrouble: what may pass has lasted too long.
    """
    condition, began_at = Condition(), clock.now().wire
    hangs = Trouble.away if is_server(url) else Trouble.hangs
    watch = HangWatch(lambda: condition.note_failure(hangs, clock.now().wire))
    while True:
        try:
            with watch.waits():
                database = await _open(url, None if alone else clock)
        except InTrouble as problem:
            if not problem.trouble.may_pass:
                what = f"The database {name_of(url)} cannot be used."
                raise DatabaseUnusable(f"{what} {problem.trouble.value}") from None
            now = clock.now().wire
            condition.note_failure(problem.trouble, now)
            if now - began_at >= WAITS:
                raise
        else:
            condition.note_end()
            return database
        await clock.sleep(AGAIN_AFTER)


async def _open(url: str, shared: Clock | None) -> Database:
    # A thread of its own: a disk that hangs must not stop the event loop, nor its end.
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="opening")
    try:
        opening = asyncio.wrap_future(thread.submit(open_database, url, shared))
        database = await asyncio.shield(opening)
    except asyncio.CancelledError:
        # What the attempt ends with must not take the place of the cancellation: it would be lost.
        with contextlib.suppress(InTrouble, DatabaseUnusable):
            await (await opening).close()  # or the file stays locked
        raise
    finally:
        thread.shutdown(wait=False)
    try:
        await database.migrate()
        await database.prove()
    except BaseException:
        await database.close()
        raise
    return database
