"""Before a session, on a phone: for whom, is it safe, which routine, how long, at what pace, which cues."""

from __future__ import annotations

import pytest

from tests.screens.phone import Phone
from tests.texts import button, texts

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PLAN = [
    [button.start, button.audio],
    [button.length, button.pace, button.cues],
    [button.on_my_own, button.routines],
]


async def test_from_start_to_unsure(new_phone: Phone) -> None:
    """Three taps from the welcome to the gate, and a way out of it that is no massage."""
    phone = new_phone
    welcome = await phone.starts()
    assert welcome.headline == texts.headline("start", name="Ann")
    assert welcome.rows == [
        [button.try_one_minute],
        [button.techniques, button.routines],
        [button.reminder, button.language],
    ]
    await phone.looks("welcome")

    who = await phone.follows(button.try_one_minute, texts.headline("who"))
    assert who.rows == [[button.with_partner, button.on_my_own], [button.routines]]
    await phone.looks("who")

    gate = await phone.follows(button.with_partner, texts.headline("gate"))
    assert gate.rows == [[button.yes_all_clear], [button.not_sure]]
    assert texts("gate").splitlines()[1] in gate.text
    await phone.looks("gate")  # the title and the buttons are on the screen together

    unsure = await phone.follows(button.not_sure, texts.headline("unsure"))
    assert unsure.rows == [[button.a_tip, button.five_breaths], [button.safety]]
    await phone.looks("unsure")
    await phone.follows(button.five_breaths, texts.headline("five_breaths"))
    await phone.looks("breaths")
    await phone.follows(button.first_breath, texts.headline("breath", i=1, n=5))
    await phone.looks("breath")


async def test_the_gates_other_way_out_and_the_safety_card(phone: Phone) -> None:
    """Safety opens from the gate's other way out, part by part."""
    await phone.follows(button.try_one_minute, texts.headline("who"))
    await phone.follows(button.on_my_own, texts.headline("gate"))
    await phone.follows(button.not_sure, texts.headline("unsure"))

    card = await phone.follows(button.safety, texts.headline("call_now"))
    assert card.rows == [[button.when_not_to, button.keep_off], [button.pressure]]
    await phone.looks("safety")  # safety words are never cut
    for label, words in (
        (button.when_not_to, "much alcohol"),
        (button.keep_off, "points of the shoulders"),
        (button.pressure, "0 to 10"),
    ):
        part = await phone.follows(label, words)
        assert part.rows == [[button.safety]]
        await phone.looks(label)
        await phone.follows(button.safety, texts.headline("call_now"))


async def test_routines_and_the_plan_with_length_pace_and_cues(phone: Phone) -> None:
    """Each choice is made in place, in the same message, and Start stays on top."""
    pick = await phone.says("/routine", texts.headline("pick"))
    assert pick.rows == [
        [button("routine.taster"), button("routine.quick"), button("routine.full")],
        [button("routine.long"), button("routine.deep"), button("routine.solo")],
        [button.my_own],
    ]
    await phone.looks("pick")

    plan = await phone.follows(button("routine.full"), texts.plan("full", 10))
    assert plan.rows == PLAN
    assert texts("plan_line_walking", name="Rolling", time="2:20", walk="10 s") in plan.lines
    await phone.looks("plan")

    lengths = await phone.follows(button.length, "Full · 10 min")
    assert lengths.rows == [[button.start], ["1", "3", "5"], ["• 10", "15", "20"], [button.close]]
    await phone.looks("lengths")
    short = await phone.follows("3", "Full · 3 min")
    assert any(line.startswith(texts.opening("plan_shortened")) for line in short.lines)
    await phone.looks("shortened")
    await phone.taps(button.length)
    await phone.follows("5", "Full · 5 min")

    paces = await phone.follows(button.pace, texts.headline("pace_about"))
    assert paces.rows == [[button.start], ["• Beginner", button.practised], [button.close]]
    await phone.looks("paces")
    await phone.follows(button.practised, "Full · 5 min")

    cues = await phone.follows(button.cues, texts.headline("cues_about"))
    assert cues.rows[2] == [button("cue_side", state="on"), button("cue_sound", state="off")]
    await phone.looks("cues")
    await phone.taps(button("cue_sound", state="off"))
    await phone.offers(
        [
            [button.start],
            [button("cue_half", state="on"), button("cue_ten", state="on")],
            [button("cue_side", state="on"), button("cue_sound", state="on")],
            [button.close],
        ]
    )
    await phone.looks("sound_on")
    await phone.taps(button.close)
    await phone.offers(PLAN)

    assert len([shown for shown in await phone.reads() if not shown.own]) == 2, "the welcome and the plan"


async def test_ten_minutes_alone_say_what_to_fetch(phone: Phone) -> None:
    """Full is turned over in the same message; Solo fills ten minutes as well."""
    await phone.says("/routine full", texts.plan("full", 10))
    alone = await phone.follows(button.on_my_own, texts.plan("full", 10, "alone"))
    assert alone.rows == [*PLAN[:2], [button.with_partner, button.routines]]
    assert texts.needs("ball", "wall", "second_ball", "sock") in alone.lines
    await phone.looks("full_alone")
    await phone.follows(button.with_partner, texts.plan("full", 10))

    solo = await phone.says("/routine solo 10", texts.plan("solo", 10, "alone"))
    assert solo.lines[-1] == texts.needs("ball", "wall")
    await phone.looks("solo")
    await phone.follows(button.start, texts.headline("gate"))
    ready = await phone.follows(button.yes_all_clear, texts.headline("ready", n=20))
    assert texts("ready_solo", n=20).splitlines()[2] in ready.text
    await phone.says("/stop", texts.opening("stopped"))


async def test_a_length_that_cannot_be_is_refused_with_those_that_can(phone: Phone) -> None:
    """Seven minutes: which of these?"""
    asked = await phone.says("/routine full 7", texts.opening("e_length", lengths="1, 3, 5, 10, 15 or 20"))

    assert asked.rows == [["1", "3", "5"], ["10", "15", "20"]]
    await phone.looks("wrong_length")
    await phone.follows("15", "Full · 15 min")


async def test_techniques_a_card_and_why(phone: Phone) -> None:
    """From the list to a card, to who says so, and on to a plan."""
    five = await phone.says("/techniques", texts.headline("techs"))
    assert five.rows == [["Kneading", "Pushing"], ["Pinching", "Tapping"], ["Rolling"]]
    await phone.looks("techniques")

    card = await phone.follows("Kneading", texts("alt.step.kneading"))
    assert card.rows == [[button.try_it], [button.why_sources, button.all_five]]
    await phone.looks("technique")
    await phone.follows(button.why_sources, texts("technique.kneading.relative"))
    await phone.looks("why")
    await phone.taps("Kneading")
    tried = await phone.follows(button.try_it, texts("audience.partner"))
    assert tried.rows == [[button.start, button.audio], [button.on_my_own, button.all_five]]
    await phone.looks("try_it")
