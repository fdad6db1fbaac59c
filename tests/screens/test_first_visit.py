"""Somebody who has never used the bot goes from /start to the end of a taster and through a pause.

Only what stands on the newest message is tapped.
"""

from __future__ import annotations

import pytest

from tests.screens.phone import Phone
from tests.screens.steering import STEP, WAITING, steers_no_more
from tests.texts import button, texts

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_from_start_to_the_end_of_a_taster_and_through_an_ouch(new_phone: Phone) -> None:
    """At sixty times the speed, which the page offers: no step waits for a tap of the person."""
    phone = new_phone
    await phone.starts()
    await phone.looks("welcome")
    await phone.taps_newest(button.try_one_minute, texts.headline("who"))
    await phone.taps_newest(button.on_my_own, texts.headline("gate"))
    await phone.looks("gate")
    await phone.taps_newest(button.yes_all_clear, texts.opening("ready_solo"))
    await phone.looks("ready")
    await phone.stage.clock.speed(60)
    await phone.sees(texts.done("taster", 60))
    await phone.stage.clock.speed(1)
    await phone.looks("done")
    await steers_no_more(phone)

    await phone.says("how do I knead?", texts("technique.kneading.about"))
    await phone.looks("technique")
    await phone.taps_newest(button.try_it, texts("audience.alone"))
    await phone.taps_newest(button.start, texts.opening("ready_solo"))
    await phone.taps_newest(button.start_now, texts.numbered(1, 2, "wall_kneading"))
    cue = await phone.waits_for(texts("cue_side"))
    assert cue.rows == STEP
    await phone.looks("other_side")
    ouch = await phone.says("ouch", texts.headline("paused_pain"))
    assert ouch.rows == WAITING
    await phone.looks("ouch")
    on = await phone.taps_newest(button.resume, texts.numbered(1, 2, "wall_kneading"))
    assert on.rows == STEP
    await phone.looks("goes_on")
    await phone.stage.clock.speed(60)
    await phone.sees(texts.opening("end"))
    await phone.stage.clock.speed(1)
    await phone.looks("done_again")
    await steers_no_more(phone)
