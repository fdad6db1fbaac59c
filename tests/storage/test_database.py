import asyncio
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import IntegrityError

from bot.domain.ids import ChatId
from bot.ports import CannotWrite, Rank, Work
from bot.storage import sqlite
from bot.storage.database import (
    MOST_PASSES,
    MOST_TOGETHER,
    Database,
    DatabaseInUse,
    DatabaseUnusable,
    open_database,
)
from bot.storage.sqlite import connect, has_safe_wal
from tests.storage.samples import ANNA, BERT, chat, outgoing, reminder

HOLDER = """
import sys
from bot.storage.database import open_database
held = open_database(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


async def test_what_a_unit_of_work_writes_is_there_for_the_next(database: Database) -> None:
    await database.run(lambda work: work.chats.put(chat()))

    assert await database.run(lambda work: work.chats.get(ANNA)) == chat()


async def test_an_error_undoes_the_whole_unit_of_work(database: Database) -> None:
    def fails(work: Work) -> None:
        work.chats.put(chat())
        raise LookupError

    with pytest.raises(LookupError):
        await database.run(fails)

    assert await database.run(lambda work: work.chats.get(ANNA)) is None


async def test_a_savepoint_undoes_only_what_is_inside(database: Database) -> None:
    def partly(work: Work) -> None:
        work.chats.put(chat(ANNA))
        try:
            with work.savepoint():
                work.chats.put(chat(BERT))
                raise LookupError
        except LookupError:
            work.chats.put(chat(ANNA, zone="Europe/Paris"))

    await database.run(partly)

    assert await database.run(lambda work: work.chats.get(ANNA)) == chat(ANNA, zone="Europe/Paris")
    assert await database.run(lambda work: work.chats.get(BERT)) is None


async def test_200_updates_at_once_lose_nothing(database: Database) -> None:
    await database.run(lambda work: work.chats.put(chat(zone="0")))

    def count(work: Work) -> None:
        known = work.chats.get(ANNA)
        assert known is not None
        work.chats.put(chat(zone=str(int(known.zone or 0) + 1)))

    await asyncio.gather(*(database.run(count) for _ in range(200)))

    assert await database.run(lambda work: work.chats.get(ANNA)) == chat(zone="200")


@asynccontextmanager
async def busy(database: Database) -> AsyncIterator[None]:
    """Keep the database busy inside; the units of work that are given to it meanwhile wait."""
    begun, release = threading.Event(), threading.Event()

    def waits(work: Work) -> None:
        begun.set()
        assert release.wait(10)

    waiting = asyncio.ensure_future(database.run(waits))
    await asyncio.to_thread(begun.wait)
    try:
        yield
    finally:
        release.set()
        await waiting


@contextmanager
def commits() -> Iterator[list[str]]:
    """Yield a list that grows with every commit inside."""
    seen: list[str] = []

    def note(connection: Connection) -> None:
        seen.append("commit")

    event.listen(Engine, "commit", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "commit", note)


@contextmanager
def orphans_found_late() -> Iterator[None]:
    """Let SQLite find reminders without a chat only at the commit, so that the commit fails."""

    def defer(_connection: object, cursor: sqlite3.Cursor, statement: str, *_more: object) -> None:
        if statement.startswith("INSERT INTO reminders"):
            cursor.connection.execute("PRAGMA defer_foreign_keys = ON")

    event.listen(Engine, "before_cursor_execute", defer)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", defer)


def orphans(work: Work) -> None:
    """Write a reminder of a chat that is not there."""
    work.reminders.add(reminder(BERT))


def puts(person: ChatId) -> Callable[[Work], None]:
    return lambda work: work.chats.put(chat(person))


async def run_together(
    database: Database, *units: Callable[[Work], object], undone: Callable[[int], None] | None = None
) -> list[object]:
    """Run `units` in one commit; return their results or errors. `undone` gets numbers of units."""
    async with busy(database):
        running = [
            asyncio.ensure_future(database.run(unit, undone=partial(undone, number) if undone else None))
            for number, unit in enumerate(units)
        ]
        await asyncio.sleep(0)
    return await asyncio.gather(*running, return_exceptions=True)


async def test_units_that_wait_share_a_commit(database: Database) -> None:
    """Each unit sees what the units before it wrote, and each has its own result."""
    with commits() as made:
        answers = await run_together(
            database, puts(ANNA), lambda work: work.chats.get(ANNA), lambda _work: "done"
        )

    assert answers == [None, chat(ANNA), "done"]
    assert len(made) == 2  # the commit of the unit that kept the database busy, and the shared one


async def test_a_patient_unit_lets_answers_go_first_but_not_for_ever(database: Database) -> None:
    """Answers that come later go first, too. They do not wait for its commit."""
    done: list[str] = []
    waits: list[bool] = []

    def notes(name: str) -> Callable[[Work], None]:
        return lambda work: done.append(name)

    def patient(work: Work) -> None:
        waits.append(work.somebody_waits())
        done.append("patient")

    with commits() as made:
        async with busy(database):
            long = asyncio.ensure_future(database.run(patient, rank=Rank.patient))
            usual = asyncio.ensure_future(database.run(notes("usual")))
            await asyncio.sleep(0)
            answer = asyncio.ensure_future(database.run(notes("answer"), rank=Rank.answer))
            await asyncio.sleep(0)
        await asyncio.gather(long, usual, answer)
    assert done == ["answer", "usual", "patient"]
    assert (
        len(made) == 3
    )  # that of the unit that kept the database busy, that of the answer, and the last one
    assert waits == [False]

    done.clear()
    async with busy(database):
        late = asyncio.ensure_future(database.run(patient, rank=Rank.patient))
        answers = [
            asyncio.ensure_future(database.run(notes("answer"), rank=Rank.answer))
            for _ in range(3 * MOST_PASSES * MOST_TOGETHER)
        ]
        await asyncio.sleep(0)
    await asyncio.gather(late, *answers)
    # Each commit takes those that wait at its beginning, and those at its end.
    assert done.index("patient") <= 2 * (MOST_PASSES + 1) * MOST_TOGETHER
    assert waits == [False, True]


async def test_a_unit_that_comes_while_another_runs_shares_its_commit(database: Database) -> None:
    """The one that runs is told that an answer waits. If the commit fails, none of them is kept."""
    begun, go_on = threading.Event(), threading.Event()
    waits: list[bool] = []

    def long(work: Work) -> None:
        waits.append(work.somebody_waits())
        begun.set()
        assert go_on.wait(10)
        waits.append(work.somebody_waits())
        work.chats.put(chat(ANNA))

    async def both(unit: Callable[[Work], object]) -> list[object]:
        begun.clear()
        go_on.clear()
        running = asyncio.ensure_future(database.run(long, rank=Rank.patient))
        await asyncio.to_thread(begun.wait)
        joining = asyncio.ensure_future(database.run(unit, rank=Rank.answer))
        await asyncio.sleep(0)
        go_on.set()
        return list(await asyncio.gather(running, joining, return_exceptions=True))

    with orphans_found_late():
        answers = await both(orphans)
    assert [type(answer) for answer in answers] == [IntegrityError, IntegrityError]
    assert await database.run(lambda work: work.chats.get(ANNA)) is None

    with commits() as made:
        assert await both(lambda work: work.chats.get(ANNA)) == [None, chat(ANNA)]
    assert len(made) == 1
    assert waits == [False, True, False, True]


async def test_one_that_fails_undoes_only_itself(database: Database) -> None:
    def fails(work: Work) -> None:
        work.chats.put(chat(BERT))
        raise LookupError("its own")

    answers = await run_together(database, puts(ANNA), fails, lambda work: work.chats.get(BERT))

    assert answers[0] is None and answers[2] is None
    assert isinstance(answers[1], LookupError)
    assert await database.run(lambda work: work.chats.get(ANNA)) == chat(ANNA)


async def test_a_commit_that_fails_fails_all_of_them(database: Database) -> None:
    """No caller is told that its writes are kept."""
    with orphans_found_late():
        answers = await run_together(database, puts(ANNA), orphans)

    assert [type(answer) for answer in answers] == [IntegrityError, IntegrityError]
    assert await database.run(lambda work: (work.chats.get(ANNA), work.chats.get(BERT))) == (None, None)


async def test_a_cancelled_caller_leaves_a_whole_unit_of_work(database: Database) -> None:
    caller = asyncio.ensure_future(database.run(lambda work: work.chats.put(chat())))
    await asyncio.sleep(0)
    caller.cancel()

    with pytest.raises(asyncio.CancelledError):
        await caller

    assert await database.run(lambda work: work.chats.get(ANNA)) == chat()


async def test_a_cancelled_callers_result_is_handed_on_all_the_same(database: Database) -> None:
    """The result is handed on only after the commit."""
    results: list[bool] = []

    def put(work: Work) -> bool:
        work.chats.put(chat())
        return True

    caller = asyncio.ensure_future(database.run(put, kept=results.append))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await database.run(lambda work: None)

    assert results == [True]


async def test_what_is_handed_on_comes_before_the_caller_goes_on(database: Database) -> None:
    results: list[str] = []

    await database.run(lambda work: "kept", kept=results.append)

    assert results == ["kept"]


async def test_a_unit_that_fails_is_undone_before_the_next_one_runs(database: Database) -> None:
    """Whether the unit has a commit of its own or shares one. A unit that succeeds is not undone."""
    said: list[str] = []

    def fails(work: Work) -> None:
        said.append("fails")
        raise LookupError

    with pytest.raises(LookupError):
        await database.run(fails, kept=lambda _: said.append("kept"), undone=lambda: said.append("undone"))
    assert said == ["fails", "undone"]

    said.clear()
    units = (fails, puts(ANNA), lambda work: said.append("next"))
    await run_together(database, *units, undone=lambda number: said.append(f"undone {number}"))
    assert said == ["fails", "undone 0", "next"]


async def test_a_commit_that_fails_undoes_its_units_from_the_last_to_the_first(database: Database) -> None:
    """`undone` is called once for each unit, also for one that had already failed."""
    undone: list[int] = []

    def fails(work: Work) -> None:
        raise LookupError

    with orphans_found_late():
        await run_together(database, puts(ANNA), fails, orphans, undone=undone.append)

    assert undone == [1, 2, 0]


async def test_a_file_that_was_locked_for_a_while_is_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 1)
    opened = open_database(f"sqlite:///{tmp_path}/unknot.db")
    await opened.migrate()
    with closing(sqlite3.connect(tmp_path / "unknot.db", isolation_level=None)) as shell:
        shell.execute("BEGIN IMMEDIATE")
        with pytest.raises(CannotWrite, match="locked"):
            await opened.run(lambda work: work.chats.put(chat()))

    await opened.run(lambda work: work.chats.put(chat()))

    assert await opened.run(lambda work: work.chats.get(ANNA)) == chat()
    await opened.close()


async def test_a_row_needs_a_chat_and_the_error_shows_no_values(database: Database) -> None:
    with pytest.raises(IntegrityError) as refused:
        await database.run(lambda work: work.reminders.add(reminder()))

    assert str(ANNA) not in str(refused.value)
    with pytest.raises(IntegrityError):
        await database.run(lambda work: work.outbox.put(outgoing("1")))


def test_the_file_is_set_up_to_lose_nothing_and_to_keep_nothing_deleted(tmp_path: Path) -> None:
    opened = connect(tmp_path / "unknot.db")
    names = ("synchronous", "secure_delete", "foreign_keys", "journal_mode")
    pragmas = {name: opened.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names}
    opened.close()

    journal = "wal" if has_safe_wal(sqlite3.sqlite_version_info) else "delete"
    assert pragmas == {"synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "journal_mode": journal}


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_wal_is_used_only_where_it_is_safe(version: tuple[int, int, int], is_safe: bool) -> None:
    assert has_safe_wal(version) is is_safe


async def test_deleted_words_are_not_left_in_the_file(database: Database, tmp_path: Path) -> None:
    await database.run(lambda work: work.chats.put(chat(zone="Atlantis/Sunken")))
    assert b"Atlantis" in (tmp_path / "unknot.db").read_bytes()

    await database.run(lambda work: work.chats.forget(ANNA))

    assert b"Atlantis" not in (tmp_path / "unknot.db").read_bytes()


async def test_the_folder_is_made_and_a_closed_database_can_be_opened_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/folder/100%.db"
    for _ in range(2):
        opened = open_database(url)
        await opened.migrate()
        await opened.close()

    assert (tmp_path / "new/folder/100%.db").stat().st_size > 0


def test_a_second_process_is_refused_until_the_first_is_killed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/unknot.db"
    command = [sys.executable, "-c", HOLDER, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"

        with pytest.raises(DatabaseInUse, match="Another Unknot is using"):
            open_database(url)

        holder.send_signal(signal.SIGKILL)
        holder.wait()
    asyncio.run(open_database(url).close())


async def test_the_same_file_by_another_name_is_refused_too(database: Database, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "unknot.db")

    for name in ("unknot.db", "./unknot.db", "link.db"):
        with pytest.raises(DatabaseInUse):
            open_database(f"sqlite:///{tmp_path}/{name}")


@pytest.mark.parametrize("url", ["", "unknot.db", "mysql://me:secret@host/unknot", "sqlite://unknot.db"])
def test_a_url_that_is_not_sqlites_is_one_plain_sentence(url: str) -> None:
    with pytest.raises(DatabaseUnusable, match="must look like sqlite:///") as refused:
        open_database(url)

    assert "secret" not in str(refused.value)


def test_a_file_that_is_no_database_is_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("This is no database, only a long line of words.\n" * 50)

    with pytest.raises(DatabaseUnusable, match="file is not a database"):
        open_database(f"sqlite:///{tmp_path}/notes.txt")


def test_a_place_that_cannot_be_written_is_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    for place in ("file/unknot.db", "."):
        with pytest.raises(DatabaseUnusable, match="cannot be used"):
            open_database(f"sqlite:///{tmp_path}/{place}")


async def test_the_memory_will_do_for_a_test() -> None:
    opened = open_database("sqlite://")
    await opened.migrate()
    await opened.run(lambda work: work.chats.put(chat()))
    assert await opened.run(lambda work: work.chats.get(ANNA)) == chat()
    await opened.close()
