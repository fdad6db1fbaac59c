"""The doctor and a database on a PostgreSQL server."""

from __future__ import annotations

import os
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

    command(url, "DROP TABLE weather")
    bot = open_database(url)
    await bot.migrate()
    await bot.close()
    name = url.partition("?")[0].rpartition("/")[2]
    command(url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert await practice.troubles(database_url=url) == {"database": "wrong"}
    command(url, f"BEGIN READ WRITE; ALTER DATABASE {name} RESET default_transaction_read_only; COMMIT")
    reader = f"reads_{os.getpid()}"
    command(url, f"CREATE ROLE {reader} LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {reader}")
    as_reader = url.replace("//postgres@", f"//{reader}@")
    assert await practice.troubles(database_url=as_reader) == {"database": "wrong"}
    command(url, f"DROP OWNED BY {reader}; DROP ROLE {reader}")

    away = "postgresql://me:my-secret@127.0.0.1:1/unknot"
    found = await practice.examine(database_url=away)
    assert found["database"].verdict == "wrong"
    assert "does not answer" in found["database"].seen
    assert "my-secret" not in str(found["database"])
