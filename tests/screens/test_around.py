"""Around the sessions, on a phone: help, tips, reminders, privacy, and what is not understood."""

from __future__ import annotations

import pytest

from bot.domain.message import minutes
from tests.screens.phone import Phone
from tests.texts import button, texts

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/help", texts.headline("help")),
        ("/tip", ""),
        ("/safety", texts.headline("call_now")),
        ("/privacy", texts.headline("privacy")),
        ("/delete_me", texts("delete")),
        ("thx!!", ""),
        ("massage my neck", texts.headline("neck")),
        ("does it cure insomnia", texts.headline("no_claim")),
        ("/pause", texts("e_idle")),
        ("wibble wobble", texts("e_lost_plain")),
        ("/routine flul", texts("e_routine", text="flul", nearest="Full")),
        ("/remind 25:99", texts("e_time", text="25:99")),
    ],
)
async def test_a_line_gets_a_screen_that_fits(phone: Phone, line: str, words: str) -> None:
    await phone.says(line, words)

    await phone.looks(line.strip("/!").partition(" ")[0])


async def test_a_reminder_from_the_hour_to_the_ring(phone: Phone) -> None:
    """Hour, zone, the list, quiet hours, and the ring itself with Start on top."""
    hours = await phone.says("/remind", texts.headline("remind"))
    assert hours.rows == [["8:30", "13:00", "20:00"]]
    await phone.looks("hours")
    await phone.follows("13:00", texts.headline("zone"))
    await phone.looks("zone")
    await phone.says("Lisbon", "Next reminder:")
    await phone.looks("zone_set")
    await phone.says("/reminders", texts.headline("reminders"))
    await phone.looks("reminders")
    await phone.says("/settings", texts("settings_zone", city="Lisbon"))
    await phone.follows(button.quiet_hours, texts.headline("quiet_off"))
    await phone.looks("quiet")

    await phone.stage.clock.to_next_due()
    await phone.offers(
        [
            [button("start_minutes", n=5)],
            [button.later, button.did],
            [button.not_today, button.turn_off],
        ]
    )
    await phone.looks("ring")
    await phone.taps(button.later)
    await phone.follows(
        button("in_length", length=minutes(15)), texts("later_ok", time="13:15", usual="13:00")
    )
    await phone.looks("later")
    await phone.shows(lambda shown: all(button.not_today not in each.labels for each in shown))
    await phone.says("stop reminders", texts.headline("reminders_off"))
    await phone.looks("reminders_off")
