"""A PostgreSQL server crashes when a COMMIT is on its way: what was not written was not done.

After its restart the server gives the numbers of lost transactions to others. So such a number does not tell
whether a transaction was committed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from bot.domain.catalogue import Catalogue
from bot.ports import CannotWrite, Work
from bot.storage.database import Database
from bot.storage.opening import open_patiently
from bot.timing.clock import SystemClock
from tests.faults import crowd
from tests.faults.cutting import Crasher
from tests.faults.ledger import ServerLedger
from tests.faults.on_server import QUICK, OnServer
from tests.faults.scene import POLLING, TEN
from tests.postgres import Server, command
from tests.process.programs import until
from tests.storage.samples import ANNA, chat

PATIENCE = 60.0  # seconds


@pytest.fixture
def forgetful(server: Server) -> Server:
    """The server writes its log only with a commit, so a crash loses all of an open transaction."""
    command(server.url(), "ALTER SYSTEM SET wal_writer_delay = '10s'")
    command(server.url(), "SELECT pg_reload_conf()")
    return server


async def test_a_ring_that_a_crash_of_the_server_has_undone_comes_once(
    place: OnServer, forgetful: Server, catalogue: Catalogue
) -> None:
    """The bot must not make the call for a row that it has not claimed: it would make it again."""
    [chat] = place.crowd(1)
    await crowd.prepare(place.database_url, catalogue, crowd.reminders([(chat, TEN)]))
    rows = ServerLedger(place.database_url)
    async with Crasher(forgetful, f":{TEN.date()}".encode()) as crasher:
        place.bots_use = f"{forgetful.url().partition('?')[0]}?host={crasher.folder}"
        # The intake writes once a second, and with that the log of the server. It rings between two of these.
        place.sets_clock(TEN - timedelta(seconds=1.5), 0.01)
        bot = place.start(*QUICK)
        await bot.prints(POLLING)
        place.sets_clock(speed=1)
        await asyncio.wait_for(crasher.is_back.wait(), PATIENCE)

        async def has_ended() -> bool:
            return [row["state"] for row in rows.rows("reminder")] == ["sent"]

        await until(has_ended, "the reminder is not sent", PATIENCE)
        await bot.stops()

    assert len(place.shown(chat)) == 1


async def test_a_commit_that_a_crash_of_the_server_has_undone_has_failed(
    forgetful: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot knows it as soon as the server is back, also if nobody else writes."""
    commit: Callable[[Any, Any], None] = PGDialect_psycopg.do_commit
    opened = await open_patiently(forgetful.url(), SystemClock())

    def crashes(_dialect: Any, connection: Any) -> None:
        monkeypatch.setattr(PGDialect_psycopg, "do_commit", commit)
        forgetful.stop()
        forgetful.start()
        connection.execute("SELECT 1")  # the driver's own error for a lost connection

    def put(work: Work) -> None:
        work.chats.put(chat())
        monkeypatch.setattr(PGDialect_psycopg, "do_commit", crashes)

    try:
        with pytest.raises(CannotWrite, match="server does not answer"):
            await asyncio.wait_for(opened.run(put), PATIENCE)
        assert await _has_anna(opened) is False
    finally:
        await opened.close()


async def _has_anna(opened: Database) -> bool:
    return await opened.run(lambda work: work.chats.get(ANNA)) is not None
