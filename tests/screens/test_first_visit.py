"""Somebody who has never used the bot goes from /start to the end of a taster and through a pause.

Only what stands on the newest message is tapped. The story is played at the speed of a wall clock, where
waits are jumped over, and once more at sixty times that speed, which the page offers.
"""

from __future__ import annotations

import pytest

from tests.screens.phone import Phone, Shown
from tests.screens.steering import STEP, WAITING, steers_no_more
from tests.texts import button, texts

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TRIES = 10
PAUSED_IN_COUNT = [[button.resume], [button.stop]]


async def begins_the_taster(phone: Phone) -> None:
    """Go from START into the get-ready count."""
    await phone.starts()
    await phone.looks("welcome")
    await phone.taps_newest(button.try_one_minute, texts.headline("who"))
    await phone.taps_newest(button.on_my_own, texts.headline("gate"))
    await phone.looks("gate")
    await phone.taps(button.yes_all_clear)


async def asks_how_to_knead(phone: Phone) -> None:
    await phone.says("how do I knead?", texts("alt.step.kneading"))
    await phone.looks("technique")
    await phone.taps_newest(button.try_it, texts("audience.alone"))


async def test_from_start_to_the_end_of_a_taster_and_through_an_ouch(new_phone: Phone) -> None:
    """No step waits for a tap of the person."""
    phone = new_phone
    await begins_the_taster(phone)
    await phone.sees(texts.opening("ready_solo"))
    await phone.looks("ready")
    await phone.waits_for(texts.done("taster", 60))
    await phone.looks("done")
    await steers_no_more(phone)

    await asks_how_to_knead(phone)
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
    await phone.waits_for(texts.opening("end"))
    await phone.looks("done_again")
    await steers_no_more(phone)


async def test_the_same_at_sixty_times_the_speed(new_phone: Phone) -> None:
    """From the first message to the last; a minute takes a second, so "ouch" may need several tries."""
    phone = new_phone
    await phone.stage.clock.speed(60)
    await begins_the_taster(phone)
    await phone.sees(texts.done("taster", 60))
    await phone.looks("done")
    await steers_no_more(phone)

    paused = await says_ouch_in_time(phone)
    assert paused.rows in (WAITING, PAUSED_IN_COUNT)
    await phone.looks("ouch")
    await phone.taps_newest(button.resume, "")
    await phone.sees(texts.opening("end"))
    await phone.stage.clock.speed(1)
    await phone.looks("done_again")
    await steers_no_more(phone)


async def says_ouch_in_time(phone: Phone) -> Shown:
    """Try the technique until "ouch" comes before its end, and return the newest message then."""
    for _ in range(TRIES):
        await asks_how_to_knead(phone)
        await phone.taps(button.start)
        ouch = await phone.says("ouch", texts.headline("paused_pain"))
        if ouch.rows:
            return ouch
    raise AssertionError("the trial was always over before the word")
