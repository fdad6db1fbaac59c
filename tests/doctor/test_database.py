"""What the doctor sees in the database file, with a running bot and without. Looking changes nothing."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from bot.doctor.database import check_database
from bot.domain import walk
from bot.domain.ids import ChatId
from bot.domain.reminder import Ring
from bot.ports import Outgoing, RowState, Work
from bot.storage import health, origin
from bot.storage.database import Database, open_database
from bot.storage.migrations import migrations_folder
from tests.storage.samples import ANNA, begin, chat, outgoing, reminder
from tests.storage.strangers import execute

from .conftest import Practice

HOUR = timedelta(hours=1)


def fill(file: Path) -> None:
    rows = ((number, "2026-11-22 12:00:00.000000") for number in range(20_000))
    with closing(sqlite3.connect(file)) as connection:
        connection.executemany("INSERT INTO receipts VALUES (?, ?)", rows)
        connection.commit()


def overwrite_pages(file: Path) -> None:
    fill(file)
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // 4096 // 2 * 4096)
        opened.write(b"\x55" * 4096 * 4)


def forget_an_index_entry(file: Path) -> None:
    """Change the table without its index, as a lost page of the index would."""
    fill(file)
    execute(
        file,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = sql || ' WHERE update_id > 9' WHERE name = 'ix_receipts_taken_at'",
    )


def lose_a_chat(file: Path) -> None:
    execute(file, "INSERT INTO tips_shown VALUES (77, 'tip', '2026-11-22 12:00:00.000000', 1, NULL)")


def look_like_a_newer_one(file: Path) -> None:
    execute(file, "UPDATE alembic_version SET version_num = 'from the future'")


def belong_to_another_program(file: Path) -> None:
    file.unlink()
    execute(file, "CREATE TABLE recipes (name TEXT)")


def be_empty(file: Path) -> None:
    file.write_bytes(b"")


def be_no_database(file: Path) -> None:
    file.write_text("This is no database, only a long line of words.\n" * 50)


def be_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def be_left_in_the_middle_of_a_write(file: Path) -> None:
    fill(file)
    journal, kept = Path(f"{file}-journal"), file.with_name("kept")
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 5")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE receipts SET taken_at = taken_at || '!'")
        shutil.copy(file, kept)
        shutil.copy(journal, f"{kept}-journal")
    kept.replace(file)
    Path(f"{kept}-journal").replace(journal)


def be_killed_with_a_wal(file: Path) -> None:
    kept = file.with_name("kept")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
        connection.execute("UPDATE alembic_version SET version_num = 'from the wal'")
        connection.commit()
        shutil.copy(file, kept)
        shutil.copy(f"{file}-wal", f"{kept}-wal")
    kept.replace(file)
    Path(f"{kept}-wal").replace(f"{file}-wal")


@pytest.mark.parametrize(
    ("harm", "subject", "verdict", "words"),
    [
        (forget_an_index_entry, "integrity", "wrong", "the file is damaged"),
        (lose_a_chat, "foreign keys", "wrong", "1 rows point to one that is not there"),
        (look_like_a_newer_one, "migrations", "wrong", "a newer Unknot"),
        (belong_to_another_program, "migrations", "wrong", "not Unknot's"),
        (be_empty, "migrations", "look", "the database is empty"),
        (be_no_database, "database", "wrong", "file is not a database"),
        (be_a_folder, "database", "wrong", "cannot be read (Is a directory)"),
        (be_left_in_the_middle_of_a_write, "database", "look", "in the middle of a write"),
    ],
)
async def test_each_harm_is_named_and_nothing_else(
    practice: Practice, file: Path, harm: Callable[[Path], None], subject: str, verdict: str, words: str
) -> None:
    harm(file)

    assert await practice.troubles() == {subject: verdict}
    assert words in (await practice.examine())[subject].seen


async def test_pages_of_rubbish_are_a_damaged_file(practice: Practice, file: Path) -> None:
    overwrite_pages(file)

    troubles = await practice.troubles()

    assert "wrong" in troubles.values()
    assert troubles.keys() <= {"integrity", "database"}


async def test_an_older_database_is_named_and_its_outbox_left_alone(
    practice: Practice, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = tmp_path / "alembic"
    shutil.copytree(migrations_folder(), newer, ignore=shutil.ignore_patterns("__pycache__"))
    head = ScriptDirectory(str(newer)).get_current_head()
    (newer / "versions" / "9999_next.py").write_text(f"revision = '9999'\ndown_revision = {head!r}\n")
    monkeypatch.setattr(origin, "migrations_folder", lambda: newer)

    assert await practice.troubles() == {"migrations": "look"}
    assert "outbox, stuck" not in await practice.examine()


async def test_before_the_first_start_there_is_no_file_and_none_is_made(practice: Practice) -> None:
    assert await practice.troubles() == {"database": "look"}
    assert not practice.file.parent.exists()


async def test_a_database_in_memory_is_worth_a_look(practice: Practice) -> None:
    assert await practice.troubles(database_url="sqlite:///:memory:") == {"database": "look"}


@pytest.mark.parametrize("mode", ["delete", "wal"])
async def test_a_look_leaves_the_folder_as_it_was(
    practice: Practice, file: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute(file, f"PRAGMA journal_mode = {mode}")
    monkeypatch.setattr(health, "may_use_wal", lambda: True)

    def trace() -> dict[str, str]:
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in file.parent.iterdir()}

    before = trace()

    found = await practice.examine()

    assert trace() == before
    assert f"journal mode {mode}, no bot is running" in found["database"].seen
    assert {finding.verdict for finding in found.values()} == {"ok"}


async def test_a_wal_that_a_killed_bot_left_is_read(practice: Practice, file: Path) -> None:
    be_killed_with_a_wal(file)

    assert (await practice.examine())["migrations"].seen == "a newer Unknot wrote the database"


async def test_a_mode_that_can_lose_commits_is_worth_a_look(
    practice: Practice, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute(file, "PRAGMA journal_mode = wal")
    monkeypatch.setattr(health, "may_use_wal", lambda: False)

    assert await practice.troubles() == {"database": "look"}


async def test_a_running_bot_is_seen_and_not_disturbed(practice: Practice, bot: Database) -> None:
    found = await practice.examine()

    assert "a bot is running with it" in found["database"].seen
    assert {finding.verdict for finding in found.values()} == {"ok"}
    await bot.run(lambda work: work.chats.put(chat()))


@pytest.mark.parametrize(("held", "troubles"), [(True, ["integrity"]), (None, ["integrity"]), (False, [])])
async def test_a_long_file_is_not_read_through_unless_no_bot_runs(
    practice: Practice,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    held: bool | None,
    troubles: list[str],
) -> None:
    """The long check is skipped, too, where the doctor cannot tell whether a bot runs."""
    monkeypatch.setattr(health, "is_held", lambda file: held)
    monkeypatch.setattr(health, "size_of", lambda file: 101_000_000)
    monkeypatch.setattr(health.Glance, "journal_mode", lambda self: "delete")

    assert await practice.troubles() == dict.fromkeys(troubles, "look")


@pytest.mark.parametrize(
    ("state", "hours", "running", "stopped", "words"),
    [
        ("sending", 0, {}, {"outbox, stuck": "look"}, "1 message left in mid-call"),
        ("pending", 0.9, {}, {}, "none is over an hour late"),
        (
            "pending",
            1.1,
            {"outbox, waiting": "wrong"},
            {"outbox, waiting": "look"},
            "1 message over an hour",
        ),
        ("unknown", 0, {"outbox, ends": "look"}, {"outbox, ends": "look"}, "0 failed and 1 unknown"),
        ("unknown", 49, {}, {}, "0 failed and 0 unknown in the last two days"),  # kept to be mentioned
        ("failed", 9, {"outbox, ends": "look"}, {"outbox, ends": "look"}, "1 failed and 0 unknown"),
        *(
            (state, 9, {}, {}, "0 failed and 0 unknown")
            for state in ("sent", "blocked", "expired", "cancelled")
        ),
    ],
)
async def test_outbox_rows_are_counted_and_judged(
    practice: Practice, state: str, hours: float, running: dict[str, str], stopped: dict[str, str], words: str
) -> None:
    bot = open_database(practice.settings().database_url.reveal())
    await bot.migrate()
    await bot.run(lambda work: work.chats.put(chat(ANNA)))
    await bot.run(lambda work: work.outbox.put(outgoing("1", written_at=datetime.now(UTC) - hours * HOUR)))
    execute(practice.file, f"UPDATE outbox SET state = '{state}'")

    assert await practice.troubles() == running
    await bot.close()
    assert await practice.troubles() == stopped
    assert words in "".join(each.seen for each in (await practice.examine()).values())


@pytest.mark.parametrize(
    ("what", "hours", "is_gone", "troubles"),
    [
        ("ring", 1.1, False, {"plan": "wrong"}),
        ("snooze", 1.1, False, {"plan": "wrong"}),
        ("step", 1.1, False, {"plan": "wrong"}),
        ("ring", 0.9, False, {}),
        ("step", 0.9, False, {}),
        ("ring", 9, True, {}),
    ],
)
async def test_what_a_running_bot_does_not_plan_is_seen(
    practice: Practice, what: str, hours: float, is_gone: bool, troubles: dict[str, str]
) -> None:
    """A ring that was never planned has no outbox row, so only this check can see it."""
    bot = open_database(practice.settings().database_url.reveal())
    await bot.migrate()
    was = datetime.now(UTC) - hours * HOUR

    def unit(work: Work) -> None:
        work.chats.put(replace(chat(ANNA), is_gone=is_gone))
        if what == "step":
            session = begin(work)
            work.sessions.put(walk.shift(session, was - (session.ends_at or was)))
            work.sessions.put_off(session.id, datetime.now(UTC))
            return
        known = work.reminders.add(reminder())
        changes = {"ring": Ring(was.date(), was)} if what == "ring" else {"ring": None, "snooze_at": was}
        work.reminders.put(replace(known, **changes))
        work.reminders.put_off(ANNA, datetime.now(UTC), datetime.now(UTC) + HOUR)

    await bot.run(unit)

    assert await practice.troubles() == troubles
    await bot.close()
    assert await practice.troubles() == dict.fromkeys(troubles, "look")


def put(work: Work, row: Outgoing) -> None:
    work.outbox.put(row)


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (["unknown"], "Unknown may have arrived"),
        (["failed"], "a bug of ours"),
        (["unknown", "failed"], "a bug"),
    ],
)
async def test_a_bad_end_comes_with_what_to_do(practice: Practice, ends: list[str], words: str) -> None:
    """The doctor names rows that failed by a bug before rows that failed by the network."""
    bot = open_database(practice.settings().database_url.reveal())
    await bot.migrate()
    await bot.run(lambda work: work.chats.put(chat(ANNA)))
    for end in ends:
        row = outgoing(end, written_at=datetime.now(UTC), state=RowState(end))
        await bot.run(partial(put, row=row))
    await bot.close()

    assert words in (await practice.examine())["outbox, ends"].todo


@pytest.mark.parametrize(("minutes", "running"), [(-1, {"outbox, stuck": "look"}), (1, {})])
async def test_what_an_earlier_run_left_in_mid_call_is_seen_while_a_bot_runs(
    practice: Practice, bot: Database, minutes: int, running: dict[str, str]
) -> None:
    """A call whose lease has not run out may still be in progress: this is no fault."""
    lease = datetime.now(UTC) + timedelta(minutes=minutes)
    await bot.run(lambda work: work.chats.put(chat(ANNA)))
    await bot.run(lambda work: work.outbox.put(outgoing("1", written_at=datetime.now(UTC))))
    until = lease.replace(tzinfo=None).isoformat(" ")
    execute(practice.file, f"UPDATE outbox SET state = 'sending', lease_until = '{until}'")

    assert await practice.troubles() == running


async def test_what_is_in_mid_call_is_said_where_nobody_can_tell_whether_a_bot_runs(
    practice: Practice, bot: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If no bot runs, an earlier run left the row there, and no other check would say so."""
    await bot.run(lambda work: work.chats.put(chat(ANNA)))
    await bot.run(lambda work: work.outbox.put(outgoing("1", written_at=datetime.now(UTC))))
    execute(practice.file, "UPDATE outbox SET state = 'sending'")
    monkeypatch.setattr(health, "is_held", lambda file: None)

    assert await practice.troubles() == {"outbox, stuck": "look"}


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=-1)])
async def test_what_waits_is_late_by_peoples_time_and_a_call_lasts_by_the_machines(
    practice: Practice, bot: Database, ahead: timedelta
) -> None:
    """Moving people's time makes nothing look late, and hides nothing that is late."""
    wire = datetime.now(UTC)
    people = wire + ahead

    def unit(work: Work) -> None:
        for number, hours in enumerate((1.1, 0.9, 0, 0), start=1):
            work.chats.put(chat(ChatId(number)))
            work.outbox.put(outgoing(str(number), ChatId(number), written_at=people - hours * HOUR))

    await bot.run(unit)
    for key, minutes in (("3", -1), ("4", 1)):
        until = (wire + timedelta(minutes=minutes)).replace(tzinfo=None).isoformat(" ")
        execute(
            practice.file,
            f"UPDATE outbox SET state = 'sending', lease_until = '{until}' WHERE dedup_key = '{key}'",
        )

    found = {each.subject: each.seen for each in check_database(practice.file, True, people, wire)}

    assert found["outbox, stuck"] == "1 message left in mid-call by an earlier run"
    assert found["outbox, waiting"] == "1 message over an hour late"
