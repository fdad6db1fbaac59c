"""During a session, on a phone: the buttons, the words, the clock, and only one message that steers."""

from __future__ import annotations

import pytest

from telegram_playground.client import Person
from tests.screens.phone import Phone, Shown

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

STEP = [["Lighter", "Just right"], ["Pause", "Skip", "More"], ["Stop"]]
MORE = [["Back", "Repeat", "Close"], ["−15 s", "+15 s"], ["Stop"]]
WAITING = [["Resume", "Lighter"], ["Stop"]]
STEERING = {label for rows in (STEP, MORE, WAITING) for row in rows for label in row} | {"Start now", "Wait"}


async def begins(phone: Phone, routine: str = "quick") -> Shown:
    """Go through plan and gate to the get-ready count."""
    await phone.says(f"/routine {routine}", "min · ")
    await phone.follows("Start", "is it safe today?")
    return await phone.follows("Yes, all clear", "Ready in 60 s")


def steering(shown: list[Shown]) -> list[Shown]:
    """Return the messages that have buttons to steer a session."""
    return [each for each in shown if STEERING.intersection(each.labels)]


async def steers_with_its_newest(phone: Phone) -> None:
    """Wait until a session is steered from its newest message, and from no other."""
    await phone.shows(lambda shown: steering(shown) == shown[-1:])


async def steers_no_more(phone: Phone) -> None:
    """Wait until no message can steer."""
    await phone.shows(lambda shown: not steering(shown))


async def test_from_the_gate_through_all_the_buttons_of_a_step(phone: Phone) -> None:
    ready = await begins(phone)
    assert ready.rows == [["Start now", "Wait"], ["Stop"]]
    await phone.looks("ready")

    settle = await phone.follows("Start now", "1/4 Settle · 30 s")
    assert settle.rows == STEP
    await steers_with_its_newest(phone)
    await phone.taps("Skip")
    await phone.toast("Skipped. Next: Kneading.")
    kneading = await phone.sees("2/4 Kneading · 3 min")
    assert "Pressure 3–5 of 10." in kneading.text
    await phone.looks("step")
    await steers_with_its_newest(phone)

    await phone.taps("Just right")
    await phone.toast("Good. Stay just there.")
    await phone.looks("just_right")
    await phone.taps("Lighter")
    await phone.toast("Lighter: 2–3 of 10 from here on.")
    await phone.sees("Pressure 2–3 of 10.")
    await phone.looks("lighter")
    await phone.taps("Lighter")
    await phone.toast("Like a resting hand now. Skip is fine too.")

    await phone.taps("More")
    await phone.offers(MORE)
    await phone.looks("more")
    await phone.taps("+15 s")
    await phone.toast("left in this step.")
    await phone.sees("2/4 Kneading · 3 min 15 s")
    await phone.taps("−15 s")
    await phone.toast("left in this step.")
    await phone.looks("less_time")
    await phone.taps("Close")
    await phone.offers(STEP)

    paused = await phone.follows("Pause", "Paused")
    assert paused.rows == WAITING
    await phone.looks("paused")
    await phone.taps("Lighter")
    await phone.toast("Like a resting hand now. Skip is fine too.")
    await phone.follows("Resume", "2/4 Kneading")

    await phone.taps("More")
    await phone.follows("Repeat", "2/4 Kneading")
    await steers_with_its_newest(phone)
    await phone.taps("More")
    await phone.follows("Back", "1/4 Settle")
    await steers_with_its_newest(phone)
    await phone.looks("story")

    stopped = await phone.follows("Stop", "Stopped.")
    assert stopped.rows == [["Safety"]]
    await phone.looks("stopped")
    await steers_no_more(phone)


async def test_time_passes_on_the_card(phone: Phone) -> None:
    """The bar grows below the words; the other side is announced, until the next step comes by itself."""
    await phone.says("/routine solo", "Solo · 5 min")
    await phone.follows("Start", "is it safe today?")
    await phone.follows("Yes, all clear", "Ready in 20 s")
    await phone.looks("ready_solo")
    await phone.follows("Start now", "1/4 Wall-ball kneading")

    await phone.waits(15)
    card = await phone.sees("▱")
    assert "left. Next: Shoulder pinching" in card.text
    assert card.rows == STEP
    await phone.looks("card")
    await phone.waits_for("Other side now.")
    await phone.looks("other_side")
    step = await phone.waits_for("2/4 Shoulder pinching")
    assert step.rows == STEP
    await phone.shows(lambda shown: not any("Other side now." in each.text for each in shown))
    await phone.looks("next_step")
    await phone.says("/stop", "Stopped.")


async def test_typed_words_steer_too(phone: Phone) -> None:
    """Softer, pause, go on, stop: for hands that are full of oil."""
    await begins(phone)
    await phone.follows("Start now", "1/4 Settle")
    await phone.types("skip")
    await phone.sees("2/4 Kneading")

    await phone.types("softer")
    await phone.shows(lambda shown: "Lighter" in shown[-1].text and "Pressure 2–3" in shown[-3].text)
    await phone.looks("typed_softer")
    await phone.types("pause")
    await phone.offers(WAITING)
    await phone.looks("typed_pause")
    await phone.types("go on")
    await phone.offers(STEP)
    await phone.looks("typed_resume")
    await phone.says("stop", "Stopped.")
    await phone.looks("typed_stop")


async def test_a_button_of_an_older_step_answers_politely(phone: Phone, ann: Person) -> None:
    """While Telegram holds back the edit that takes the old buttons away, they say where to look."""
    await begins(phone)
    await phone.follows("Start now", "1/4 Settle")
    await steers_with_its_newest(phone)  # the edit of the message before is over
    await phone.stage.fault("retry_after", method="editMessageText", chat=ann.id, retry_after=2)
    await phone.taps("Skip")
    step = await phone.sees("2/4 Kneading")

    old = phone.page.locator("#log .msg:has-text('1/4 Settle')")
    await old.locator(".key[data-label=Pause]").click()

    await phone.toast("That button has had its turn. Use the newest message, or /routine.")
    await phone.looks("stale")
    assert (await phone.reads())[-1] == step
    await old.locator(".key:visible").first.wait_for(state="detached")
    await steers_with_its_newest(phone)
    await phone.says("/stop", "Stopped.")


async def test_red_flags_stop_everything(phone: Phone) -> None:
    """What sounds like an emergency is answered with what to do."""
    await begins(phone)
    await phone.follows("Start now", "1/4 Settle")

    flag = await phone.says("my legs are numb", "Please stop. Get help now.")
    assert flag.rows == [["Get help"], ["Not meant, go on"]]
    await phone.looks("red_flag")
    gate = await phone.follows("Not meant, go on", "is it safe today?")
    assert gate.rows[0] == ["Yes, all clear"]
    await phone.taps("Yes, all clear")
    await phone.offers(STEP)
    await phone.looks("on_again")
    await phone.says("/stop", "Stopped.")


async def test_after_an_absence_the_bot_asks(phone: Phone) -> None:
    """A leap of the clock past the step's end is an absence: go on, or stop?"""
    await begins(phone)
    await phone.follows("Start now", "1/4 Settle")
    await phone.waits(3600)

    outage = await phone.sees("Sorry, I was away for")
    assert outage.rows == [["Continue"], ["Stop"]]
    await phone.looks("outage")
    assert "Step 2, Kneading, is waiting." in outage.text
    await phone.follows("Continue", "2/4 Kneading")
    await steers_with_its_newest(phone)
    await phone.says("/stop", "Stopped.")
