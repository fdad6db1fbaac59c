"""The doctor says when deleted data is not overwritten yet, and keeps no old pages itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.storage import health, sqlite
from bot.storage.database import Database, open_database
from tests.storage.samples import ANNA, chat
from tests.storage.strangers import execute

from .conftest import Practice


@pytest.fixture(params=["delete", "wal"], autouse=True)
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sqlite, "has_safe_wal", lambda _version: request.param == "wal")
    return str(request.param)


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Another program reads inside, in the mode in which that does not keep the bot from writing."""
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM chats").fetchall()
        yield


async def forget(bot: Database) -> None:
    await bot.run(lambda work: work.chats.put(chat()))
    await bot.run(lambda work: work.chats.forget(ANNA))


@pytest.mark.parametrize("mode", ["wal"], indirect=True)
async def test_a_running_bot_that_a_reader_holds_up_is_worth_a_look(
    practice: Practice, bot: Database
) -> None:
    with reading(practice.file):
        await forget(bot)
        found = (await practice.examine())["deleted data"]
    assert (found.verdict, found.todo.partition(" ")[0]) == ("look", "The")

    await bot.overwrite_deleted()
    assert (await practice.examine())["deleted data"].verdict == "ok"


async def test_what_a_kill_has_left_is_worth_a_look_until_the_next_start(
    practice: Practice, file: Path
) -> None:
    execute(file, "PRAGMA user_version = 1")  # a kill between the commit that deletes and the overwriting
    found = (await practice.examine())["deleted data"]
    assert (found.verdict, found.todo.partition(" ")[0]) == ("look", "Start")

    await open_database(practice.settings().database_url.reveal()).close()
    assert (await practice.examine())["deleted data"].verdict == "ok"


async def test_a_doctor_that_looks_holds_up_no_deletion(practice: Practice, bot: Database) -> None:
    with health.glance_at(practice.file, held=True) as glance:
        assert glance.faults() == [] and glance.orphans() == 0
        glance.standing()
        await forget(bot)
        assert not glance.has_remains()
