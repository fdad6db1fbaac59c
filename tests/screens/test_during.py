"""During a session, on a phone: the buttons, the words, the clock, and only one message that steers."""

from __future__ import annotations

import pytest

from telegram_playground.client import Person
from tests.screens.phone import Phone
from tests.screens.steering import MORE, SOFTER, STEP, WAITING, begins, steers_no_more, steers_with_its_newest
from tests.texts import button, texts

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_from_the_gate_through_all_the_buttons_of_a_step(phone: Phone) -> None:
    ready = await begins(phone)
    assert ready.rows == [[button.start_now, button.wait], [button.stop]]
    await phone.looks("ready")

    settle = await phone.follows(button.start_now, texts.step(1, 4, "settle", 30))
    assert settle.rows == STEP
    await steers_with_its_newest(phone)
    await phone.taps(button.skip)
    await phone.toast(texts("skipped", next="Kneading"))
    kneading = await phone.sees(texts.step(2, 4, "kneading", 180))
    assert texts("pressure", range="3–5") in kneading.text
    await phone.looks("step")
    await steers_with_its_newest(phone)

    await phone.taps(button.just_right)
    await phone.toast(texts("just_right"))
    await phone.looks("just_right")
    await phone.taps(button.more)
    await phone.offers(MORE)
    await phone.looks("more")
    await phone.taps(button.plus_15)
    await phone.toast(texts("stretched", left="").strip())
    await phone.sees(texts.step(2, 4, "kneading", 195))
    await phone.taps(button.minus_15)
    await phone.toast(texts("stretched", left="").strip())
    await phone.looks("less_time")
    await phone.taps(button.close)
    await phone.offers(STEP)

    paused = await phone.follows(button.pause, texts.opening("paused"))
    assert paused.rows == WAITING
    await phone.looks("paused")
    await phone.follows(button.resume, "2/4 Kneading")

    await phone.taps(button.more)
    await phone.follows(button.repeat, "2/4 Kneading")
    await steers_with_its_newest(phone)
    await phone.taps(button.more)
    await phone.follows(button.back, "1/4 Settle")
    await steers_with_its_newest(phone)
    await phone.looks("story")

    stopped = await phone.follows(button.stop, texts.opening("stopped"))
    assert stopped.rows == [[button.safety]]
    await phone.looks("stopped")
    await steers_no_more(phone)


async def test_lighter_has_a_way_back(phone: Phone) -> None:
    """Also while the session is paused, where Lighter stands in the same place."""
    await begins(phone)
    await phone.follows(button.start_now, "1/4 Settle")
    await phone.follows(button.skip, "2/4 Kneading")
    await phone.taps(button.lighter)
    await phone.toast(texts("lighter"))
    await phone.sees(texts("pressure", range="2–3"))
    await phone.looks("lighter")
    await phone.taps(button.lighter)
    await phone.toast(texts("lighter_2"))
    softer = await phone.sees(texts("pressure", range="1–2"))
    assert softer.rows == SOFTER
    await phone.looks("softer")
    await phone.taps(button.as_before)
    await phone.toast(texts("as_before"))
    await phone.offers(STEP)

    await phone.follows(button.pause, texts.opening("paused"))
    await phone.offers(WAITING)
    await phone.taps(button.lighter)
    await phone.toast(texts("lighter"))
    await phone.offers([[button.lighter, button.as_before], *WAITING[1:]])
    await phone.looks("paused_and_softer")
    await phone.follows(button.resume, "2/4 Kneading")
    await phone.offers(SOFTER)
    await phone.follows(button.stop, texts.opening("stopped"))


