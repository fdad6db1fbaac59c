"""Around the sessions, on a phone: help, tips, reminders, privacy, and what is not understood."""

from __future__ import annotations

import pytest

from tests.screens.phone import Phone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/help", "What I can do"),
        ("/tip", ""),
        ("/safety", "See a doctor today"),
        ("/privacy", "What I keep"),
        ("/delete_me", "Delete everything?"),
        ("thx!!", ""),
        ("massage my neck", "No neck here"),
        ("does it cure a slipped disc", "I make no such promise."),
        ("/pause", "Nothing is running."),
        ("wibble wobble", "I didn't get that."),
        ("/routine flul", "The nearest is Full."),
        ("/remind 25:99", "isn't on my clock"),
    ],
)
async def test_a_line_gets_a_screen_that_fits(phone: Phone, line: str, words: str) -> None:
    await phone.says(line, words)

    await phone.looks(line.strip("/!").partition(" ")[0])


async def test_a_reminder_from_the_hour_to_the_ring(phone: Phone) -> None:
    """Hour, zone, the list, quiet hours, and the ring itself with Start on top."""
    hours = await phone.says("/remind", "When shall I ring?")
    assert hours.rows == [["8:30", "13:00", "20:00"]]
    await phone.looks("hours")
    await phone.follows("13:00", "What time is it where you are?")
    await phone.looks("zone")
    await phone.says("Lisbon", "Next ring:")
    await phone.looks("zone_set")
    await phone.says("/reminders", "Your reminders")
    await phone.looks("reminders")
    await phone.says("/settings", "Time zone: Lisbon")
    await phone.follows("Quiet hours", "Quiet hours: off.")
    await phone.looks("quiet")

    await phone.stage.clock.to_next_due()
    await phone.offers([["Start 5 min"], ["Later (15 min)", "Not today"], ["Stop reminders"]])
    await phone.looks("ring")
    await phone.follows("Later (15 min)", "Your usual hour stays 13:00.")
    await phone.looks("later")
    await phone.follows("Stop reminders", "All reminders are off.")
    await phone.looks("reminders_off")
