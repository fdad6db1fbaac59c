"""A running bot's storage says each trouble once when it begins and once when it ends."""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import pytest

from bot.domain.ids import UpdateId
from bot.ports import CannotWrite, Work
from bot.storage import hang_watch, sqlite
from bot.storage.condition import QUIET
from bot.storage.database import Database, open_database
from bot.storage.guarded import Guarded
from bot.storage.trouble import Trouble
from tests import once
from tests.conversations.stage.clock import HandClock
from tests.process.programs import until
from tests.storage.samples import ANNA, BERT, chat

State = Callable[["Disk"], AbstractContextManager[None]]
ENDS = "The database can be written again."


class Disk:
    """A guarded database, a clock, and what was logged."""

    def __init__(self, file: Path, database: Database, log: pytest.LogCaptureFixture) -> None:
        self.file = file
        self.clock = HandClock()
        self.storage = Guarded(database, self.clock)
        self._log = log

    @property
    def said(self) -> list[str]:
        """Return the kinds of trouble that were logged, and `end` for an end."""
        kinds = {trouble.value: trouble.name for trouble in Trouble}
        lines = [record.getMessage() for record in self._log.records]
        return ["end" if line == ENDS else kinds[line.partition("gets an answer. ")[2]] for line in lines]

    async def writes(self) -> None:
        await self.storage.run(lambda work: work.chats.put(chat()))

    async def is_full(self) -> None:
        """Let the file grow no further."""

        def limit(work: Work) -> None:
            cast("Any", work)._connection.exec_driver_sql("PRAGMA max_page_count = 1").close()

        await self.storage.run(limit)

    async def fails_to_write(self) -> None:
        with pytest.raises(CannotWrite):
            await self.writes()


@pytest.fixture(params=["delete", "wal"])
async def disk(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Disk]:
    """In both journal modes, whatever SQLite this is: its bug in WAL needs several connections."""
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 1)
    monkeypatch.setattr(hang_watch, "LOOKS", 60)  # no disk hangs here, but a busy machine may be slow
    monkeypatch.setattr(sqlite, "has_safe_wal", lambda version: request.param == "wal")
    file = tmp_path / "data" / "unknot.db"
    once.put_tables(file)
    database = open_database(f"sqlite:///{file}")
    await database.migrate()
    assert file.with_name("unknot.db-wal").exists() == (request.param == "wal")
    caplog.clear()
    yield Disk(file, database, caplog)
    await database.close()


@contextmanager
def moved(disk: Disk) -> Iterator[None]:
    folder = disk.file.parent
    folder.rename(folder.with_name("elsewhere"))
    yield
    folder.with_name("elsewhere").rename(folder)


@contextmanager
def locked(disk: Disk) -> Iterator[None]:
    with closing(sqlite3.connect(disk.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def no_room(disk: Disk) -> Iterator[None]:
    """Let this process write no file beyond its first bytes."""
    _, hard = limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize(("make", "kind"), [(moved, "gone"), (locked, "locked"), (no_room, "failing")])
async def test_a_trouble_is_said_once_although_all_callers_fail(disk: Disk, make: State, kind: str) -> None:
    with make(disk):
        for _ in range(3):
            await asyncio.gather(*(disk.fails_to_write() for _ in range(5)))
        assert disk.said == [kind]

    await disk.writes()
    assert disk.said == [kind]  # it may be a moment between two failures
    disk.clock.forward(QUIET)
    await asyncio.gather(*(disk.writes() for _ in range(5)))
    assert disk.said == [kind, "end"]


async def test_a_unit_that_only_reads_does_not_end_a_trouble(disk: Disk) -> None:
    """A full disk can be read. Before an end is said, something is written."""
    with no_room(disk):
        await disk.fails_to_write()
        disk.clock.forward(QUIET)
        assert await disk.storage.run(lambda work: work.chats.get(ANNA)) is None
        assert disk.said == ["failing"]

    disk.clock.forward(QUIET)
    await disk.storage.run(lambda work: work.chats.get(ANNA))
    assert disk.said == ["failing", "end"]


async def test_a_second_trouble_after_an_end_is_said_again(disk: Disk) -> None:
    for _ in range(2):
        with moved(disk):
            await disk.fails_to_write()
        disk.clock.forward(QUIET)
        await disk.writes()

    assert disk.said == ["gone", "end"] * 2


async def test_a_disk_that_hangs_is_said_while_it_hangs(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the disk is done as soon as the disk answers."""
    monkeypatch.setattr(hang_watch, "LOOKS", 3)
    monkeypatch.setattr(hang_watch, "EVERY", 0.02)
    goes_on = threading.Event()

    def hangs(work: Work) -> str:
        assert goes_on.wait(60)
        return "done"

    waiting = [asyncio.create_task(disk.storage.run(hangs)) for _ in range(3)]

    async def is_said() -> bool:
        return bool(disk.said)

    await until(is_said, "nothing was logged")
    assert not any(task.done() for task in waiting)
    goes_on.set()
    monkeypatch.setattr(hang_watch, "LOOKS", 60)
    monkeypatch.setattr(hang_watch, "EVERY", 1.0)

    assert await asyncio.gather(*waiting) == ["done"] * 3
    disk.clock.forward(QUIET)
    await disk.writes()
    assert disk.said == ["hangs", "end"]


async def test_another_file_in_its_place_is_not_written_and_asks_for_a_restart(disk: Disk) -> None:
    asked: list[str] = []
    disk.storage.on_replaced = lambda: asked.append("restart")
    backup = disk.file.with_name("backup")
    shutil.copyfile(disk.file, backup)
    before = backup.read_bytes()
    backup.replace(disk.file)

    await disk.fails_to_write()

    assert disk.said == ["replaced"]
    assert asked == ["restart"] and disk.storage.is_replaced
    assert disk.file.read_bytes() == before


async def test_a_bug_is_not_taken_for_trouble(disk: Disk) -> None:
    def fails(work: Work) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await disk.storage.run(fails)

    assert disk.said == []


async def test_an_action_that_finds_the_disk_full_is_undone_with_its_whole_unit(disk: Disk) -> None:
    """SQLite undoes only the statement. The action is not at fault, so its update gets no receipt."""

    def fills(work: Work) -> None:
        work.chats.put(chat(ANNA))
        try:
            with work.savepoint():
                work.receipts.write([UpdateId(number) for number in range(10_000)], disk.clock.now())
        except Exception:  # noqa: BLE001 - as the code does that goes on after one failed action
            work.chats.put(chat(BERT))

    await disk.is_full()
    with pytest.raises(CannotWrite, match="full"):
        await disk.storage.run(fills)

    assert disk.said == ["full"]
    assert await disk.storage.run(lambda work: (work.chats.get(ANNA), work.chats.get(BERT))) == (None, None)


async def test_a_folder_that_is_moved_in_the_middle_of_a_unit_is_not_taken_for_one_without_rights(
    disk: Disk,
) -> None:
    """In mode WAL this one unit goes into the moved file."""
    folder = disk.file.parent

    def moves(work: Work) -> None:
        folder.rename(folder.with_name("elsewhere"))
        work.chats.put(chat())

    with suppress(CannotWrite):
        await disk.storage.run(moves)
    await disk.fails_to_write()
    folder.with_name("elsewhere").rename(folder)

    assert disk.said == ["gone"]