async def test_time_passes_on_the_card(phone: Phone) -> None:
    """The bar grows below the text, and the other side is announced. The next step comes by itself."""
    await phone.says("/routine solo", "Solo · 5 min")
    await phone.follows(button.start, texts.headline("gate"))
    await phone.follows(button.yes_all_clear, texts.headline("ready", n=20))
    await phone.looks("ready_solo")
    await phone.follows(button.start_now, texts.numbered(1, 4, "wall_kneading"))

    await phone.waits(15)
    following = texts.step_name("shoulder_pinching")
    shown = await phone.shows(lambda shown: texts.are_in(shown[-1].text, "card_left", next=following))
    card = shown[-1]
    assert card.rows == STEP
    await phone.looks("card")
    await phone.waits_for(texts("cue_side"))
    await phone.looks("other_side")
    step = await phone.waits_for(texts.numbered(2, 4, "shoulder_pinching"))
    assert step.rows == STEP
    await phone.shows(lambda shown: not any(texts("cue_side") in each.text for each in shown))
    await phone.looks("next_step")
    await phone.says("/stop", texts.opening("stopped"))


async def test_typed_words_steer_too(phone: Phone) -> None:
    """Softer, pause, go on, stop: for hands that are full of oil."""
    await begins(phone)
    await phone.follows(button.start_now, "1/4 Settle")
    await phone.types("skip")
    await phone.sees("2/4 Kneading")

    await phone.types("softer")
    card = await phone.sees(texts("lighter"))
    assert texts("pressure", range="2–3") in card.text
    await steers_with_its_newest(phone)
    await phone.looks("typed_softer")
    await phone.types("pause")
    await phone.offers([[button.lighter, button.as_before], *WAITING[1:]])
    await phone.looks("typed_pause")
    await phone.types("go on")
    await phone.offers(SOFTER)
    await phone.looks("typed_resume")
    await phone.says("stop", texts.opening("stopped"))
    await phone.looks("typed_stop")


async def test_a_button_of_an_older_step_answers_politely(phone: Phone, ann: Person) -> None:
    """While the edit that removes the old buttons waits, a tap on them says where to look."""
    await begins(phone)
    await phone.follows(button.start_now, "1/4 Settle")
    await steers_with_its_newest(phone)  # the earlier edit of the message is done
    for method in (
        "editMessageText",
        "editMessageCaption",
    ):  # words, or those below a picture
        await phone.stage.fault("retry_after", method=method, chat=ann.id, retry_after=2)
    await phone.taps(button.skip)
    step = await phone.sees("2/4 Kneading")

    old = phone.page.locator("#log .msg:has-text('1/4 Settle')")
    await old.locator(".key[data-label=Pause]").click()

    await phone.toast(texts("e_stale"))
    await phone.page.locator("#down").dispatch_event("click")  # below the picture the newest was out of sight
    await phone.looks("stale")
    assert (await phone.reads())[-1] == step
    await old.locator(".key:visible").first.wait_for(state="detached")
    await steers_with_its_newest(phone)
    await phone.says("/stop", texts.opening("stopped"))


async def test_red_flags_stop_everything(phone: Phone) -> None:
    """What sounds like an emergency is answered with what to do."""
    await begins(phone)
    await phone.follows(button.start_now, "1/4 Settle")

    flag = await phone.says("my legs are numb", texts.headline("redflag_running"))
    assert flag.rows == [[button.get_help], [button.not_meant], [button.stop]]
    await steers_with_its_newest(phone)
    await phone.looks("red_flag")
    await phone.follows(button.not_meant, texts.headline("gate"))
    await phone.taps(button.yes_all_clear)
    await phone.offers(STEP)
    await steers_with_its_newest(phone)
    await phone.looks("on_again")
    await phone.says("/stop", texts.opening("stopped"))


async def test_after_an_absence_the_bot_asks(phone: Phone) -> None:
    """A jump of the clock past the step's end counts as an absence: the bot asks whether to go on."""
    await begins(phone)
    await phone.follows(button.start_now, "1/4 Settle")
    await phone.waits(3600)

    outage = await phone.sees(texts.opening("outage"))
    assert outage.rows == [[button("continue")], [button.stop]]
    await phone.looks("outage")
    assert "Step 2, Kneading, is waiting." in outage.text
    await phone.follows(button("continue"), "2/4 Kneading")
    await steers_with_its_newest(phone)
    await phone.says("/stop", texts.opening("stopped"))
