"""What is special about a database on a PostgreSQL server: its lock, its refusals, a lost connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, ExceptionContext, event, make_url
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import OperationalError

from bot.ports import CannotWrite, Work
from bot.storage import migrations, server, server_store
from bot.storage.database import Database, DatabaseInUse, DatabaseUnusable, open_database
from bot.storage.opening import open_patiently
from bot.storage.tables import metadata
from bot.storage.trouble import Trouble
from bot.timing.clock import SystemClock
from tests.measured import MEASURES
from tests.postgres import command
from tests.storage.conftest import connect
from tests.storage.samples import ANNA, chat

MOST_HELD_UP = "700ms" if MEASURES else "60s"  # of one who works while another migrates
DEADLOCK = "40P01"
END_ALL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


# A closed session keeps its lock until the server has noticed. On a busy machine that takes a moment.
ALL_ARE_GONE = """
    DO $$ BEGIN FOR tries IN 1..6000 LOOP
        EXIT WHEN NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND database =
            (SELECT oid FROM pg_database WHERE datname = current_database()));
        PERFORM pg_sleep(0.01);
    END LOOP; END $$
"""


@pytest.fixture(scope="module")
def url(new_postgres: Callable[[], str]) -> str:
    """The URL of a database that the tests of this file share."""
    made = new_postgres()
    with connect(made) as opened:
        migrations.upgrade(opened)
    return made


@pytest.fixture
async def opened(url: str) -> AsyncIterator[Database]:
    """The database, without the chat that the tests write."""
    await asyncio.to_thread(command, url, ALL_ARE_GONE)
    database = await open_patiently(url, SystemClock())
    await database.run(lambda work: work.chats.forget(ANNA))
    yield database
    await database.close()


def test_every_migration_goes_up_down_and_up(new_postgres: Callable[[], str]) -> None:
    with connect(new_postgres()) as connection:
        migrations.upgrade(connection)
        migrations.downgrade(connection, "base")
        with connection.begin():
            left = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            assert [*left.scalars()] == ["alembic_version"]
        migrations.upgrade(connection)
        with connection.begin():
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_migration_stands_back_for_those_who_have_a_table_and_need_the_next_one(
    new_postgres: Callable[[], str],
) -> None:
    """A process of the version before is in the middle of its work. It is not undone, and hardly held up."""
    url, refusals = new_postgres(), list[str | None]()

    def note(context: ExceptionContext) -> None:
        refusals.append(getattr(context.original_exception, "sqlstate", None))

    with connect(url) as old, connect(url) as new, ThreadPoolExecutor() as threads:
        event.listen(new.engine, "handle_error", note)
        migrations.upgrade(new, "0013")
        with old.begin():
            old.exec_driver_sql("UPDATE outbox SET owner = owner")
            migrating = threads.submit(migrations.upgrade, new)
            _wait_until_somebody_waits(url)
            old.exec_driver_sql(f"SET LOCAL lock_timeout = '{MOST_HELD_UP}'")
            old.exec_driver_sql("UPDATE chats SET zone = zone")
        migrating.result(30)
        assert DEADLOCK not in refusals
        assert migrations.current(new) == migrations.revisions(migrations.migrations_folder())[0]


def test_nothing_is_read_from_files_while_a_migration_has_begun(
    new_postgres: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine that lasts so long that the server ends a transaction in which nothing happens."""
    has_begun: list[bool] = []
    walk = ScriptDirectory.walk_revisions
    with connect(new_postgres()) as connection:

        def watched(folder: ScriptDirectory) -> Any:
            has_begun.append(connection.in_transaction())
            return walk(folder)

        monkeypatch.setattr(ScriptDirectory, "walk_revisions", watched)
        migrations.upgrade(connection)

    assert has_begun == [False]


