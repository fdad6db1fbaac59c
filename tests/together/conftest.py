"""Two bots on one database of a PostgreSQL server, in one process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager

import pytest

from bot.storage import migrations
from bot.storage.database import Database, open_database
from bot.timing.clock import SystemClock
from tests.postgres import command
from tests.storage.conftest import connect

# The first COMMITs that have changed the table fail. A number of a sequence is not taken back.
CLASH = (
    "CREATE SEQUENCE clashes",
    """CREATE FUNCTION clash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('clashes') <= {times} THEN RAISE serialization_failure; END IF; RETURN NULL;
    END $$""",
    """CREATE CONSTRAINT TRIGGER clashes AFTER INSERT OR UPDATE ON {table} DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION clash()""",
)
EMPTY = """
    TRUNCATE chats, receipts, files, processes CASCADE;
    UPDATE shared SET owner = NULL, term = 0, value = NULL
"""


@contextmanager
def clashing(url: str, table: str, times: int) -> Iterator[None]:
    """Let so many commits that change `table` fail, as those do that are in the way of others."""
    for statement in CLASH:
        command(url, statement.format(table=table, times=times))
    try:
        yield
    finally:
        command(url, "DROP FUNCTION clash CASCADE")
        command(url, "DROP SEQUENCE clashes")


@pytest.fixture(scope="session")
def shared_url(new_postgres: Callable[[], str]) -> str:
    """The URL of a database with its tables, which the tests of this folder share."""
    made = new_postgres()
    with connect(made) as opened:
        migrations.upgrade(opened)
    return made


@pytest.fixture
def url(shared_url: str) -> str:
    """The same, with nothing in it."""
    command(shared_url, EMPTY)
    return shared_url


@pytest.fixture
async def one(url: str) -> AsyncIterator[Database]:
    """The database as one process has it."""
    opened = open_database(url, SystemClock())
    yield opened
    await opened.close()


@pytest.fixture
async def other(url: str) -> AsyncIterator[Database]:
    """The database as another process has it."""
    opened = open_database(url, SystemClock())
    yield opened
    await opened.close()
