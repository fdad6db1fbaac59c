"""The real bot as a process, the playground's page at a phone's width, one browser for all of it.

With SCREENS=folder the pictures of all screens are kept there, with THEME=dark as well they are dark ones; a
failure leaves a picture in its tmp_path.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Generator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from telegram_playground import Playground
from telegram_playground.client import Person, Stage
from tests.process.programs import start
from tests.screens.phone import PATIENCE_S, SIZE, Phone

TOKEN = "10001:" + "S" * 35
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def playground() -> AsyncIterator[Playground]:
    opened = Playground(state_path=None)
    await opened.start(port=0)
    yield opened
    await opened.stop()


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def unknot(playground: Playground, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Path]:
    """The bot, polling, and its database; what it prints holds no traceback."""
    folder = tmp_path_factory.mktemp("unknot")
    settings = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": playground.url,
        "CLOCK_URL": f"{playground.url}/control/clock",
        "DATABASE_URL": f"sqlite:///{folder / 'unknot.sqlite3'}",
    }
    printed = folder / "printed"
    process = start(("run",), folder, settings, out=printed, err=printed)
    await playground.wait_until_polled()
    yield folder / "unknot.sqlite3"
    process.send_signal(signal.SIGTERM)
    await asyncio.to_thread(process.wait, 60)
    assert "Traceback" not in (folder / "printed").read_text("utf-8")


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def stage(playground: Playground, unknot: Path) -> AsyncIterator[Stage]:
    async with Stage(playground.url, patience=PATIENCE_S) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def page(browser: Any, playground: Playground) -> AsyncIterator[Any]:
    look = {"color_scheme": os.environ.get("THEME", "light"), "reduced_motion": "reduce"}
    context = await browser.new_context(viewport=SIZE, has_touch=True, **look)
    opened = await context.new_page()
    opened.set_default_timeout(PATIENCE_S * 1000)
    opened.complaints = []
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.on(
        "console", lambda line: line.type in ("error", "warning") and opened.complaints.append(line.text)
    )
    await opened.goto(playground.url)
    yield opened
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def ann(stage: Stage) -> Person:
    """Somebody who has not met the bot yet."""
    return await stage.person("Ann")


@pytest_asyncio.fixture(loop_scope="session")
async def ben(stage: Stage) -> Person:
    """A friend of hers."""
    return await stage.person("Ben")


@pytest_asyncio.fixture(loop_scope="session")
async def phone(new_phone: Phone) -> Phone:
    """The phone, in Ann's hands, who has pressed START."""
    await new_phone.starts()
    return new_phone


@pytest_asyncio.fixture(loop_scope="session")
async def new_phone(
    page: Any, stage: Stage, unknot: Path, ann: Person, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Phone]:
    """The phone, in Ann's hands; her chat is empty."""
    folder = os.environ.get("SCREENS")
    pictures = Path(folder) if folder else None
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
    held = Phone(page, stage, request.node.name.removeprefix("test_"), pictures, unknot)
    await stage.clock.speed(1)
    await held.goes_to(ann)
    yield held
    if request.node.stash.get(FAILED, False):
        path = tmp_path / "failed.png"
        await held.keep(path)
        sys.stdout.write(f"The screen as it was: {path}\n")
        await ann.says("/stop")  # so that nothing of hers is due in the next story
    complaints, page.complaints[:] = page.complaints[:], []
    assert complaints == []
