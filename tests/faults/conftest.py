"""A scene for each test: the stand-in, a database, and the bot as processes of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from tests.faults import crowd
from tests.faults.scene import Scene


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
