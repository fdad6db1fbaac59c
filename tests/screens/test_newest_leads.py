"""On a phone, whatever is typed in a session: its newest message can be tapped on, and no older one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.process.story import words_of
from tests.screens.phone import Phone
from tests.screens.steering import SOFTER, STEP, WAITING, begins, steers_no_more
from tests.texts import button, texts

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# What is typed, the buttons of the newest message after it, and words of the answer above or on it.
TYPED = [
    ("/tip", STEP, ""),
    ("ouch", WAITING, texts.headline("paused_pain")),
    ("what now", WAITING, texts.opening("paused")),
    ("/help", WAITING, ""),
    ("resume", STEP, texts("resumed")),
    ("/technique kneading", STEP, ""),
    ("hello?", STEP, texts.headline("session_on", i=2, n=4)),
    ("softer", SOFTER, texts("lighter")),
    ("as before", STEP, texts("as_before")),
    ("bla bla", STEP, ""),
]


async def leads(phone: Phone, rows: list[list[str]]) -> None:
    """Wait until the newest message has these buttons, only it steers, and no older copy shows a time."""
    await phone.shows(
        lambda shown: (
            shown[-1].rows == rows
            and [each for each in shown if [button.stop] in each.rows] == shown[-1:]
            and not any(" left." in each.text for each in shown[:-1])
        )
    )


async def test_whatever_is_typed_the_newest_message_leads(phone: Phone) -> None:
    """Pausing by "ouch", asking, and going on, all by the newest message."""
    await begins(phone)
    await phone.follows(button.start_now, "1/4 Settle")
    await phone.follows(button.skip, "2/4 Kneading")  # this step is long enough for all that is typed
    for line, rows, words in TYPED:
        await phone.types(line)
        await leads(phone, rows)
        assert words in (await phone.reads())[-1].text
        await phone.looks(line)

    await phone.follows(button.pause, texts.opening("paused"))
    await phone.follows(button.resume, "2/4 Kneading")
    await phone.follows(button.skip, "3/4 Pushing")
    await leads(phone, STEP)
    await phone.says("stop", texts.opening("stopped"))
    await steers_no_more(phone)


async def edits_of(phone: Phone, after: int = 0) -> list[dict[str, Any]]:
    """Return the calls that changed words, in order."""
    methods = ("editMessageText", "editMessageCaption", "editMessageMedia")
    calls = [call for method in methods for call in await phone.stage.calls(method, after=after)]
    return sorted(calls, key=lambda call: int(call["id"]))


async def test_the_card_is_true_on_a_fast_clock(phone: Phone) -> None:
    """Its time is redrawn for each quarter of a minute of people's time."""
    await begins(phone, "full")
    await phone.follows(button.start_now, "1/7 Settle")
    await phone.taps(button.skip)
    await phone.sees("2/7 Kneading")
    newest = (await phone.stage.calls())[-1]["id"]
    await phone.stage.clock.speed(10)

    async def look() -> bool | None:
        drawn = "".join(words_of(call) for call in await edits_of(phone, after=newest))
        return all(f"{left} left." in drawn for left in ("2:30", "2:00")) or None

    await phone.stage.until(look, lambda: "the time is not drawn anew")
    await phone.stage.clock.speed(1)
    left = words_of((await edits_of(phone))[-1])
    await phone.shows(lambda shown: shown[-1].lines[0] in left)
    await phone.says("stop", texts.opening("stopped"))
    await steers_no_more(phone)


async def test_the_page_says_that_nobody_needs_to_wait(new_phone: Phone) -> None:
    """Before START, where the clock is, and beside the clock itself."""
    assert "×60" in await new_phone.page.inner_text("#hello-time")
    hint = await new_phone.page.text_content(".clock .hint")
    assert "×10 and ×60" in hint and "jumps" in hint
