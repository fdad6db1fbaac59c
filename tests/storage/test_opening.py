"""At the start the bot waits for what may pass, says so once, and gives up only after minutes."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.ports import CannotWrite
from bot.storage import database, health, sqlite
from bot.storage.database import open_database
from bot.storage.opening import WAITS, open_patiently
from tests.conversations.stage.clock import HandClock
from tests.process.programs import until

BEGINS = "Nothing can be written to the database: nobody gets an answer. Another program keeps"


@pytest.fixture
async def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 1)
    file = tmp_path / "unknot.db"
    made = open_database(f"sqlite:///{file}")
    await made.migrate()
    await made.close()
    return file


class CountingClock(HandClock):
    """Counts the waits; each takes no time."""

    waits = 0

    async def sleep(self, seconds: float) -> None:
        self.waits += 1
        await asyncio.sleep(0)

    async def until(self, waits: int) -> None:
        """Wait until the code under test has waited so often."""

        async def look() -> bool:
            return self.waits >= waits

        await until(look, "the code under test does not wait")


async def test_a_passing_lock_is_waited_for_at_least_a_minute(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = CountingClock()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        opening = asyncio.create_task(open_patiently(f"sqlite:///{file}", clock))
        await clock.until(5)
        clock.forward(timedelta(seconds=61))
        await clock.until(10)
        assert not opening.done()
        other.execute("ROLLBACK")
        database = await opening

    said = [record.getMessage() for record in caplog.records if record.levelname != "INFO"]
    assert len(said) == 2
    assert said[0].startswith(BEGINS)
    assert said[1] == "The database can be written again."
    await database.close()


async def test_an_attempt_waits_for_a_lock_only_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting at the look and again at the opening would last as long as for a disk that does not answer."""
    opened: list[Path] = []
    monkeypatch.setattr(health, "BUSY_TIMEOUT_MS", 1)
    monkeypatch.setattr(database, "lock", opened.append)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CannotWrite, match="Another program keeps the database locked"):
            open_database(f"sqlite:///{file}")

    assert opened == []


async def test_a_lock_that_stays_is_told_and_the_file_is_free_for_the_next_start(file: Path) -> None:
    clock = CountingClock()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        opening = asyncio.create_task(open_patiently(f"sqlite:///{file}", clock))
        await clock.until(3)
        clock.forward(WAITS)
        with pytest.raises(CannotWrite, match="Another program keeps the database locked"):
            await opening

    await (await open_patiently(f"sqlite:///{file}", clock)).close()


async def test_a_start_that_is_broken_off_leaves_the_file_free(file: Path) -> None:
    """A stop may come while the start waits for a lock."""
    clock = CountingClock()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        opening = asyncio.create_task(open_patiently(f"sqlite:///{file}", clock))
        await clock.until(3)
        other.execute("ROLLBACK")
        opening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await opening

    await (await open_patiently(f"sqlite:///{file}", clock)).close()
