"""A bot, a playground and a phone of their own, for stories that are too long for the suite.

They are commands: `python -m tests.screens.in_chinese FOLDER` plays a story and keeps its pictures in FOLDER.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.async_api import async_playwright

from telegram_playground import Playground
from telegram_playground.client import Stage
from tests.browsers import find_chromium
from tests.screens.bot import Bot
from tests.screens.phone import PATIENCE_S, SIZE, Phone

A_PERSON = 5_234_567_890_123  # the bytes of a short number are found in a file by chance

Story = Callable[[Phone], Awaitable[None]]


@asynccontextmanager
async def a_phone(
    name: str,
    pictures: Path,
    *,
    language: str = "en",
    at: datetime | None = None,
    moves: bool = False,
    zone: str | None = None,
) -> AsyncIterator[Phone]:
    """Open the chat page for a new person whose app is in `language`; nothing printed holds a traceback.

    `at`: the moment at which the story begins. `moves`: the person has not asked for reduced motion. `zone`:
    where the phone is; None: where this machine is.
    """
    with tempfile.TemporaryDirectory(prefix="unknot-") as made:
        folder, playground = Path(made), Playground(state_path=None)
        await playground.start(port=0)
        async with (
            Stage(playground.url, patience=PATIENCE_S) as stage,
            a_page(playground.url, moves=moves, zone=zone) as page,
        ):
            playground.world.chats.next_person = A_PERSON
            if at is not None:
                await stage.clock.to(at)
            person = await stage.person("Ann", language)
            bot = Bot(folder, playground.url, stage)
            await bot.starts()
            phone = Phone(page, stage, name, pictures, bot.database, bot=bot)
            try:
                await phone.goes_to(person)
                yield phone
            finally:
                await phone.keep(pictures / f"{name}-last.png")
                await bot.stops()
            assert "Traceback" not in bot.printed, bot.printed
            assert page.complaints == []
        await playground.stop()


@asynccontextmanager
async def a_page(url: str, *, moves: bool = False, zone: str | None = None) -> AsyncIterator[Any]:
    """Open Chromium with the chat page; what it complains of is kept in `complaints`."""
    path = find_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        theme = os.environ.get("THEME", "light")
        motion = "no-preference" if moves else "reduce"
        look: Any = {"viewport": SIZE, "color_scheme": theme, "reduced_motion": motion, "timezone_id": zone}
        context = await browser.new_context(has_touch=True, **look)
        page: Any = await context.new_page()
        page.set_default_timeout(PATIENCE_S * 1000)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "console", lambda line: line.type in ("error", "warning") and page.complaints.append(line.text)
        )
        await page.goto(url)
        yield page
        await browser.close()


def play(
    name: str, story: Story, *, language: str = "en", at: datetime | None = None, zone: str | None = None
) -> None:
    """Play a story as a command."""
    parser = argparse.ArgumentParser(prog=f"python -m tests.screens.{name}")
    parser.add_argument("folder", type=Path, help="where the pictures are kept")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)

    async def run() -> None:
        async with a_phone(name, folder, language=language, at=at, zone=zone) as phone:
            await story(phone)
            sys.stdout.write(f"{name}: {phone.taken} pictures in {folder}; look at them.\n")

    asyncio.run(run())
