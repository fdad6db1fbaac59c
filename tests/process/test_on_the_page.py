"""The bot on the playground's chat page: one person goes through a whole session by the bot's own buttons."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from telegram_playground.server import Playground
from tests.telegram_playground.page import conftest as page_fixtures
from tests.telegram_playground.page.scripted import PHONE, say
from tests.texts import button

from .programs import start

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TOKEN = "10001:" + "T" * 35
SPEED = 60
# The browser lives for the whole run, so its playground must live in the same event loop.
playground = page_fixtures.playground
visit = page_fixtures.visit


@pytest.fixture
def unknot(playground: Playground, tmp_path: Path) -> Iterator[None]:
    """The bot as a process of its own."""
    settings = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": playground.url,
        "CLOCK_URL": f"{playground.url}/control/clock",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'unknot.sqlite3'}",
    }
    printed = tmp_path / "printed"
    process = start(("run",), tmp_path, settings, out=printed, err=printed)
    yield
    process.send_signal(signal.SIGTERM)
    process.wait(60)
    assert "Traceback" not in (tmp_path / "printed").read_text("utf-8")


async def test_a_person_starts_opens_the_menu_and_goes_through_a_whole_session(
    visit: Any, playground: Playground, unknot: None
) -> None:
    await playground.wait_until_polled()
    page = await visit(PHONE)
    page.set_default_timeout(90_000)

    async def press(label: str) -> None:
        await page.locator(f"#log .key:has-text('{label}')").last.click()

    await page.click("#start")
    await page.wait_for_selector("#log .msg:not(.out, .typing)")
    await page.wait_for_selector("#slash:visible")
    await page.click("#slash")
    await page.wait_for_selector("#menu [role=option] >> text=/routine")
    await page.fill("#text", "")
    await say(page, "/routine taster")
    await page.wait_for_selector("#log .msg >> text=with a partner")
    await press(button.on_my_own)
    await page.wait_for_selector("#log .msg >> text=on your own")
    await press(button.start)
    await press(button.yes_all_clear)
    await page.wait_for_selector("#log .msg >> text=Ready in")
    # From here on people's time runs fast; the browser's own time does not.
    await page.click("[data-panel-open=people]")
    await page.click("#speed label:has-text('×60')", position={"x": 8, "y": 8})
    await page.keyboard.press("Escape")
    await page.wait_for_selector("#log .msg >> text=Done: Taster, 1 min")

    assert playground.clock.speed == SPEED
    assert await page.evaluate("document.querySelector('#log').scrollWidth") <= PHONE["width"]
    assert await page.locator("#toast.on, #offline:visible").count() == 0
