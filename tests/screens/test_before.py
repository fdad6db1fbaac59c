"""Before a session, on a phone: for whom, is it safe, which routine, how long, at what pace, which cues."""

from __future__ import annotations

import pytest

from tests.screens.phone import Phone

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PLAN = [["Start"], ["Length", "Pace", "Cues"], ["On my own", "Routines"]]


async def test_from_start_to_unsure(new_phone: Phone) -> None:
    """Three taps from the welcome to the gate, and a way out of it that is no massage."""
    phone = new_phone
    welcome = await phone.starts()
    assert welcome.headline == "Hello, Ann. I'm Unknot."
    assert welcome.rows == [["Try one minute"], ["Techniques", "Routines"], ["Reminder"]]
    await phone.looks("welcome")

    who = await phone.follows("Try one minute", "Who is it for today?")
    assert who.rows == [["With a partner", "On my own"], ["Routines"]]
    await phone.looks("who")

    gate = await phone.follows("With a partner", "First, is it safe today?")
    assert gate.rows == [["Yes, all clear"], ["Not sure", "Safety"]]
    assert "they agree, are adult and sober" in gate.text.lower()
    await phone.looks("gate", tall=True)  # safety words are never cut

    unsure = await phone.follows("Not sure", "Then no massage today.")
    assert unsure.rows == [["A tip", "Five breaths"]]
    await phone.looks("unsure")
    breaths = await phone.follows("Five breaths", "Five slow breaths")
    assert len(breaths.lines) == 8
    await phone.looks("breaths")


async def test_the_gates_other_way_out_and_the_safety_card(phone: Phone) -> None:
    """Safety opens from the gate, part by part."""
    await phone.follows("Try one minute", "Who is it for")
    await phone.follows("On my own", "is it safe today?")

    card = await phone.follows("Safety", "Call 112, 999, 911")
    assert card.rows == [["When not to", "Keep off"], ["Pressure"]]
    await phone.looks("safety", tall=True)  # the gate stands above it
    for label, words in (
        ("When not to", "much alcohol"),
        ("Keep off", "either side"),
        ("Pressure", "0 to 10"),
    ):
        part = await phone.follows(label, words)
        assert part.rows == [["Safety"]]
        await phone.looks(label, tall=True)
        await phone.follows("Safety", "Call 112, 999, 911")


async def test_routines_and_the_plan_with_length_pace_and_cues(phone: Phone) -> None:
    """Each choice is made in place, in the same message, and Start stays on top."""
    pick = await phone.says("/routine", "Which routine?")
    assert pick.rows == [["Taster 1", "Quick 5", "Full 10"], ["Long 15", "Deep 20", "Solo 5"], ["My own"]]
    await phone.looks("pick")

    plan = await phone.follows("Full 10", "Full · 10 min · with a partner")
    assert plan.rows == PLAN
    assert "Rolling 2:00, both sides alike" in plan.lines
    await phone.looks("plan")

    lengths = await phone.follows("Length", "Full · 10 min")
    assert lengths.rows == [["Start"], ["1", "3", "5"], ["• 10", "15", "20"], ["Close"]]
    await phone.looks("lengths")
    short = await phone.follows("3", "Full · 3 min")
    assert any(line.startswith("Shortened: ") for line in short.lines)
    await phone.looks("shortened")
    await phone.taps("Length")
    await phone.follows("5", "Full · 5 min")

    paces = await phone.follows("Pace", "changes the rhythm")
    assert paces.rows == [["Start"], ["• Beginner", "Practised"], ["Close"]]
    await phone.looks("paces")
    await phone.follows("Practised", "Full · 5 min")

    cues = await phone.follows("Cues", "within a step")
    assert cues.rows[2] == ["Other side: on", "Sound: off"]
    await phone.looks("cues")
    await phone.taps("Sound: off")
    await phone.offers(
        [["Start"], ["Half way: on", "Ten seconds: on"], ["Other side: on", "Sound: on"], ["Close"]]
    )
    await phone.looks("sound_on")
    await phone.taps("Close")
    await phone.offers(PLAN)

    assert len([shown for shown in await phone.reads() if not shown.own]) == 2, "the welcome and the plan"


async def test_ten_minutes_alone_say_what_to_fetch(phone: Phone) -> None:
    """Full is turned over in the same message; Solo fills ten minutes as well."""
    await phone.says("/routine full", "Full · 10 min · with a partner")
    alone = await phone.follows("On my own", "Full · 10 min · on your own")
    assert alone.rows == [*PLAN[:2], ["With a partner", "Routines"]]
    assert alone.lines[-1] == "You need a ball, a wall, a second ball and a sock to hold both."
    await phone.looks("full_alone")
    await phone.follows("With a partner", "Full · 10 min · with a partner")

    solo = await phone.says("/routine solo 10", "Solo · 10 min · on your own")
    assert solo.lines[-1] == "You need a ball and a wall."
    await phone.looks("solo")
    await phone.follows("Start", "is it safe today?")
    ready = await phone.follows("Yes, all clear", "Ready in 20 s")
    assert "Muscle only, never spine or neck." in ready.text
    await phone.says("/stop", "Stopped.")


async def test_a_length_that_cannot_be_is_refused_with_those_that_can(phone: Phone) -> None:
    """Seven minutes: which of these?"""
    asked = await phone.says("/routine full 7", "I can do 1, 3, 5, 10, 15 or 20 minutes.")

    assert asked.rows == [["1", "3", "5"], ["10", "15", "20"]]
    await phone.looks("wrong_length")
    await phone.follows("15", "Full · 15 min")


async def test_techniques_a_card_and_why(phone: Phone) -> None:
    """From the list to a card, to who says so, and on to a plan."""
    five = await phone.says("/techniques", "Five techniques")
    assert five.rows == [["Kneading", "Pushing"], ["Pinching", "Tapping"], ["Rolling"]]
    await phone.looks("techniques")

    card = await phone.follows("Kneading", "Slow circles that move the muscle")
    assert card.rows == [["Try it"], ["Why, sources", "All five"]]
    await phone.looks("technique")
    await phone.follows("Why, sources", "See it as comfort, not a cure.")
    await phone.looks("why")
    await phone.taps("Kneading")
    await phone.follows("Try it", "with a partner")
    await phone.looks("try_it")
