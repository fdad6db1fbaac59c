"""The contract suite runs over every database that is named here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.storage import migrations, server, sqlite
from bot.storage.database import Database, open_database
from bot.storage.remains import Remains
from bot.storage.server_store import LeftToServer
from bot.storage.work import OpenWork
from tests import once
from tests.storage.samples import ANNA, BERT, chat


def connect(url: str) -> Connection:
    """Connect to a database of PostgreSQL."""
    return server.connect(server.server_url(url))


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A connection to an empty database of each kind."""
    if request.param == "sqlite":
        opened = sqlite.connect(None)
    else:
        opened = connect(request.getfixturevalue("new_postgres")())
    migrations.upgrade(opened)
    yield opened
    opened.close()


@pytest.fixture
def work(connection: Connection) -> Iterator[OpenWork]:
    """A unit of work that is rolled back; it knows two chats."""
    transaction = connection.begin()
    remains = Remains() if connection.dialect.name == "sqlite" else LeftToServer()
    opened = OpenWork(connection, remains)
    opened.chats.put(chat(ANNA))
    opened.chats.put(chat(BERT))
    yield opened
    transaction.rollback()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A database in a file, with its tables."""
    once.put_tables(tmp_path / "unknot.db")
    opened = open_database(f"sqlite:///{tmp_path}/unknot.db")
    await opened.migrate()
    yield opened
    await opened.close()
