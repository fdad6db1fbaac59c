"""The chat page in a real browser, against a real playground and a small scripted bot."""

from __future__ import annotations

from typing import Any

import pytest

from telegram_playground.server import Playground
from tests.telegram_playground.page.scripted import PHONE, ScriptedBot, say, started, texts

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


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

    # The second tap follows at once, before the first one can be answered.
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


async def test_a_moment_is_shown_in_the_readers_zone(open_page: Any, bot: ScriptedBot) -> None:
    page = await open_page(PHONE, timezone_id="Asia/Tokyo")
    await started(page)

    said = (
        '<tg-time unix="1795435200" format="wdt">noon</tg-time> or <tg-time unix="1795435200">noon</tg-time>'
    )
    await bot.say(1001, said)

    await page.wait_for_selector("#log >> text=Mon 23 Nov 21:00 or noon")