def test_a_migration_leaves_the_tables_of_others_alone(
    new_postgres: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else may have a table in the schema. Here it is in use; often the bot may not even lock it."""
    url = new_postgres()
    monkeypatch.setattr(server, "MOST_TRIES", 1)
    with connect(url) as new, connect(url) as other:
        migrations.upgrade(new, "0013")
        with other.begin():
            other.exec_driver_sql("CREATE TABLE my_report (day DATE)")
        with other.begin():
            other.exec_driver_sql("SELECT * FROM my_report")
            migrations.upgrade(new)
        assert migrations.current(new) == migrations.revisions(migrations.migrations_folder())[0]


def _wait_until_somebody_waits(url: str) -> None:
    waits = "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database WHERE NOT granted AND "
    waits += "datname = current_database()"
    with connect(url) as looking:
        for _ in range(3000):
            with looking.begin():
                if looking.exec_driver_sql(waits).scalar_one():
                    return
                looking.exec_driver_sql("SELECT pg_sleep(0.01)")
    raise AssertionError("nobody waits for a lock")


async def test_units_of_work_keep_their_order_and_lose_nothing(opened: Database) -> None:
    """200 at once share commits; one that fails undoes only itself."""
    await opened.run(lambda work: work.chats.put(chat(zone="0")))

    def count(work: Work) -> None:
        known = work.chats.get(ANNA)
        assert known is not None
        work.chats.put(chat(zone=str(int(known.zone or 0) + 1)))

    def fails(work: Work) -> None:
        count(work)
        raise LookupError

    ends = await asyncio.gather(
        *(opened.run(fails if number % 10 == 0 else count) for number in range(200)), return_exceptions=True
    )

    assert sum(isinstance(end, LookupError) for end in ends) == 20
    assert await opened.run(lambda work: work.chats.get(ANNA)) == chat(zone="180")


async def test_a_second_bot_is_refused_until_the_first_has_closed(url: str) -> None:
    opened = open_database(url)
    with pytest.raises(DatabaseInUse, match="Another Unknot is using the database unknot_"):
        open_database(url)

    await opened.close()
    other = open_database(url)
    await other.close()


async def test_a_lost_connection_fails_one_unit_and_is_made_anew(opened: Database, url: str) -> None:
    await opened.run(lambda work: work.chats.put(chat()))
    command(url, END_ALL)

    undone: list[str] = []
    with pytest.raises(CannotWrite, match="server does not answer"):
        await opened.run(lambda work: work.chats.forget(ANNA), undone=lambda: undone.append("undone"))

    assert undone == ["undone"]
    assert await opened.run(lambda work: work.chats.get(ANNA)) == chat()


async def test_a_database_that_is_read_only_still_answers_what_is_only_read(
    opened: Database, url: str
) -> None:
    """As a standby server does. What is to be written fails, and nothing of it is kept."""
    await opened.run(lambda work: work.chats.put(chat()))
    name = make_url(url).database
    command(url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    try:
        command(url, END_ALL)
        with pytest.raises(CannotWrite, match="server does not answer"):
            await opened.run(lambda work: work.chats.get(ANNA))

        assert await opened.run(lambda work: work.chats.get(ANNA)) == chat()
        with pytest.raises(CannotWrite) as refused:
            await opened.run(lambda work: work.chats.forget(ANNA))
        assert refused.value.trouble is Trouble.unwritable  # type: ignore[attr-defined]
        assert await opened.run(lambda work: work.chats.get(ANNA)) == chat()
    finally:
        may_write = make_url(url).update_query_dict({"options": "-cdefault_transaction_read_only=off"})
        again = f"ALTER DATABASE {name} RESET default_transaction_read_only"
        command(may_write.render_as_string(hide_password=False), again)
        command(url, END_ALL)
    with pytest.raises(CannotWrite, match="server does not answer"):
        await opened.run(lambda work: work.chats.get(ANNA))
    await opened.run(lambda work: work.chats.put(chat()))


async def test_while_another_bot_has_the_database_nothing_is_written(opened: Database, url: str) -> None:
    """The connection was lost for so long that another bot has begun."""
    command(url, END_ALL)
    with pytest.raises(CannotWrite):
        await opened.run(lambda work: work.chats.get(ANNA))
    other = open_database(url)

    with pytest.raises(CannotWrite, match="Another Unknot uses this database"):
        await opened.run(lambda work: work.chats.put(chat()))

    await other.close()
    assert await opened.run(lambda work: work.chats.get(ANNA)) is None


@pytest.mark.parametrize("is_committed", [True, False])
async def test_after_a_connection_lost_in_the_commit_the_server_is_asked(
    opened: Database, url: str, monkeypatch: pytest.MonkeyPatch, is_committed: bool
) -> None:
    """What is committed is told as done, and what is not as failed; neither is guessed."""
    commit: Callable[[Any, Any], None] = PGDialect_psycopg.do_commit
    monkeypatch.setattr(server_store, "AGAIN_AFTER", 0.01)

    def lost(dialect: Any, connection: Any) -> None:
        monkeypatch.setattr(PGDialect_psycopg, "do_commit", commit)
        if is_committed:
            commit(dialect, connection)
        command(url, END_ALL)
        connection.execute("SELECT 1")  # the driver's own error for a lost connection

    def put(work: Work) -> None:
        work.chats.put(chat())
        monkeypatch.setattr(PGDialect_psycopg, "do_commit", lost)

    if is_committed:
        await opened.run(put)
    else:
        with pytest.raises(CannotWrite, match="server does not answer"):
            await opened.run(put)

    assert (await opened.run(lambda work: work.chats.get(ANNA)) == chat()) is is_committed


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda url: url.set(username="nobody_knows"), "cannot be used .*nobody_knows"),
        (lambda url: url.set(database="no_unknot"), "cannot be used"),
        (lambda url: url.set(drivername="postgresql+asyncpg"), "must look like postgresql://"),
        (lambda url: url.update_query_dict({"moon": "full"}), "setting after the question mark"),
    ],
    ids=["role", "database", "driver", "option"],
)
def test_what_a_person_must_change_is_one_plain_sentence(
    url: str, change: Callable[[URL], URL], sentence: str
) -> None:
    with pytest.raises(DatabaseUnusable, match=sentence) as refused:
        open_database(change(make_url(url).set(password="my-secret")).render_as_string(hide_password=False))

    assert "my-secret" not in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ("53100", Trouble.full),
        ("53200", Trouble.crowded),
        ("25006", Trouble.unwritable),
        ("42501", Trouble.unwritable),
        ("58030", Trouble.failing),
        ("55P03", Trouble.locked),
        ("XX001", Trouble.damaged),
    ],
)
async def test_what_the_server_says_in_mid_run_is_one_kind_of_trouble_and_passes_with_it(
    opened: Database, url: str, code: str, trouble: Trouble
) -> None:
    """The server is made to give an error by its code; nothing of the unit is written."""
    raises = f"BEGIN RAISE SQLSTATE '{code}'; END"
    command(url, f"CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ {raises} $$")
    command(url, "CREATE TRIGGER fails BEFORE INSERT ON chats FOR EACH ROW EXECUTE FUNCTION fails()")
    try:
        with pytest.raises(CannotWrite) as refused:
            await opened.run(lambda work: work.chats.put(chat()))
    finally:
        command(url, "DROP FUNCTION fails CASCADE")

    assert refused.value.trouble is trouble  # type: ignore[attr-defined]
    await opened.run(lambda work: work.chats.put(chat()))
    assert await opened.run(lambda work: work.chats.get(ANNA)) == chat()


def test_a_server_without_a_free_connection_is_waited_for(url: str) -> None:
    """Its limit is that of a role here; the code and the words are those of a full server."""
    command(url, "CREATE ROLE crowded LOGIN CONNECTION LIMIT 0")
    try:
        with pytest.raises(CannotWrite) as refused:
            open_database(make_url(url).set(username="crowded").render_as_string(hide_password=False))
    finally:
        command(url, "DROP ROLE crowded")

    assert refused.value.trouble is Trouble.crowded  # type: ignore[attr-defined]
    assert Trouble.crowded.may_pass


async def test_tables_of_another_program_are_refused_and_not_changed(new_postgres: Callable[[], str]) -> None:
    url = new_postgres()
    command(url, "CREATE TABLE weather (day date)")

    with pytest.raises(DatabaseUnusable, match="holds the tables of another program"):
        await open_patiently(url, SystemClock())

    command(url, "DROP TABLE weather")
    await (await open_patiently(url, SystemClock())).close()


def test_a_server_that_is_away_may_come_back() -> None:
    with pytest.raises(CannotWrite) as refused:
        open_database("postgresql://me:my-secret@127.0.0.1:1/unknot")

    assert refused.value.trouble is Trouble.away  # type: ignore[attr-defined]
    assert Trouble.away.may_pass
    assert "my-secret" not in str(refused.value)
    assert refused.value.__cause__ is None or isinstance(refused.value.__cause__, OperationalError)
