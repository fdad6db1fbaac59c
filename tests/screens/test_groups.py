"""In a group, on a phone: the bot says hello, anybody steers, settings are for administrators."""

from __future__ import annotations

import pytest

from telegram_playground.client import Person, Stage
from tests.screens.phone import Phone
from tests.texts import button, texts

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_session_in_a_group_is_steered_by_anybody(
    phone: Phone, stage: Stage, ann: Person, ben: Person
) -> None:
    team = await stage.group("Sunday stretch", ben, administrators=[ann])
    await phone.goes_to_group(team)
    await phone.page.click("#absent button")
    hello = await phone.sees(texts.opening("group"))
    command = await phone.page.locator("#log .command >> text=/routine").inner_text()
    assert command.startswith("/routine@")
    assert command in hello.text
    await phone.looks("hello")

    await phone.says(f"{command} quick", "Quick · 5 min")
    await phone.follows(button.start, texts.headline("gate"))
    await phone.follows(button.yes_all_clear, texts.headline("ready", n=60))
    await phone.follows(button.start_now, "1/4 Settle")
    await phone.looks("step")
    await phone.page.click("#members label:has-text('Ben')", position={"x": 8, "y": 8})
    await phone.taps(button.pause)
    await phone.sees(texts.opening("paused"))
    await phone.looks("paused_by_ben")
    await phone.says("/stop", texts.opening("stopped"))
    await phone.says("/settings", texts("e_admin"))
    await phone.looks("for_administrators")


async def test_help_in_a_group_and_the_way_to_own_routines(phone: Phone, stage: Stage, ann: Person) -> None:
    """Each command has the bot's name; a person's own routines are in the private chat."""
    await phone.goes_to_group(await stage.group("Two tired backs", administrators=[ann]))
    await phone.page.click("#absent button")
    await phone.sees(texts.opening("group"))

    help_ = await phone.says("/help", texts.headline("group_help"))
    assert help_.rows == [[button.routines, button.techniques], [button.a_tip, button.safety]]
    await phone.looks("help")
    own = await phone.says("/my_routines", texts.opening("e_own_private"))
    assert own.rows == [[button.routines]]
    assert "start=my_routines" in own.text
    await phone.looks("own_routines")
