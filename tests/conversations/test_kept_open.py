"""The database that stays open from test to test is for each test what a new file would be."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from tests import kept, once
from tests.conversations.ringing import lives_in
from tests.conversations.stage import Stage, plays
from tests.conversations.stage.kept_open import KeptOpen
from tests.texts import button

TABLES = "sqlite_master WHERE type = 'table' ORDER BY name"


@pytest.fixture
def kept_open(tmp_path: Path) -> KeptOpen:
    if kept.ON_SERVER:
        pytest.skip(kept.ONLY_A_FILE)
    return KeptOpen(tmp_path)


async def all_rows(stage: Stage) -> dict[str, list[dict[str, object]]]:
    """Return all that is stored, by table."""
    tables = [row["name"] for row in await stage.rows(TABLES)]
    return {table: await stage.rows(table) for table in tables}


async def lives(stage: Stage) -> None:
    """Let somebody use the bot, so that many tables have rows."""
    chat = stage.private()
    await lives_in(chat)
    await chat.says("/remind 8:00")
    await chat.says("i did 9 min today")
    await chat.says("/tip")
    await plays(chat, seconds=200)
    await chat.presses_data("like:kneading:less")
    await chat.says("/build")


async def test_the_next_bot_finds_nothing_and_counts_from_one(
    tmp_path: Path, catalogue: Catalogue, empty: Path, kept_open: KeptOpen
) -> None:
    first = Stage(tmp_path, catalogue, empty, kept_open=kept_open)
    await first.open()
    at_first = await all_rows(first)
    await lives(first)
    after_it = await all_rows(first)
    await first.close()

    second = Stage(tmp_path, catalogue, empty, kept_open=kept_open)
    await second.open()

    assert sum(bool(rows) for rows in after_it.values()) >= 8
    assert await all_rows(second) == at_first
    await lives(second)
    assert await all_rows(second) == after_it
    assert second.settings.database_url.reveal() == first.settings.database_url.reveal()
    await second.close()
    kept_open.drop()


@pytest.mark.parametrize("change", ["CREATE TABLE more (id INTEGER)", "DROP TABLE files", "VACUUM"])
async def test_after_a_change_of_the_tables_it_is_another_file(
    tmp_path: Path, catalogue: Catalogue, empty: Path, kept_open: KeptOpen, change: str
) -> None:
    first = Stage(tmp_path, catalogue, empty, kept_open=kept_open)
    await first.open()
    drivers: list[sqlite3.Connection] = []
    kept_open.store(drivers)
    drivers[0].execute(change).close()
    await first.close()

    second = Stage(tmp_path, catalogue, empty, kept_open=kept_open)

    assert second.settings.database_url.reveal() != first.settings.database_url.reveal()
    await second.open()
    assert "more" not in {row["name"] for row in await second.rows(TABLES)}
    assert await second.rows("files") == []
    await second.close()
    kept_open.drop()


async def test_a_bot_that_starts_again_finds_what_is_stored_and_its_tap_works(
    tmp_path: Path, catalogue: Catalogue, empty: Path, kept_open: KeptOpen
) -> None:
    stage = Stage(tmp_path, catalogue, empty, kept_open=kept_open)
    await stage.open()
    chat = stage.private()
    await plays(chat)
    before = stage.house.database

    await stage.restarts()
    await chat.presses(button.pause)

    assert stage.house.database is not before
    assert [row["state"] for row in await stage.rows("sessions")] == ["paused"]
    await stage.close()
    kept_open.drop()


def test_it_begins_as_a_new_file_does(kept_open: KeptOpen, tmp_path: Path) -> None:
    new = tmp_path / "new.sqlite3"
    once.put_tables(new)

    assert kept_open.begins_anew().read_bytes() == new.read_bytes()
