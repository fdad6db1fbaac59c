"""A backup is whole or not there at all, only its owner can read it, and damage is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ports import Work
from bot.storage import migrations, sqlite
from bot.storage.database import DatabaseUnusable, open_database
from bot.storage.moving.backup import back_up
from bot.storage.moving.places import CannotMove
from bot.storage.moving.restore import LEFT_OUT, restore
from bot.storage.origin import BACKUP
from tests.postgres import command
from tests.storage.moving.everything import make, raw
from tests.storage.moving.test_copying import Killed, Killing, moved, quietly
from tests.storage.samples import ANNA, chat

MADE_AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def nothing(work: Work) -> None:
    """Settle nothing."""


def put_back(file: Path, url: str) -> None:
    """Restore, and change nothing of it."""
    restore(file, url, quietly, nothing)


def but_for_ids(everything: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    return {name: kept for name, kept in everything.items() if name not in ("sqlite_sequence", BACKUP)}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with rows in every table."""
    made = tmp_path_factory.mktemp("backup") / "first.sqlite3"
    make(made)
    return made


@pytest.fixture(scope="module")
def backup(file: Path) -> Path:
    """A backup of it."""
    made = file.with_name("backup.sqlite3")
    back_up(f"sqlite:///{file}", made, MADE_AT, "1.0", quietly)
    return made


@pytest.mark.parametrize(("of", "to"), [("sqlite", "postgresql"), ("postgresql", "sqlite")])
async def test_what_is_put_back_is_what_was_there_when_the_backup_was_made(
    file: Path, tmp_path: Path, new_postgres: Callable[[], str], of: str, to: str
) -> None:
    """The bot runs meanwhile. Ids that were given after the backup are never given again."""
    first, made, third = tmp_path / "first.sqlite3", tmp_path / "backup.sqlite3", tmp_path / "third.sqlite3"
    source = f"sqlite:///{first}" if of == "sqlite" else new_postgres()
    target = f"sqlite:///{third}" if to == "sqlite" else new_postgres()
    moved(f"sqlite:///{file}", source)
    bot = open_database(source)

    def meddle(name: str, done: int, whole: int) -> None:
        if name == "files" and done == 0:  # the table of the receipts has its turn after this one
            command(source, "INSERT INTO receipts (update_id, taken_at) VALUES (987654321, now())")

    seal = back_up(source, made, MADE_AT, "1.0", meddle)

    await bot.run(lambda work: work.chats.put(chat(ANNA)))
    await bot.close()
    restored, counted, _ = restore(made, target, quietly, nothing)
    assert (restored, min(counted.values()) > 0) == (seal, True)
    if to == "postgresql":
        moved(target, f"sqlite:///{third}")
    assert but_for_ids(raw(third)) == but_for_ids(raw(file))
    given, before = dict(raw(third)["sqlite_sequence"]), dict(raw(file)["sqlite_sequence"])
    assert given == {name: number + LEFT_OUT for name, number in before.items()}
    assert made.stat().st_mode & 0o777 == 0o600


def test_a_backup_has_nothing_of_what_was_deleted(file: Path, tmp_path: Path) -> None:
    """Also where the bot's own file still has fragments of it, which it has not overwritten yet."""
    first, made = tmp_path / "first.sqlite3", tmp_path / "backup.sqlite3"
    make(first)
    with closing(sqlite3.connect(first)) as other:
        other.execute("PRAGMA secure_delete = OFF")
        values = "999, chat_id, 'Nobody reads this', pieces, NULL, NULL, 0"
        other.execute(f"INSERT INTO own_routines SELECT {values} FROM own_routines LIMIT 1")
        other.execute("DELETE FROM own_routines WHERE id = 999")
        other.commit()
    assert b"Nobody reads this" in first.read_bytes()

    back_up(f"sqlite:///{first}", made, MADE_AT, "1.0", quietly)

    assert b"Nobody reads this" not in made.read_bytes()


def test_damage_is_found_and_nothing_is_put_back(backup: Path, tmp_path: Path) -> None:
    """One value is changed; the last page is missing; it is another file."""
    changed, cut, other = (tmp_path / f"{name}.sqlite3" for name in ("changed", "cut", "other"))
    changed.write_bytes(backup.read_bytes())
    with closing(sqlite3.connect(changed)) as opened:
        opened.execute("UPDATE chats SET cues = cues + 1 WHERE id = (SELECT max(id) FROM chats)")
        opened.commit()
    cut.write_bytes(backup.read_bytes()[:-4096])
    other.write_text("not a database")

    for file in (changed, cut, other, tmp_path / "nowhere"):
        with pytest.raises(CannotMove, match=r"damaged|cannot be read"):
            put_back(file, f"sqlite:///{tmp_path}/new.sqlite3")

    assert not (tmp_path / "new.sqlite3").exists()


def test_a_restore_that_is_killed_goes_on_and_only_into_an_empty_place(backup: Path, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path}/new.sqlite3"
    with pytest.raises(Killed):
        restore(backup, target, Killing(after=8), nothing)
    with pytest.raises(DatabaseUnusable, match="has not ended"):
        open_database(target)

    put_back(backup, target)

    with pytest.raises(CannotMove, match=r"There is something in .*new\.sqlite3 already"):
        put_back(backup, target)


def test_a_bot_does_not_start_on_a_backup(backup: Path) -> None:
    """It would send again what was sent after the backup was made."""
    before = backup.read_bytes()

    with pytest.raises(DatabaseUnusable, match=r"is a backup.*`unknot restore --from`"):
        open_database(f"sqlite:///{backup}")

    assert backup.read_bytes() == before


def test_a_backup_of_an_older_version_is_brought_up_to_date(file: Path, tmp_path: Path) -> None:
    """The backup itself stays as it was."""
    older, made, new = (tmp_path / f"{name}.sqlite3" for name in ("older", "backup", "new"))
    make(older)
    with closing(sqlite.connect(older)) as connection:
        migrations.downgrade(connection, "0011")
    back_up(f"sqlite:///{older}", made, MADE_AT, "0.9", quietly)
    before = made.read_bytes()

    put_back(made, f"sqlite:///{new}")

    assert made.read_bytes() == before
    assert raw(new)["sessions"] == raw(file)["sessions"]


def test_a_backup_is_not_written_over_and_half_of_one_has_another_name(file: Path, tmp_path: Path) -> None:
    made = tmp_path / "backup.sqlite3"
    part = tmp_path / "backup.sqlite3.part"
    part.write_bytes(b"half of one, from a process that was killed")

    back_up(f"sqlite:///{file}", made, MADE_AT, "1.0", quietly)

    assert not part.exists()
    with pytest.raises(CannotMove, match="is there already"):
        back_up(f"sqlite:///{file}", made, MADE_AT, "1.0", quietly)
    with pytest.raises(CannotMove, match="There is no database"):
        back_up(f"sqlite:///{tmp_path}/nowhere.sqlite3", tmp_path / "other", MADE_AT, "1.0", quietly)
    assert [path.name for path in tmp_path.iterdir()] == ["backup.sqlite3"]
