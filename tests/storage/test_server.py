"""What is special about a database on a PostgreSQL server: its lock, its refusals, a lost connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, make_url
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import OperationalError

from bot.ports import CannotWrite, Work
from bot.storage import migrations, server_store
from bot.storage.database import Database, DatabaseInUse, DatabaseUnusable, open_database
from bot.storage.opening import open_patiently
from bot.storage.tables import metadata
from bot.storage.trouble import Trouble
from bot.timing.clock import SystemClock
from tests.postgres import command
from tests.storage.conftest import connect
from tests.storage.samples import ANNA, chat

END_ALL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
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
