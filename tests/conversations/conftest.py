"""The whole bot on a stage, and a promise for all its conversations: nothing is logged as an error."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from tests import kept, once
from tests.conversations.stage import Stage, Talk
from tests.conversations.stage.kept_open import KeptOpen


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with nothing but its tables."""
    file = tmp_path_factory.mktemp("database") / "empty.sqlite3"
    once.put_tables(file)
    return file


@pytest.fixture(scope="session")
def kept_open(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptOpen | None]:
    """The database that tests use one after the other. None: each has a file of its own, in `tmp_path`."""
    database = KeptOpen(tmp_path_factory.mktemp("kept_open"))
    yield None if kept.ON_SERVER else database
    database.drop()


@pytest.fixture
async def stage(
    tmp_path: Path, catalogue: Catalogue, empty: Path, kept_open: KeptOpen | None
) -> AsyncIterator[Stage]:
    """The whole bot, its database in a file."""
    stage = Stage(tmp_path, catalogue, empty, kept_open=kept_open)
    await stage.open()
    yield stage
    await stage.close()


@pytest.fixture
def chat(stage: Stage) -> Talk:
    """Anna's private chat with the bot."""
    return stage.private()


@pytest.fixture
def friend(stage: Stage) -> Talk:
    """Bert, who gets links."""
    return stage.private("Bert", 2002)


@pytest.fixture(autouse=True)
def nothing_is_logged_as_an_error(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever people do, no error is logged. A test that wants one clears it."""
    yield
    errors = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert errors == []
