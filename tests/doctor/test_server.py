"""The doctor and a database on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable

from bot.storage.database import open_database
from tests.doctor.conftest import Practice
from tests.postgres import command


async def test_a_server_is_looked_at_while_a_bot_runs_and_after(
    practice: Practice, new_postgres: Callable[[], str]
) -> None:
    url = new_postgres()
    bot = open_database(url)
    await bot.migrate()

    found = await practice.examine(database_url=url)
    assert {each.verdict.value for each in found.values()} == {"ok"}
    assert "PostgreSQL" in found["database"].seen
    assert "a bot is running with it" in found["database"].seen

    await bot.close()
    found = await practice.examine(database_url=url)
    assert "no bot is running with it" in found["database"].seen


async def test_what_is_wrong_with_a_server_is_said(
    practice: Practice, new_postgres: Callable[[], str]
) -> None:
    url = new_postgres()
    assert await practice.troubles(database_url=url) == {"migrations": "look"}
    command(url, "CREATE TABLE weather (day date)")
    assert await practice.troubles(database_url=url) == {"migrations": "wrong"}

    away = "postgresql://me:my-secret@127.0.0.1:1/unknot"
    found = await practice.examine(database_url=away)
    assert found["database"].verdict == "wrong"
    assert "does not answer" in found["database"].seen
    assert "my-secret" not in str(found["database"])
