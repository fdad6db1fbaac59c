"""Every screen that the bot has, on a phone and on a desk, light and dark: it can be read and tapped at once.

No bot runs here: the messages are sent as the bot would send them, with the longest names and lists.
"""

from __future__ import annotations

import math
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.content.lengths import count_words
from bot.domain.catalogue import Catalogue
from bot.domain.ids import ChatId
from bot.domain.liking import Liking
from bot.domain.message import Message
from bot.domain.pictures import Pictures
from bot.ports import Chat
from bot.screens import settings
from bot.telegram.rendering import Renderer
from telegram_playground import Playground
from telegram_playground.client import Stage
from tests.screens.layout import MEASURE, faults_of_message
from tests.screens.phone import PATIENCE_S, SIZE
from tests.telegram.test_rendering import screens

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TOKEN = "10002:" + "S" * 35
DESK = {"width": 1280, "height": 800}
MOST_WORDS = 125  # of a message, without what a reader must unfold
MOST_WORDS_OF = {"gate": 60, "ready": 60, "prompt": 65}
# The words of an audio are read from the top to the bottom while it plays. No button stands below them.
IS_READ_ALONG = frozenset({"words"})
FOLDED = re.compile(r"<blockquote expandable>.*?</blockquote>", re.DOTALL)
COUNT = "document.querySelectorAll('#log .msg:not(.out, .typing)').length"


@pytest.fixture(scope="module")
def words(catalogue: Catalogue) -> Renderer:
    return Renderer(catalogue, catalogue.languages[0])


@pytest.fixture(scope="module")
def made(catalogue: Catalogue, words: Renderer) -> list[tuple[str, Message]]:
    """Each screen in its longest form, once for each pair of first and last texts and number of rows."""
    found: dict[Any, tuple[int, str, Message]] = {}
    for name, message in (*screens(catalogue), *fullest_settings(catalogue)):
        text = words.text(message)
        size = len(text) + 40 * text.count("\n")
        form = name, message.parts[0].id, message.parts[-1].id, len(message.buttons)
        if form not in found or found[form][0] < size:
            found[form] = size, name, message
    return [(name, message) for _, name, message in found.values()]


def fullest_settings(catalogue: Catalogue) -> Iterator[tuple[str, Message]]:
    """Yield the settings with a row for each technique, where several languages are offered."""
    chat = Chat(ChatId(1), catalogue.languages[0], zone="America/Argentina/ComodRivadavia")
    for liking in Liking:
        for there in (chat, replace(chat, zone=None, pictures=Pictures.rings)):
            likings = dict.fromkeys(catalogue.techniques, liking)
            yield "settings", settings.settings(likings, there, has_languages=True)


@pytest_asyncio.fixture(loop_scope="session")
async def chat(browser: Any, words: Renderer, made: list[tuple[str, Message]]) -> AsyncIterator[Any]:
    """The chat page, with all of these messages in one chat."""
    playground = Playground(state_path=None)
    await playground.start(port=0)
    async with Stage(playground.url, patience=PATIENCE_S) as stage, aiohttp.ClientSession() as http:
        ann = await stage.person("Ann")
        await ann.says("/start")
        for _, message in made:
            body: dict[str, Any] = {"chat_id": ann.id, "text": words.text(message), "parse_mode": "HTML"}
            if (keyboard := words.keyboard(message)) and "inline_keyboard" in keyboard:
                body["reply_markup"] = keyboard
            async with http.post(f"{playground.url}/bot{TOKEN}/sendMessage", json=body) as answer:
                assert answer.status == 200, await answer.text()
        context = await browser.new_context(viewport=SIZE, has_touch=True, reduced_motion="reduce")
        page = await context.new_page()
        await page.goto(f"{playground.url}#{ann.id}")

        async def look() -> bool | None:
            return await page.evaluate(COUNT) >= len(made) or None

        await stage.until(look, lambda: "the page does not show all messages")
        await page.evaluate("document.fonts.ready")
        yield page
        await context.close()
    await playground.stop()


async def test_every_screen_is_seen_at_once(chat: Any, made: list[tuple[str, Message]]) -> None:
    """Its first line and its last row of buttons, with words that can be told from what is behind them."""
    faults = []
    for size in (SIZE, DESK):
        await chat.set_viewport_size(size)
        for theme in ("light", "dark"):
            await chat.emulate_media(color_scheme=theme)
            look = await chat.evaluate(MEASURE)
            assert len(look["messages"]) == len(made)
            if look["sideways"]:
                faults.append(f"{size['width']} {theme}: the chat can be scrolled sideways.")
            for (name, _), message in zip(made, look["messages"], strict=True):
                height = math.inf if name in IS_READ_ALONG else look["screen"]
                found = faults_of_message(message, height)
                faults += [f"{size['width']} {theme}, {name}: {fault}" for fault in found]

    assert faults == []
    assert not any(message.buttons for name, message in made if name in IS_READ_ALONG)


async def test_no_screen_has_too_many_words(words: Renderer, made: list[tuple[str, Message]]) -> None:
    """What a reader must unfold does not count."""
    counts = [
        (name, count_words(FOLDED.sub("", words.text(message))))
        for name, message in made
        if name not in IS_READ_ALONG
    ]

    assert [(name, count) for name, count in counts if count > MOST_WORDS_OF.get(name, MOST_WORDS)] == []
