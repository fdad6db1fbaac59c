"""The contract suite runs over every database that is named here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.storage import migrations
from bot.storage.database import Database, open_database
from bot.storage.remains import Remains
from bot.storage.sqlite import connect
from bot.storage.work import OpenWork
from tests.storage.samples import ANNA, BERT, chat


@pytest.fixture(scope="session", params=["sqlite"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A connection to an empty database of each kind."""
    opened = connect(None)
    migrations.upgrade(opened)
    yield opened
    opened.close()


@pytest.fixture
def work(connection: Connection) -> Iterator[OpenWork]:
    """A unit of work that is rolled back; it knows two chats."""
    transaction = connection.begin()
    opened = OpenWork(connection, Remains())
    opened.chats.put(chat(ANNA))
    opened.chats.put(chat(BERT))
    yield opened
    transaction.rollback()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A database in a file, with its tables."""
    opened = open_database(f"sqlite:///{tmp_path}/unknot.db")
    await opened.migrate()
    yield opened
    await opened.close()
