"""A wrong setting gives one plain sentence on stderr and exit code 2."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.texts import texts

from .conftest import House
from .programs import TOKEN, Program, Stage

NOBODY = "http://127.0.0.1:9"  # the discard port: nobody answers there
WRONG: Mapping[str, tuple[Mapping[str, str], str]] = {
    "no token": ({"BOT_TOKEN": ""}, "BOT_TOKEN is not set"),
    "an odd token": ({"BOT_TOKEN": "my-odd-secret"}, "BOT_TOKEN is not a bot token"),
    "an odd address": ({"BOT_API_URL": "telegram.org"}, "BOT_API_URL should be an address"),
    "another database": ({"DATABASE_URL": "mysql://me:my-odd-secret@db/x"}, "DATABASE_URL should look like"),
    "a database in no folder": ({"DATABASE_URL": "sqlite:////dev/null/x.db"}, "DATABASE_URL"),
    "an odd clock": ({"CLOCK_URL": "noon"}, "CLOCK_URL should be an address"),
    "a clock that is away": ({"CLOCK_URL": f"{NOBODY}/control/clock"}, "CLOCK_URL does not answer"),
    "a clock that is none": ({"CLOCK_URL": "{stub}/none"}, "CLOCK_URL does not answer as a clock"),
    "an odd log level": ({"LOG_LEVEL": "loud"}, "LOG_LEVEL should be one of"),
    "a webhook without TLS": (
        {
            "BOT_API_URL": "https://api.telegram.org",  # nobody asks it: the settings are wrong
            "WEBHOOK_URL": "http://bot.example.org/",
            "WEBHOOK_SECRET": "my-odd-secret-of-a-webhook",
        },
        "WEBHOOK_URL should begin with https://",
    ),
    "a refused token": ({"BOT_API_URL": "{stub}"}, "Telegram refuses BOT_TOKEN"),
}


@pytest.fixture
async def stub() -> AsyncIterator[str]:
    """A Telegram that knows no token, and whose clock is a list."""

    async def refuse(_request: web.Request) -> web.Response:
        body = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        return web.json_response(body, status=401)

    async def none(_request: web.Request) -> web.Response:
        return web.json_response([])

    application = web.Application()
    application.router.add_route("*", "/none", none)
    application.router.add_route("*", "/bot{rest:.*}", refuse)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def sentence_of(program: Program) -> str:
    """Return the one line that is not of the log."""
    [line] = [line for line in program.err.splitlines() if " INFO " not in line]
    return line


async def test_a_wrong_setting_is_one_sentence_that_names_it(house: House, stub: str) -> None:
    house.secrets.add("my-odd-secret")
    seen = {}
    for name, (settings, _) in WRONG.items():
        own = {"DATABASE_URL": f"sqlite:///{house.folder}/{name.replace(' ', '-')}.db"}
        given = {key: value.replace("{stub}", stub) for key, value in settings.items()}
        program = house.start("run", settings=house.settings_for(NOBODY) | own | given)
        seen[name] = (program, asyncio.ensure_future(program.ends()))
        if len(seen) % 3 == 0:  # a few at a time are quicker than one by one
            await asyncio.gather(*(end for _, end in seen.values()))

    codes = {name: await end for name, (_, end) in seen.items()}

    assert codes == dict.fromkeys(WRONG, 2)
    for name, (program, _) in seen.items():
        assert WRONG[name][1] in sentence_of(program), name
        assert sentence_of(program).endswith("."), name
        assert program.out == "", name


async def test_a_second_process_on_one_database_says_so_and_leaves_the_first_alone(
    house: House, bot: Program, stage: Stage
) -> None:
    polls = (await stage.get("state"))["polling"]["since"]

    second, third = house.start("run"), house.start("migrate")

    assert [await second.ends(), await third.ends()] == [2, 2]
    for program in (second, third):
        assert sentence_of(program).startswith("Another Unknot is using ")
        assert program.out == ""
    assert bot.is_running
    assert (await stage.get("state"))["polling"] == {"waiting": True, "since": polls}
    await bot.stops()


async def test_migrate_and_check_work_from_any_folder(house: House) -> None:
    migrate = house.start("migrate", settings={})
    check = house.start("check", settings={})

    assert [await migrate.ends(), await check.ends()] == [0, 0]

    assert migrate.out == "The database is up to date.\n"
    assert check.out.startswith("The content has no faults.\n")
    with closing(sqlite3.connect(house.folder / "data" / "unknot.sqlite3")) as database:
        tables = {name for (name,) in database.execute("select name from sqlite_master where type = 'table'")}
    assert {"alembic_version", "chats", "outbox", "sessions"} <= tables
    again = house.start("migrate", settings={})
    assert await again.ends() == 0
    assert again.out == migrate.out


def others_may_read(file: Path) -> None:
    file.write_text(f"BOT_TOKEN={TOKEN}\n")
    file.chmod(0o644)


async def test_at_the_most_talkative_level_neither_token_nor_words_are_logged(
    house: House, stage: Stage, http: aiohttp.ClientSession
) -> None:
    others_may_read(house.folder / ".env")
    bot = house.start("run", settings=house.settings | {"LOG_LEVEL": "DEBUG"})
    await stage.is_polled()
    ann = await stage.someone("Ann Unmistakable")
    house.secrets.add("Unmistakable")
    await ann.says("/start")
    await ann.hears(texts.headline("start", name="Ann Unmistakable"))
    await ann.says("my left elbow is a secret of mine")
    await ann.says("<b>rubbish</b> \N{PILE OF POO} \N{ARABIC LETTER ALEF}" * 20)
    await ann.says("/help")
    await ann.hears(texts.headline("help"))

    await bot.stops()

    assert TOKEN not in bot.err  # and the fixture looks for everything that was typed
    assert "elbow" not in bot.err
    assert bot.err.count("Other users can read .env") == 1
