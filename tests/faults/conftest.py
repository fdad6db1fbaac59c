"""A scene for each test: the stand-in, a database, and the bot as processes of its own."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from tests.faults import crowd
from tests.faults.on_server import OnServer
from tests.faults.scene import Scene
from tests.faults.together import Together
from tests.postgres import Server, programs


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A stand-in without a bot."""
    async with Scene(tmp_path) as scene:
        yield scene


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Path:
    """A database file with nothing but its tables."""
    file = tmp_path_factory.mktemp("database") / "empty.sqlite3"
    asyncio.run(crowd.prepare(f"sqlite:///{file}", catalogue))
    return file


@pytest.fixture
def server() -> Iterator[Server]:
    """A PostgreSQL server that the test may stop."""
    programs()
    folder = Path(tempfile.mkdtemp(prefix="unknot-pg-"))
    server = Server(folder / "server")
    folder.chmod(0o755)
    server.make()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture
async def place(tmp_path: Path, server: Server) -> AsyncIterator[OnServer]:
    """A scene on that server, without a bot."""
    scene = OnServer(tmp_path)
    scene.server = server
    async with scene:
        yield scene


@pytest.fixture
async def together(tmp_path: Path, new_postgres: Callable[[], str]) -> AsyncIterator[Together]:
    """A stand-in for bots that share a database on the server of the run, without a bot."""
    scene = Together(tmp_path, new_postgres())
    async with scene:
        yield scene
