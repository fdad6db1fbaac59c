"""In a group, on a phone: the bot says hello, anybody steers, settings are for administrators."""

from __future__ import annotations

import pytest

from telegram_playground.client import Person, Stage
from tests.screens.phone import Phone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_session_in_a_group_is_steered_by_anybody(
    phone: Phone, stage: Stage, ann: Person, ben: Person
) -> None:
    team = await stage.group("Sunday stretch", ben, administrators=[ann])
    await phone.goes_to_group(team)
    await phone.page.click("#absent button")
    hello = await phone.sees("Hello, all.")
    command = await phone.page.locator("#log .command >> text=/routine").inner_text()
    assert command.startswith("/routine@")
    assert command in hello.text
    await phone.looks("hello")

    await phone.says(f"{command} quick", "Quick · 5 min")
    await phone.follows("Start", "is it safe today?")
    await phone.follows("Yes, all clear", "Ready in 60 s")
    await phone.follows("Start now", "1/4 Settle")
    await phone.looks("step")
    await phone.page.click("#members label:has-text('Ben')", position={"x": 8, "y": 8})
    await phone.taps("Pause")
    await phone.sees("Paused")
    await phone.looks("paused_by_ben")
    await phone.says("/stop", "Stopped.")
    await phone.says("/settings", "only administrators can change this")
    await phone.looks("for_administrators")


async def test_help_in_a_group_and_the_way_to_own_routines(phone: Phone, stage: Stage, ann: Person) -> None:
    """Each command has the bot's name; what belongs to one person is in the private chat."""
    await phone.goes_to_group(await stage.group("Two tired backs", administrators=[ann]))
    await phone.page.click("#absent button")
    await phone.sees("Hello, all.")

    help_ = await phone.says("/help", "What I can do here")
    assert help_.rows == [["Routines", "Techniques"], ["A tip", "Safety"]]
    await phone.looks("help")
    own = await phone.says("/my_routines", "Own routines belong to one person.")
    assert own.rows == [["Routines"]]
    assert "start=my_routines" in own.text
    await phone.looks("own_routines")
