"""The delivery of a bot at work, over a database that is empty at first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.storage.database import open_database
from tests import once
from tests.delivery.post import Begin, Post
from tests.delivery.world import StillClock


@pytest.fixture
async def begin(tmp_path: Path) -> AsyncIterator[Begin]:
    """Let a delivery begin its work; all that a test begins share one database."""
    file = tmp_path / "unknot.db"
    once.put_tables(file)
    database = open_database(f"sqlite:///{file}")
    await database.migrate()
    begun: list[Post] = []

    def begin(**more: Any) -> Post:
        begun.append(Post(database, file, **more))
        return begun[-1]

    yield begin
    for post in begun:
        await post.cancel()
    await database.close()


@pytest.fixture
async def post(begin: Begin) -> Post:
    """A delivery at work; its clock jumps to the end of every pause."""
    return begin()


@pytest.fixture
async def still(begin: Begin) -> Post:
    """A delivery at work while time stands still: no chat's next turn comes."""
    return begin(clock=StillClock())
