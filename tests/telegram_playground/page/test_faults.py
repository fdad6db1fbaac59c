"""The Faults tab: arming, disarming, the note in the chat, the marks in the list of calls."""

from __future__ import annotations

from typing import Any

import pytest

from telegram_playground.server import Playground
from tests.telegram_playground.page.scripted import PHONE, ScriptedBot, say, started

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
ANN = 1001


async def test_an_armed_fault_strikes_once_and_leaves_a_note_and_a_mark(
    open_page: Any, bot: ScriptedBot
) -> None:
    page = await open_page()
    await started(page)

    await page.click("#tab-faults")
    await page.click("#arm")
    await page.wait_for_selector("#armed li >> text=429 Slow down on sendMessage, 1×")
    badge = await page.inner_text("#armed-dot")
    answer = await bot.try_to("sendMessage", chat_id=ANN, text="Too fast")
    await page.wait_for_selector("#log .rule.note >> text=Telegram asked for a pause of 3 s.")
    await page.click("#tab-calls")

    assert (badge, answer["parameters"]) == ("1", {"retry_after": 3})
    assert await page.is_hidden("#armed-dot")
    row = page.locator("#calls li").first
    assert await row.locator(".pill.bad").inner_text() == "429"
    assert await row.locator(".mark").inner_text() == "Slow down"
    await row.locator("summary").click()
    assert '"retry_after": 3' in await row.locator("pre").inner_text()


async def test_the_form_says_which_call_where_how_often_and_by_chance(
    open_page: Any, playground: Playground
) -> None:
    page = await open_page()
    await page.focus("#tab-calls")
    await page.keyboard.press("ArrowRight")

    await page.click("label[data-kind=server_error]", position={"x": 8, "y": 8})
    await page.select_option("#fault-method", "answerCallbackQuery")
    await page.select_option("#fault-chat", label="Ben")
    for _ in range(2):
        await page.click("[data-step='1']")
    await page.click(".chance summary")
    await page.fill("#fault-chance", "50")
    await page.fill("#fault-seed", "7")
    await page.click("#arm")
    await page.wait_for_selector("#armed li >> text=500 Server error on answerCallbackQuery for Ben, 3×, 50%")

    [fault] = playground.world.faults.page()
    told = [fault[name] for name in ("kind", "method", "chat", "count", "probability", "seed")]
    assert told == ["server_error", "answerCallbackQuery", 1002, 3, 0.5, 7]
    await page.click("#armed .round")
    await page.wait_for_selector("#armed li", state="detached")
    assert await page.evaluate("document.activeElement.id") == "arm"
    assert playground.world.faults.page() == []


async def test_outage_and_flood_limits_are_switches(open_page: Any, playground: Playground) -> None:
    page = await open_page(PHONE)
    await started(page)
    await page.click("#lab-button")
    await page.click("#tab-faults")

    await page.locator("#flood").press("Space")
    await page.locator("#outage").press("Space")
    await page.wait_for_selector("#armed-dot >> text=1", state="attached")
    flood, [outage] = playground.world.flood.on, playground.world.faults.page()
    await page.locator("#outage").press("Space")
    await page.wait_for_selector("#armed-dot", state="hidden")

    notes = await page.locator("#log .rule.note").all_text_contents()
    assert [note[:16] for note in notes] == ["The line is down", "The line is back"]
    assert (flood, outage["kind"]) == (True, "outage")
    assert playground.world.faults.page() == []


async def test_the_line_says_that_the_bot_listens_and_markup_in_a_call_stays_text(open_page: Any) -> None:
    page = await open_page()
    await started(page)

    await say(page, "<img src=x>")
    await page.wait_for_selector("#log >> text=You said <img src=x>")
    row = page.locator("#calls li:has-text('sendMessage')").first
    await row.locator("summary").click()

    assert "is waiting for you to write" in await page.inner_text("#poll")
    assert "&lt;img src=x&gt;" in await row.locator("pre").inner_text()
    assert await page.locator("#calls img").count() == 0


async def test_the_line_counts_from_the_newest_poll(
    open_page: Any, bot: ScriptedBot, playground: Playground
) -> None:
    """A poll of two minutes ago gets an answer: the next one has waited for some seconds only."""
    page = await open_page()
    await started(page)
    clock = playground.clock
    wall = clock.wall
    clock.wall = lambda: wall() - 120
    await say(page, "Long ago")
    await page.wait_for_selector("#poll time >> text=/^2 min$/")

    clock.wall = wall
    await say(page, "Now")

    await page.wait_for_selector("#poll time >> text=/^[0-9]+ s$/")
    assert "is waiting for you to write" in await page.inner_text("#poll")
