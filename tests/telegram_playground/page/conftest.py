"""A playground, a small scripted bot, and browser pages; an error on a page fails the test."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest_asyncio

from telegram_playground.server import Playground
from tests.telegram_playground.page.scripted import ALTS, DESKTOP, TOKEN, ScriptedBot


@pytest_asyncio.fixture(loop_scope="session")
async def playground() -> AsyncIterator[Playground]:
    opened = Playground(state_path=None, alts=ALTS)
    await opened.start(port=0)
    yield opened
    await opened.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def bot(playground: Playground) -> AsyncIterator[ScriptedBot]:
    async with aiohttp.ClientSession() as session:
        scripted = ScriptedBot(f"{playground.url}/bot{TOKEN}", session)
        running = asyncio.create_task(scripted.run())
        await playground.wait_until_polled()
        yield scripted
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Any, playground: Playground) -> AsyncIterator[Any]:
    """Return a function that opens the page; an error or a warning of the browser fails the test."""
    complaints: list[str] = []
    contexts: list[Any] = []

    def complain(line: Any) -> None:
        if line.type in ("error", "warning"):
            complaints.append(line.text)

    async def opened(viewport: dict[str, int] = DESKTOP, address: str = "/", **options: Any) -> Any:
        context = await browser.new_context(viewport=viewport, reduced_motion="reduce", **options)
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(90_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", complain)
        await page.goto(playground.url + address)
        await page.wait_for_selector("#start:visible, #write:visible")
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(visit: Any, bot: ScriptedBot) -> Any:
    """The same, with the scripted bot listening."""
    return visit
