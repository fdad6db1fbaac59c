import sys
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex

from bot.storage import migrations
from bot.storage.problems import DatabaseUnusable
from bot.storage.schema import give_conditions_to_postgresql
from bot.storage.sqlite import connect
from bot.storage.tables import metadata

SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name NOT LIKE 'sqlite_%' ORDER BY name"
CHAT = """
    INSERT INTO chats (id, language, is_gone, pace, cues, asks_rating) VALUES (1, 'en', 0, 'beginner', 7, 1)
"""
ROW = """
    INSERT INTO outbox (id, chat_id, kind, dedup_key, lane, due_at, expires_at, keys_only, state, fence,
        attempts, sends, needs_health, is_mentioned)
    VALUES (?, 1, 'reply', ?, 0, '2026-11-22', '2026-11-23', 0, 'sent', 1, 1, 0, 0, 0)
"""


@pytest.fixture
def connection() -> Iterator[Connection]:
    """A connection to an empty database."""
    opened = connect(None)
    yield opened
    opened.close()


def schema(connection: Connection) -> list[tuple[str, ...]]:
    """Return the whole schema of the database."""
    with connection.begin():
        return [tuple(row) for row in connection.exec_driver_sql(SCHEMA)]


def words(schema: list[tuple[str, ...]]) -> dict[str, set[str]]:
    """Return the schema by name, without regard to line breaks and the order of columns."""
    separators = str.maketrans(dict.fromkeys("(),\n\t", " "))
    return {name: set((sql or "").translate(separators).split()) for _, name, sql in schema}


def test_every_migration_goes_up_down_and_up(connection: Connection) -> None:
    migrations.upgrade(connection)
    first = schema(connection)

    migrations.downgrade(connection, "base")
    assert [name for _, name, _ in schema(connection) if name != "alembic_version"] in (
        [],
        ["sqlite_autoindex_alembic_version_1"],
    )
    migrations.upgrade(connection)

    assert schema(connection) == first


def test_an_outbox_of_the_first_tables_keeps_its_rows_and_gives_no_id_again(connection: Connection) -> None:
    """Up from 0001 with rows in it, down again, and up: nothing is lost, no id comes back."""
    migrations.upgrade(connection, "0001")
    with connection.begin():
        connection.exec_driver_sql(CHAT)
        connection.exec_driver_sql(ROW, (1, "kept"))
        connection.exec_driver_sql(ROW, (7, "deleted"))
        connection.exec_driver_sql("DELETE FROM outbox WHERE id = 7")

    migrations.upgrade(connection)
    migrations.downgrade(connection, "0001")
    migrations.upgrade(connection)

    with connection.begin():
        columns = [name for _, name, *_ in connection.exec_driver_sql("PRAGMA table_info(outbox)")]
        rows = connection.exec_driver_sql("SELECT id, dedup_key, state FROM outbox").all()
        [last] = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").scalars()
    assert "needs_health" not in columns
    assert [tuple(row) for row in rows] == [(1, "kept", "sent")]
    assert last == 7


def test_upgrading_twice_is_harmless(connection: Connection) -> None:
    assert migrations.current(connection) is None
    migrations.upgrade(connection)
    revision = migrations.current(connection)
    migrations.upgrade(connection)

    assert revision is not None
    assert migrations.current(connection) == revision


def test_the_names_of_the_files_tell_the_revisions() -> None:
    """In the order in which Alembic finds them: the newest first."""
    folder = migrations.migrations_folder()
    walked = [script.revision for script in ScriptDirectory(str(folder)).walk_revisions()]

    assert list(migrations.revisions(folder)) == walked


def test_a_database_that_is_up_to_date_needs_no_alembic(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations.upgrade(connection)
    monkeypatch.setitem(sys.modules, "alembic", None)  # an import of it is an error now

    migrations.upgrade(connection)


def test_the_tables_match_the_migrations(connection: Connection) -> None:
    migrations.upgrade(connection)

    with connection.begin():
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_indexes_and_constraints_match_the_migrations_to_the_word(connection: Connection) -> None:
    migrations.upgrade(connection)
    by_migrations = words(schema(connection))
    by_tables = connect(None)
    with by_tables.begin():
        metadata.create_all(by_tables)
    expected = words(schema(by_tables))
    by_tables.close()

    assert {name: by_migrations[name] for name in expected} == expected
    assert {name for name in by_migrations if "alembic" not in name} == set(expected)


def test_partial_indexes_have_their_conditions_on_postgresql_too(connection: Connection) -> None:
    give_conditions_to_postgresql()
    lines = {
        str(index.name): [
            str(CreateIndex(index).compile(dialect=dialect)).partition(" WHERE ")[2]
            for dialect in (connection.dialect, postgresql.dialect())  # type: ignore[no-untyped-call]
        ]
        for table in metadata.tables.values()
        for index in table.indexes
    }

    assert lines["uq_sessions_one_live"][0] != ""
    assert [name for name, (ours, servers) in lines.items() if bool(ours) != bool(servers)] == []


def test_foreign_keys_are_on_again_after_a_migration(connection: Connection) -> None:
    migrations.upgrade(connection)

    with connection.begin():
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_database_of_a_newer_unknot_is_one_plain_sentence(connection: Connection) -> None:
    migrations.upgrade(connection)
    with connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'ffff'")

    with pytest.raises(DatabaseUnusable, match="newer Unknot"):
        migrations.upgrade(connection)


def test_the_migrations_are_found_in_the_checkout() -> None:
    assert (migrations.migrations_folder() / "env.py").is_file()
