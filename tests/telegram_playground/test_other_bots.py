"""Bots of three libraries run unchanged against the playground: they are given its address, and no more."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from telegram_playground import pytest_plugin
from telegram_playground.client import Person, Stage

from .conftest import TOKEN

BOTS = Path(__file__).parent / "bots"
LIBRARIES = {
    "aiogram": "aiogram_bot.py",
    "pyTelegramBotAPI": "telebot_bot.py",
    "python-telegram-bot": "telegram_bot.py",
}
PATIENCE_S = 20.0
# On a busy machine the import of a library alone takes up to 20 seconds.
START_S = 60.0
playground = pytest_plugin.playground


@asynccontextmanager
async def running(playground: Stage, log: Path, *command: str, **settings: str) -> AsyncIterator[None]:
    """Run a bot as a process of its own for as long as it is looked at; on a failure `log` is shown."""
    playground.patience = START_S
    with log.open("wb") as printed:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, env={**os.environ, **settings}, stdout=printed, stderr=printed
        )
    try:
        await playground.is_listened_to()
        playground.patience = PATIENCE_S
        yield
    except AssertionError as error:
        error.add_note(f"The bot printed: {printed_in(log)}")
        error.add_note(f"Its last calls: {(await playground.calls())[-5:]}")
        raise
    finally:
        process.kill()
        await process.wait()


def printed_in(log: Path) -> str:
    return log.read_text("utf-8")


async def bytes_of(playground: Stage, url: str) -> bytes:
    async with aiohttp.ClientSession() as http, http.get(playground.url + url) as answer:
        assert answer.status == 200
        return await answer.read()


async def greets_and_edits(ann: Person) -> None:
    await ann.opens("https://t.me/unknot_bot?start=friend")
    hello = await ann.hears("Hello friend")
    assert hello.buttons == [["Begin"]]
    assert hello.raw["entities"] == [{"type": "bold", "offset": 0, "length": 5}]

    tap = await ann.presses("Begin")

    begun = await ann.hears("Begun")
    assert (begun.id, begun.buttons) == (hello.id, [])
    assert (await tap.is_answered()).text == "Here we go"


async def sends_pictures(playground: Stage, ann: Person) -> None:
    await ann.says("/picture")
    new, again = await ann.hears("new"), await ann.hears("again")
    assert new.media and again.media
    assert new.media["url"] == again.media["url"]
    content = (BOTS / "picture.png").read_bytes()
    assert await bytes_of(playground, new.media["url"]) == content
    await ann.sends("photo", content)
    await ann.hears(f"{len(content)} bytes")


async def heeds_a_limit(playground: Stage, ann: Person) -> None:
    limit = await playground.fault("retry_after", method="sendMessage", retry_after=1)
    await ann.says("/hurry")
    await ann.hears("After 1 s")
    assert await limit.used() == 1


@pytest.mark.parametrize("library", LIBRARIES)
async def test_a_bot_of_another_library_runs_unchanged(
    library: str, playground: Stage, tmp_path: Path
) -> None:
    ann = await playground.person("Ann")
    program = str(BOTS / LIBRARIES[library])
    async with running(playground, tmp_path / "log", program, TELEGRAM=playground.url, TOKEN=TOKEN):
        await greets_and_edits(ann)
        await sends_pictures(playground, ann)
        await heeds_a_limit(playground, ann)
        await ann.sends_location(52.5, 13.4)
        await ann.hears("You are at 52.5")

        calls = await playground.calls()
        refused = [call for call in calls if call["status"] != 200 and "fault" not in call]
        assert refused == []
