import asyncio
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.domain.ids import ChatId
from bot.ports import Work
from bot.storage import sqlite
from bot.storage.database import Database, DatabaseInUse, DatabaseUnusable, open_database
from bot.storage.sqlite import has_safe_wal
from tests.storage.samples import ANNA, BERT, chat, outgoing, reminder

HOLDER = """
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
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
        work.chats.put(chat(zone=str(int(known.zone) + 1)))

    await asyncio.gather(*(database.run(count) for _ in range(200)))

    assert await database.run(lambda work: work.chats.get(ANNA).zone) == "200"


@contextmanager
def held_up(database: Database) -> Iterator[None]:
    """Keep the disk busy inside; what is handed over meanwhile waits."""
    release = threading.Event()
    busy = database._thread.submit(release.wait, 10)
    try:
        yield
    finally:
        release.set()
        assert busy.result(10)


def commits_of(database: Database) -> list[str]:
    """Return a list that grows with every commit from now on."""
    seen: list[str] = []
    event.listen(database._connection, "commit", lambda _: seen.append("commit"))
    return seen


def puts(person: ChatId) -> Callable[[Work], None]:
    return lambda work: work.chats.put(chat(person))


async def run_together(database: Database, *units: Callable[[Work], object]) -> list[object]:
    """Hand `units` over while the disk is busy; return what became of each."""
    with held_up(database):
        running = [asyncio.ensure_future(database.run(unit)) for unit in units]
        await asyncio.sleep(0)
    return await asyncio.gather(*running, return_exceptions=True)


async def test_units_that_wait_share_a_commit(database: Database) -> None:
    """Each sees what those before it wrote, and each has its own answer."""
    commits = commits_of(database)

    answers = await run_together(
        database, puts(ANNA), lambda work: work.chats.get(ANNA), lambda _work: "done"
    )

    assert answers == [None, chat(ANNA), "done"]
    assert len(commits) == 1


async def test_one_that_fails_undoes_only_itself(database: Database) -> None:
    def fails(work: Work) -> None:
        work.chats.put(chat(BERT))
        raise LookupError("its own")

    answers = await run_together(database, puts(ANNA), fails, lambda work: work.chats.get(BERT))

    assert answers[0] is None and answers[2] is None
    assert isinstance(answers[1], LookupError)
    assert await database.run(lambda work: work.chats.get(ANNA)) == chat(ANNA)


async def test_a_commit_that_fails_fails_all_of_them(database: Database) -> None:
    """Nobody is told that what they wrote is kept."""

    def orphans(work: Work) -> None:
        """Write what only the commit finds wrong."""
        database._connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        work.reminders.add(reminder(BERT))

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


async def test_a_file_that_was_locked_for_a_while_is_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 1)
    opened = open_database(f"sqlite:///{tmp_path}/unknot.db")
    await opened.migrate()
    with closing(sqlite3.connect(tmp_path / "unknot.db", isolation_level=None)) as shell:
        shell.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
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


async def test_the_file_is_set_up_to_lose_nothing_and_to_keep_nothing_deleted(database: Database) -> None:
    def pragmas(work: Work) -> dict[str, object]:
        ask = work.chats._connection.exec_driver_sql
        names = ("synchronous", "secure_delete", "foreign_keys", "journal_mode")
        return {name: ask(f"PRAGMA {name}").scalar_one() for name in names}

    journal = "wal" if has_safe_wal(sqlite3.sqlite_version_info) else "delete"
    expected = {"synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "journal_mode": journal}
    assert await database.run(pragmas) == expected


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


@pytest.mark.parametrize("url", ["", "unknot.db", "postgresql://me:secret@host/unknot", "sqlite://unknot.db"])
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
