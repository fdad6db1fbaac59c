"""A file that is not ours is refused in one sentence, and not one byte of it changes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import migrations, sqlite
from bot.storage.database import open_database
from bot.storage.problems import DatabaseUnusable
from bot.storage.sqlite import connect
from tests.storage.strangers import CHANGED, MADE, execute, make


@pytest.mark.parametrize("mode", ["delete", "wal"])
@pytest.mark.parametrize("wal_is_safe", [False, True], ids=["we use a journal", "we use WAL"])
@pytest.mark.parametrize("name", [*MADE, *CHANGED])
def test_a_file_that_is_not_ours_stays_as_it_was(
    tmp_path: Path, name: str, mode: str, wal_is_safe: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "recipes.db"
    make(file, name, mode)
    before = file.read_bytes()
    monkeypatch.setattr(sqlite, "has_safe_wal", lambda _version: wal_is_safe)

    with pytest.raises(DatabaseUnusable) as refused:
        open_database(f"sqlite:///{file}")

    assert str(refused.value).endswith(".") and len(str(refused.value).splitlines()) == 1
    assert str(file) in str(refused.value)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {file.name: before}


async def test_a_file_of_another_program_that_has_it_open_is_refused_too(tmp_path: Path) -> None:
    file = tmp_path / "recipes.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = wal")
        other.execute("CREATE TABLE recipes (name TEXT)")
        with pytest.raises(DatabaseUnusable, match="the tables of another program"):
            open_database(f"sqlite:///{file}")

    execute(file, "INSERT INTO recipes VALUES ('bread')")


async def test_what_another_program_has_made_since_the_first_look_is_not_migrated(tmp_path: Path) -> None:
    """The second look is made in the connection that would change the tables."""
    opened = open_database(f"sqlite:///{tmp_path}/unknot.db")
    execute(tmp_path / "unknot.db", "CREATE TABLE recipes (name TEXT)")

    with pytest.raises(DatabaseUnusable, match="the tables of another program"):
        await opened.migrate()

    await opened.close()


@pytest.mark.parametrize("revision", ["0001", "0003", "0005"])
async def test_a_file_of_an_older_version_is_ours(tmp_path: Path, revision: str) -> None:
    file = tmp_path / "unknot.db"
    with closing(connect(file)) as connection:
        migrations.upgrade(connection, revision)

    opened = open_database(f"sqlite:///{file}")
    await opened.migrate()
    await opened.close()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)",
        "CREATE VIEW ringing AS SELECT * FROM reminders",
        "ALTER TABLE chats ADD COLUMN note TEXT",
        "ANALYZE",
    ],
)
async def test_what_somebody_has_added_to_our_file_is_no_reason_to_refuse_it(
    tmp_path: Path, statement: str
) -> None:
    url = f"sqlite:///{tmp_path}/unknot.db"
    opened = open_database(url)
    await opened.migrate()
    await opened.close()
    execute(tmp_path / "unknot.db", statement)

    opened = open_database(url)
    await opened.migrate()
    await opened.close()
