"""A disk that is full for a while: nothing is half written, nothing is confirmed, nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from bot.storage.problems import DatabaseFailed
from tests.conversations.stage import Stage
from tests.faults import crowd

CHATS = range(5001, 5401)


@pytest.fixture
async def stage(tmp_path: Path, catalogue: Catalogue, empty: Path) -> AsyncIterator[Stage]:
    """The whole bot, with a reminder due in every chat."""
    stage = Stage(tmp_path, catalogue, empty)
    await stage.open()
    ring = crowd.reminders((chat, stage.clock.at) for chat in CHATS)
    await stage.house.database.run(ring)
    yield stage
    await stage.close()


async def limit_pages(stage: Stage, more: int) -> None:
    """Let the database grow by `more` pages and no further."""

    def limit() -> None:
        connection = stage.house.database._connection.connection.driver_connection
        assert connection is not None
        [used] = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {used + more}").close()

    await stage.house.database._in_thread(limit)


async def test_on_a_full_disk_nothing_is_half_done_and_later_all_is(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the beat nor an update gets through; with room again each has its one effect."""
    await limit_pages(stage, 1)
    anna = stage.private()
    updates = [anna.line(f"/remind {hour}:{minute:02}") for hour in range(24) for minute in range(0, 60, 4)]
    before = {table: await stage.rows(table) for table in ("reminders", "receipts", "outbox", "chats")}

    with pytest.raises(DatabaseFailed, match="full"):
        await stage.house.tick()
    toasts = await stage.house.intake._take_or_rest(updates)

    assert toasts is None
    assert "Updates could not be committed; they are fetched again." in caplog.text
    assert {table: await stage.rows(table) for table in before} == before
    assert stage.telegram.chats == {}
    caplog.clear()
    await limit_pages(stage, 1_000_000)
    assert await stage.house.intake._take_or_rest(updates) is not None
    await stage.beats()
    rung = [row for row in await stage.rows("outbox") if row["chat_id"] in CHATS]
    assert Counter(row["state"] for row in rung) == {"sent": len(CHATS)}
    assert {len(stage.telegram.chats[chat]) for chat in CHATS} == {1}
    assert len(await stage.rows("receipts")) == len(updates)
