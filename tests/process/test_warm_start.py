"""A second start loads what an answer needs, and nothing else: each library costs time and memory."""

from __future__ import annotations

from importlib.util import find_spec

from .conftest import House
from .loaded import FIRST
from .programs import Stage

# Parts of our own and of needed libraries that only other commands, databases or rare wishes need.
LATER = (
    *("alembic", "dotenv", "icalendar", "prometheus_client", "psycopg", "pydantic", "resvg"),
    *("typer", "tzfpy", "yaml", "aiohttp.web", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql"),
    *("bot.commands", "bot.doctor", "bot.moving", "bot.preview", "bot.web", "bot.content.reader"),
    *("bot.archive.calendar", "bot.storage.archive", "bot.storage.moves", "bot.storage.moving"),
    *("bot.storage.server_store", "bot.storage.shared_claims", "bot.storage.stats", "telegram_playground"),
)


async def test_a_warm_start_loads_only_what_an_answer_needs(house: House, stage: Stage) -> None:
    """The tables are there, and the texts are kept, where Python may keep what it compiles."""
    first = house.start("run")
    await stage.is_polled()
    await first.stops()
    settings = house.settings | {"PYTHONDONTWRITEBYTECODE": "", "CLOCK_URL": ""}
    for _ in range(2):  # the first one keeps the texts, if nobody has
        bot = house.start("run", settings=settings, is_new=True, command="tests.process.loaded")
        line = await bot.prints(FIRST)
        await bot.stops()

    loaded = line.removeprefix(FIRST).split()
    assert [name for name in loaded if name in LATER] == []
    assert "bot.actions.act" in loaded
    assert [name for name in LATER if find_spec(name) is None] == []  # the names are right
