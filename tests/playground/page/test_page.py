"""The chat page in a real browser, against a real playground and a small scripted bot."""

from __future__ import annotations

import asyncio
import contextlib
import html
import os
import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.playground.server import Playground

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

TOKEN = "123456789:" + "A" * 35
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
KEYS = [
    [{"text": "Go on", "callback_data": "edit", "style": "primary"}],
    [{"text": "Nod", "callback_data": "toast"}, {"text": "Warn", "callback_data": "alert"}],
]


def chromium_path() -> str:
    """Return where Chromium is, or skip with the reason."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found or not os.access(found, os.X_OK):
        pytest.skip("Chromium is not installed (looked at CHROMIUM and on PATH).")
    return found


@dataclass
class ScriptedBot:
    """Answers /start with keys and any other text with the same text; each key has its own answer."""

    api: str
    session: aiohttp.ClientSession
    taps: list[str] = field(default_factory=list)

    async def call(self, method: str, **body: Any) -> Any:
        async with self.session.post(f"{self.api}/{method}", json=body) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def run(self) -> None:
        await self.call("setMyCommands", commands=[{"command": "help", "description": "All commands"}])
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                if "message" in update:
                    await self.hear(update["message"])
                else:
                    await self.feel(update["callback_query"])

    async def hear(self, message: dict[str, Any]) -> None:
        chat, text = message["chat"]["id"], message["text"]
        if text == "/start":
            name = html.escape(message["from"]["first_name"])
            words = f"<b>Hello</b>\nGood to see you, {name}. Try /help."
            await self.say(chat, words, reply_markup={"inline_keyboard": KEYS})
        else:
            await self.say(chat, f"You said {html.escape(text)}")

    async def say(self, chat: int, text: str, **more: Any) -> None:
        await self.call("sendMessage", chat_id=chat, text=text, parse_mode="HTML", **more)

    async def feel(self, query: dict[str, Any]) -> None:
        self.taps.append(query["data"])
        if query["data"] == "edit":
            keys = [[{"text": "Pause", "callback_data": "toast"}]]
            place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
            markup = {"inline_keyboard": keys}
            await self.call("editMessageText", text="Step 1 of 2\n▰▰▱▱▱ 40%", reply_markup=markup, **place)
            await self.call("answerCallbackQuery", callback_query_id=query["id"])
        else:
            loud = query["data"] == "alert"
            words = "Keep off the spine." if loud else "Noted."
            await self.call("answerCallbackQuery", callback_query_id=query["id"], text=words, show_alert=loud)


@pytest_asyncio.fixture(loop_scope="module")
async def playground() -> AsyncIterator[Playground]:
    opened = Playground(state_path=None)
    await opened.start(port=0)
    yield opened
    await opened.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def bot(playground: Playground) -> AsyncIterator[ScriptedBot]:
    async with aiohttp.ClientSession() as session:
        scripted = ScriptedBot(f"{playground.url}/bot{TOKEN}", session)
        running = asyncio.create_task(scripted.run())
        await playground.wait_until_polled()
        yield scripted
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Any]:
    path = chromium_path()
    api = pytest.importorskip("playwright.async_api", reason="playwright is not installed.")
    async with api.async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="module")
async def open_page(browser: Any, playground: Playground, bot: ScriptedBot) -> AsyncIterator[Any]:
    """Return a function that opens the page; whatever the browser complains of fails the test."""
    complaints: list[str] = []
    contexts: list[Any] = []

    async def opened(viewport: dict[str, int] = DESKTOP, address: str = "/", **options: Any) -> Any:
        context = await browser.new_context(viewport=viewport, reduced_motion="reduce", **options)
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: line.type in ("error", "warning") and complaints.append(line.text))
        await page.goto(playground.url + address)
        await page.wait_for_selector("#start:visible")
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert complaints == []


async def started(page: Any) -> None:
    await page.click("#start")
    await page.wait_for_selector(".key")


async def say(page: Any, text: str) -> None:
    await page.fill("#text", text)
    await page.press("#text", "Enter")


async def texts(page: Any) -> list[str]:
    lines = await page.locator("#log .text").all_inner_texts()
    return [re.sub(r"\s*(edited)?\s*\d\d:\d\d$", "", line) for line in lines]


async def test_an_empty_chat_shows_the_start_screen_and_its_button_says_start(open_page: Any) -> None:
    page = await open_page()

    name = await page.inner_text("#hello-name")
    height = (await page.locator("#start").bounding_box())["height"]
    await started(page)

    assert name
    assert height >= 56
    assert await texts(page) == ["/start", "Hello\nGood to see you, Ann. Try /help."]
    assert await page.is_hidden("#hello")
    assert await page.locator("#log .head").inner_text() == "Hello"


async def test_what_is_said_and_answered_appears_with_both_ticks(open_page: Any) -> None:
    page = await open_page()
    await started(page)

    await say(page, "my shoulders hurt")

    await page.wait_for_selector("#log >> text=You said my shoulders hurt")
    await page.wait_for_selector(".out.got >> text=my shoulders hurt")
    assert "You said my shoulders hurt" in await page.text_content("#live")


async def test_a_command_in_a_text_and_in_the_menu_is_said_when_chosen(open_page: Any) -> None:
    page = await open_page()
    await started(page)

    await page.click("#log .command >> text=/help")
    await page.wait_for_selector("#log >> text=You said /help")
    await page.fill("#text", "/h")
    await page.press("#text", "Enter")

    await page.wait_for_selector("#log >> text=You said /help >> nth=1")
    assert (await texts(page))[-2:] == ["/help", "You said /help"]


async def test_a_press_runs_until_its_answer_and_a_second_tap_does_nothing(
    open_page: Any, bot: ScriptedBot
) -> None:
    page = await open_page()
    await started(page)

    # Two taps in one breath: the second comes before any answer can.
    await page.locator(".key >> text=Nod").evaluate("key => { key.closest('.key').click(); key.click(); }")
    await page.wait_for_selector("#toast.on >> text=Noted.")
    await page.wait_for_selector("[aria-busy=true]", state="detached")
    await page.click(".key >> text=Warn")
    await page.wait_for_selector("#alert[open] >> text=Keep off the spine.")

    assert bot.taps == ["toast", "alert"]


async def test_an_edit_changes_text_and_keys_in_place_and_keeps_the_focus(open_page: Any) -> None:
    page = await open_page()
    await started(page)
    before = await page.locator("#log .msg").nth(1).element_handle()

    await page.locator(".key:has-text('Go on')").press("Enter")
    await page.wait_for_selector(".key >> text=Pause")

    assert await before.evaluate("node => node.isConnected && node.querySelectorAll('.key').length") == 1
    assert await page.evaluate("document.activeElement.textContent") == "Pause"
    assert await page.locator("#log .meta >> text=edited").count() == 1
    assert await page.get_attribute(".gauge", "aria-label") == "2 of 5"


async def test_markup_in_a_name_or_a_text_is_shown_as_text(open_page: Any) -> None:
    page = await open_page()
    name = "<img src=x> <b>Zoë</b>"

    await page.click("#add")
    await page.fill("#newcomer-name", name)
    await page.press("#newcomer-name", "Enter")
    await page.wait_for_selector(f"#bar-status:has-text('{name}')")
    await started(page)
    await say(page, "<script>document.title = 'gone'</script>")
    await page.wait_for_selector("#log >> text=You said <script>")

    assert name in (await texts(page))[1]
    assert await page.locator("#log img, #log script, #who img, #who b b").count() == 0
    assert "gone" not in await page.title()


async def test_messages_elsewhere_are_counted_in_the_title_and_marked_when_read(
    open_page: Any, bot: ScriptedBot, playground: Playground
) -> None:
    page = await open_page()
    await started(page)
    first = next(iter(playground.world.chats.people))
    await page.click("#who button >> text=Ben")
    await page.wait_for_selector("#start:visible")

    await bot.say(first, "Are you still there?")
    await page.wait_for_selector("#who .dot:visible")
    counted = await page.title()
    await page.click("#who button >> text=Ann")

    await page.wait_for_selector("#log .rule.new >> text=Unread")
    assert (counted[:4], (await page.title())[:1]) == ("(1) ", "U")


async def test_the_clock_knob_moves_peoples_time(open_page: Any, playground: Playground) -> None:
    page = await open_page()
    before = playground.clock.seconds()

    assert await page.is_disabled("#next-due")
    await page.click("text=+1 hour")
    await page.click("#speed label:has-text('×60')", position={"x": 8, "y": 8})
    await page.wait_for_selector("#chip >> text=×60")

    assert playground.clock.speed == 60
    assert playground.clock.seconds() - before >= 3600


async def test_dark_is_set_before_the_first_paint_and_can_be_changed(open_page: Any) -> None:
    page = await open_page(color_scheme="dark")

    dark = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    await page.click("#theme")
    light = await page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert (dark, light) == ("rgb(31, 26, 30)", "rgb(251, 241, 230)")


async def test_a_phone_has_no_sideways_scroll_and_its_drawers_are_inert(open_page: Any) -> None:
    page = await open_page(PHONE, "/?theme=dark")
    await started(page)
    await say(page, "w" * 300)
    await page.wait_for_selector(f"#log >> text=You said {'w' * 40}")

    widths = await page.evaluate("['html', '#log'].map(q => document.querySelector(q).scrollWidth)")
    inert = await page.evaluate("[people.inert, lab.inert, stage.inert]")
    await page.click("[data-panel-open=people]")
    opened = await page.evaluate("[people.inert, lab.inert, stage.inert]")
    await page.keyboard.press("Escape")

    assert max(widths) <= PHONE["width"]
    assert (inert, opened) == ([True, True, False], [False, True, True])
    assert await page.evaluate("document.activeElement.dataset.panelOpen") == "people"
