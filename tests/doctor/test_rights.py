"""The doctor says who else can read the token or the database, with a running bot and without."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.storage.database import Database

from .conftest import Practice

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")


def allow(path: Path, mode: int) -> None:
    path.chmod(mode)


async def test_a_settings_file_that_others_can_read_is_worth_a_look(
    practice: Practice, bot: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("LOG_LEVEL=INFO\n")
    allow(tmp_path / ".env", 0o644)

    found = (await practice.examine())["rights of .env"]
    assert (found.verdict, found.todo) == ("look", "It holds the token: chmod 600 .env")

    allow(tmp_path / ".env", 0o600)
    assert (await practice.examine())["rights of .env"].verdict == "ok"


async def test_a_database_that_others_can_read_is_worth_a_look(practice: Practice, file: Path) -> None:
    allow(file, 0o644)
    assert await practice.troubles() == {}  # its folder is closed

    allow(file.parent, 0o755)
    assert await practice.troubles() == {"rights of the database": "look"}
    assert f"chmod 600 {file}" in (await practice.examine())["rights of the database"].todo


async def test_the_database_of_a_running_bot_is_looked_at_too(practice: Practice, bot: Database) -> None:
    allow(practice.file.parent, 0o755)
    assert await practice.troubles() == {}

    allow(practice.file, 0o640)
    assert await practice.troubles() == {"rights of the database": "look"}
