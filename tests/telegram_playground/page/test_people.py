"""Blocking, replying, deep links, and a group with its members."""

from __future__ import annotations

from typing import Any

import pytest

from tests.telegram_playground.page.scripted import PHONE, ScriptedBot, say, started, texts

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
ANN = 1001
GROUP = "#who button >> text=Sunday stretch"


async def test_a_block_hides_the_message_box_until_it_is_taken_back(open_page: Any, bot: ScriptedBot) -> None:
    page = await open_page()
    await started(page)

    await page.click("#title")
    await page.click("#card-block")
    await page.wait_for_selector("#start >> text=Unblock and start")
    hidden = await page.is_hidden("#write")
    refused = await bot.try_to("sendMessage", chat_id=ANN, text="Are you there?")
    await page.click("#start")

    await page.wait_for_selector("#write:visible")
    await page.wait_for_selector("#log >> text=Good to see you, Ann >> nth=1")
    assert (hidden, refused["error_code"]) == (True, 403)
    changes = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in bot.seen
        if "my_chat_member" in update
    ]
    assert changes == ["kicked", "member"]


async def test_a_reply_says_what_it_answers(open_page: Any, bot: ScriptedBot) -> None:
    page = await open_page(PHONE)
    await started(page)

    await page.dblclick("#log .msg:not(.out) .bubble", position={"x": 5, "y": 24})
    strip = await page.inner_text("#answering-what")
    await say(page, "yes please")
    await page.wait_for_selector("#log .out .quote")

    assert strip.startswith("Hello Good to see you")
    assert await page.is_hidden("#answering")
    [answered] = [one["message"] for one in bot.seen if one.get("message", {}).get("text") == "yes please"]
    assert answered["reply_to_message"]["text"].startswith("Hello")


async def test_escape_lets_a_reply_go_and_closes_the_card(open_page: Any) -> None:
    page = await open_page()
    await started(page)

    await page.locator("#log .msg:not(.out)").hover()
    await page.click("#log .msg:not(.out) .answer")
    await page.press("#text", "Escape")
    gone = await page.is_hidden("#answering")
    await page.click("#title")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Escape")

    assert gone
    assert await page.is_hidden("#card")
    assert await page.evaluate("document.activeElement.id") == "title"


async def test_a_deep_link_starts_with_its_parameter(open_page: Any, bot: ScriptedBot) -> None:
    page = await open_page()

    await page.click("#title")
    await page.fill("#card-start", "routine_desk")
    await page.press("#card-start", "Enter")
    await page.wait_for_selector(".key")

    assert (await texts(page))[0] == "/start routine_desk"


async def test_in_a_group_one_speaks_as_a_member_and_the_bot_can_be_added(
    open_page: Any, bot: ScriptedBot
) -> None:
    page = await open_page()
    await page.click(GROUP)

    await page.click("#absent button")
    await page.wait_for_selector("#absent", state="hidden")
    await page.wait_for_selector("#log .rule >> text=added")
    await say(page, "/start")
    await page.wait_for_selector("#log .by >> text=Unknot")
    await page.click("#members label:has-text('Ben')", position={"x": 8, "y": 8})
    await page.wait_for_selector("#log .by >> text=Ann")
    await say(page, "only for Ann")
    await page.wait_for_selector("#log .out >> text=only for Ann")
    await page.locator(".key >> text=Nod").click()
    await page.wait_for_selector("#toast.on >> text=Noted.")

    assert await page.inner_text("#bar-name") == "Sunday stretch"
    assert await page.locator("#log .msg:not(.out) > .ava").count() == 2
    heard = [update["message"]["text"] for update in bot.seen if "text" in update.get("message", {})]
    assert [words.split("@")[0] for words in heard] == ["/start"], "privacy mode keeps the rest away"
