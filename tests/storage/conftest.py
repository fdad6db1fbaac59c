"""The contract suite runs over every database that is named here."""

from __future__ import annotations

import itertools
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from bot.storage import migrations, server, sqlite
from bot.storage.database import Database, open_database
from bot.storage.remains import Remains
from bot.storage.server_store import LeftToServer
from bot.storage.work import OpenWork
from tests.postgres import server_of_run
from tests.storage.samples import ANNA, BERT, chat


def connect(url: str) -> Connection:
    """Connect to a database of PostgreSQL."""
    return server.connect(server.server_url(url))


def command(url: str, statement: str) -> None:
    """Run a statement that cannot be in a transaction."""
    opened = connect(url).execution_options(isolation_level="AUTOCOMMIT")
    opened.execute(text(statement))
    opened.close()


@pytest.fixture(scope="session")
def new_postgres() -> Iterator[Callable[[], str]]:
    """Return a function that makes an empty database and returns its URL."""
    main = server_of_run()
    before, _, after = main.partition("?")
    numbers, made = itertools.count(), []

    def make(template: str = "template0") -> str:
        name = f"unknot_{os.getpid()}_{next(numbers)}"
        command(main, f"CREATE DATABASE {name} TEMPLATE {template}")
        made.append(name)
        return f"{before.rpartition('/')[0]}/{name}{'?' if after else ''}{after}"

    yield make
    for name in made:
        command(main, f"DROP DATABASE {name} WITH (FORCE)")


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
    opened = open_database(f"sqlite:///{tmp_path}/unknot.db")
    await opened.migrate()
    yield opened
    await opened.close()
