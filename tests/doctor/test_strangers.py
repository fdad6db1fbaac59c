"""The doctor says which files the bot would refuse, before somebody starts a bot on them."""

from __future__ import annotations

import pytest

from bot.storage.database import Database
from tests.storage.strangers import CHANGED, MADE, execute, make

from .conftest import Practice


@pytest.mark.parametrize("name", CHANGED)
async def test_tables_that_do_not_fit_their_version_are_wrong_while_a_bot_runs_too(
    practice: Practice, bot: Database, name: str
) -> None:
    execute(practice.file, *CHANGED[name])

    assert (await practice.troubles())["migrations"] == "wrong"
    assert "outbox, stuck" not in await practice.examine()


@pytest.mark.parametrize("name", [*MADE, *CHANGED])
async def test_a_file_that_unknot_would_refuse_is_wrong(practice: Practice, name: str) -> None:
    practice.file.parent.mkdir()
    make(practice.file, name, "delete")

    assert (await practice.troubles())["migrations"] == "wrong"
