"""Everything goes from SQLite to PostgreSQL and back: nothing is lost, changed or doubled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.storage import migrations, sqlite
from bot.storage.database import DatabaseUnusable, open_database
from bot.storage.moving import rows
from bot.storage.moving.copying import Show, copy
from bot.storage.moving.places import CannotMove, held
from tests.postgres import command
from tests.storage.conftest import connect
from tests.storage.moving.everything import make, of_each, raw


class Killed(BaseException):
    """Stands in for the end of the process."""


def quietly(name: str, done: int, whole: int) -> None:
    """Show nothing."""


@dataclass
class Killing:
    """Ends the process after so many signs of progress: a table has its turn, a batch is committed."""

    after: int
    began_at: dict[str, int] = field(default_factory=dict)  # the rows of each table when its turn came

    def __call__(self, name: str, done: int, whole: int) -> None:
        self.began_at.setdefault(name, done)
        self.after -= 1
        if self.after < 0:
            raise Killed


def moved(source: str, target: str, show: Show = quietly) -> Mapping[str, int]:
    """Copy everything."""
    with (
        held(source, is_source=True) as first,
        held(target, is_source=False) as second,
        first.connection.begin(),
    ):
        return copy(first.connection, second, origin=source, name="the other", show=show)


async def is_used_by_a_bot(url: str) -> None:
    """Do what a bot does with its database at the start."""
    database = open_database(url)
    try:
        await database.migrate()
    finally:
        await database.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with rows in every table."""
    made = tmp_path_factory.mktemp("moving") / "first.sqlite3"
    make(made)
    return made


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many batches, although there are few rows."""
    monkeypatch.setattr(rows, "AT_ONCE", 40)


@pytest.mark.usefixtures("small_batches")
def test_there_and_back_every_value_is_the_same(
    file: Path, tmp_path: Path, new_postgres: Callable[[], str]
) -> None:
    """As the file keeps it, to the last microsecond; ids that were given once are never given again."""
    server, back = new_postgres(), tmp_path / "back.sqlite3"

    there = moved(f"sqlite:///{file}", server)
    moved(server, f"sqlite:///{back}")

    assert raw(back) == raw(file)
    assert min(there.values()) > 0
    with connect(server) as connection, connection.begin():
        assert of_each(connection) == there
        newest = connection.exec_driver_sql("SELECT max(id) FROM sessions").scalar_one()
        given = connection.exec_driver_sql("SELECT nextval(pg_get_serial_sequence('sessions', 'id'))")
        assert given.scalar_one() == newest + 2  # the newest session was deleted in the file


@pytest.mark.usefixtures("small_batches")
async def test_a_copy_that_is_killed_anywhere_goes_on_and_doubles_nothing(
    file: Path, tmp_path: Path, new_postgres: Callable[[], str]
) -> None:
    """It is killed again and again; what was copied is not copied anew. Meanwhile no bot starts."""
    target = new_postgres()
    kills = 0
    while True:
        killing = Killing(after=3 + 5 * kills)
        try:
            moved(f"sqlite:///{file}", target, killing)
        except Killed:
            kills += 1
            with pytest.raises(DatabaseUnusable, match="has not ended"):
                await is_used_by_a_bot(target)
        else:
            break

    assert kills > 4
    assert killing.began_at["outbox"] > 40
    back = tmp_path / "back.sqlite3"
    moved(target, f"sqlite:///{back}")
    assert raw(back) == raw(file)


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("change", ["a row is another one", "a row belongs to a new chat"])
def test_a_source_that_has_changed_between_two_tries_is_copied_anew(tmp_path: Path, change: str) -> None:
    first, second = tmp_path / "first.sqlite3", tmp_path / "second.sqlite3"
    source, target = make(first), f"sqlite:///{second}"
    with pytest.raises(Killed):
        moved(source, target, Killing(after=25))
    with sqlite.connect(first) as connection, connection.begin():
        if change == "a row is another one":
            connection.exec_driver_sql("UPDATE chats SET language = 'de' WHERE id = 1001")
        else:
            connection.exec_driver_sql("UPDATE chats SET id = -1 WHERE id = 1001")

    moved(source, target)

    assert raw(second) == raw(first)


def test_a_target_with_something_else_in_it_is_not_touched(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite3"
    target = make(other)
    before = raw(other)

    with pytest.raises(CannotMove, match="There is something in the other already"):
        moved(f"sqlite:///{file}", target)

    assert raw(other) == before


def test_a_part_of_another_copy_is_not_gone_on_with(file: Path, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path}/other.sqlite3"
    with pytest.raises(Killed):
        moved(f"sqlite:///{file}", target, Killing(after=2))

    with pytest.raises(CannotMove, match=r"There is a part of another copy in the other, of .*first.sqlite3"):
        moved(make(tmp_path / "third.sqlite3"), target)


async def test_while_a_bot_runs_on_either_nothing_is_copied(file: Path, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path}/other.sqlite3"
    for running in (f"sqlite:///{file}", target):
        bot = open_database(running)
        with pytest.raises(CannotMove, match=r"A bot is using .*: stop it first"):
            moved(f"sqlite:///{file}", target)
        await bot.close()


def test_tables_of_an_older_version_and_a_file_that_is_not_there_are_one_sentence(tmp_path: Path) -> None:
    older = tmp_path / "older.sqlite3"
    with sqlite.connect(older) as connection:
        migrations.upgrade(connection, "0011")
    target = tmp_path / "other.sqlite3"

    with pytest.raises(CannotMove, match="older version: run `unknot migrate` first"):
        moved(f"sqlite:///{older}", f"sqlite:///{target}")
    with pytest.raises(CannotMove, match="There is no database"):
        moved(f"sqlite:///{tmp_path}/nowhere.sqlite3", f"sqlite:///{target}")

    assert not target.exists()
    assert not (tmp_path / "nowhere.sqlite3").exists()


def test_a_row_that_the_server_does_not_take_is_named(
    tmp_path: Path, new_postgres: Callable[[], str]
) -> None:
    """PostgreSQL knows no text with the character NUL. When it is put right, the copy goes on."""
    file, server = tmp_path / "first.sqlite3", new_postgres()
    source = make(file)
    with sqlite.connect(file) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE own_routines SET name = 'a' || char(0) WHERE id = 1")

    with pytest.raises(CannotMove, match=r"The row \(1,\) of own_routines cannot be written .*NUL"):
        moved(source, server)

    with sqlite.connect(file) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE own_routines SET name = 'a' WHERE id = 1")
    moved(source, server)


def test_a_row_that_another_program_changes_meanwhile_is_noticed(
    file: Path, new_postgres: Callable[[], str]
) -> None:
    server = new_postgres()

    def meddle(name: str, done: int, whole: int) -> None:
        if name == "compare" and done == 0:
            command(server, "UPDATE chats SET cues = 63 WHERE id = 1001")

    with pytest.raises(CannotMove, match=r"The row \(1001,\) of chats is not the same"):
        moved(f"sqlite:///{file}", server, meddle)

    assert len(moved(f"sqlite:///{file}", server)) == len(rows.copied_tables())
