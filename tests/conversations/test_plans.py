"""Plans before a session: its length, pace and audience are chosen on the card."""

from __future__ import annotations

import pytest

from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts


async def test_the_plan_offers_length_pace_and_cues(chat: Talk) -> None:
    """Start stands first."""
    await chat.says("/routine full")

    assert chat.card().labels == [
        button.start,
        button.audio,
        button.length,
        button.pace,
        button.cues,
        button.on_my_own,
        button.routines,
    ]


async def test_a_length_is_chosen_in_place(chat: Talk) -> None:
    """The current one is marked; the plan changes with the tap, in the same message."""
    await chat.says("/routine full")

    await chat.presses(button.length)
    assert chat.card().labels == [button.start, "1", "3", "5", "• 10", "15", "20", button.close]
    await chat.presses("5")

    assert chat.headlines() == [texts.plan("full", 5)]
    assert chat.card().text.splitlines()[1:] == [
        "Settle 0:30",
        "Kneading 3:00",
        "Pushing 1:00",
        "Finish 0:30",
        "",
        texts("plan_became", routine="Full", techniques="Kneading and Pushing"),
    ]
    assert chat.card().labels == [
        button.start,
        button.audio,
        button.length,
        button.pace,
        button.cues,
        button.on_my_own,
        button.routines,
    ]


async def test_a_short_plan_says_what_is_shortened(chat: Talk) -> None:
    """A plan below five minutes is too short for the seed's minimum times."""
    await chat.says("/routine quick 3")

    assert chat.card().headline == texts.plan("quick", 3)
    limits = texts("limits", least="3 min", most="5 min")
    said = texts("plan_shortened", technique="Kneading", limits=limits, time="1 min 40 s")
    assert said in chat.card().text


async def test_alone_only_lengths_are_offered_that_one_can_fill(chat: Talk) -> None:
    """The techniques that one can do alone cannot fill fifteen minutes."""
    await chat.says("/routine solo")

    await chat.presses(button.length)

    assert chat.card().labels == [button.start, "1", "3", "• 5", "10", button.close]


async def test_ten_minutes_alone_are_filled_and_played(chat: Talk) -> None:
    """The plan has only techniques that one can do alone, and says what equipment they need."""
    await chat.says("/routine solo 10")

    assert chat.card().text.splitlines() == [
        texts.plan("solo", 10, "alone"),
        texts.planned("wall_kneading", 260, sides=True),
        texts.planned("wall_pushing", 180, sides=True),
        texts.planned("shoulder_pinching", 60, sides=True),
        texts.planned("shoulder_tapping", 60, sides=True),
        texts.planned("breathing", 40),
        "",
        texts("plan_grew", routine="Solo", techniques="Pushing"),
        texts.needs("ball", "wall"),
    ]
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    await chat.waits(minutes=10)
    assert chat.messages[-1].headline == texts.done("solo", 600)


async def test_all_five_can_be_done_alone(chat: Talk) -> None:
    """The plan of Full alone has all five techniques, and names the equipment."""
    await chat.says("/routine full")
    await chat.presses(button.on_my_own)

    assert chat.card().text.splitlines() == [
        texts.plan("full", 10, "alone"),
        "Settle 0:30",
        texts.planned("wall_kneading", 180, sides=True),
        texts.planned("wall_pushing", 180, sides=True),
        texts.planned("shoulder_pinching", 60, sides=True),
        texts.planned("wall_rolling", 60),
        texts.planned("shoulder_tapping", 60, sides=True),
        texts.planned("breathing", 30),
        "",
        texts.needs("ball", "wall", "second_ball", "sock"),
        texts(
            "plan_shortened",
            technique=texts("step_name.wall_rolling"),
            limits=texts("limits", least="2 min", most="3 min"),
            time="1 min",
        ),
    ]
    assert chat.card().labels[-2:] == [button.with_partner, button.routines]


async def test_one_minute_alone_needs_nothing_to_fetch_whatever_came_last(chat: Talk) -> None:
    """The button always offers one minute, and the Taster alone has only techniques for the shoulders."""
    await chat.says("/start")
    welcome = chat.card()
    await chat.says("/routine taster")
    await chat.presses(button.on_my_own)
    await chat.presses(button.length)
    assert chat.card().labels == [button.start, "• 1", "3", button.close]
    await chat.presses("3")
    assert texts.opening("plan_needs") not in chat.card().text
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.says("/stop")

    await chat.presses_data(str(welcome.data(button.try_one_minute)), welcome.id)
    assert texts("who") in chat.card().text
    await chat.presses(button.on_my_own)
    await chat.presses(button.start_now)
    await chat.waits(seconds=60)

    assert chat.messages[-1].headline == texts.done("taster", 60)


async def test_start_plays_the_chosen_length(chat: Talk) -> None:
    """After the gate the session lasts exactly as long as chosen."""
    await chat.says("/routine full")
    await chat.presses(button.length)
    await chat.presses("3")
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    begun = chat.messages[-1].at

    await chat.waits(seconds=180)

    assert chat.messages[-1].headline == texts.done("full", 180)
    assert (chat.messages[-1].at - begun).total_seconds() == 180


async def test_close_goes_back_to_the_plan(chat: Talk) -> None:
    """Nothing is changed."""
    await chat.says("/routine full")
    before = chat.card().text

    for label in (button.length, button.pace, button.cues):
        await chat.presses(label)
        await chat.presses(button.close)

    assert chat.card().text == before


async def test_the_pace_changes_the_words_of_rhythm(chat: Talk) -> None:
    """Practised hands roll and knead faster; the plan stays the same."""
    await chat.says("/routine quick")
    await chat.presses(button.pace)
    assert chat.card().labels == [button.start, "• Beginner", button.practised, button.close]
    await chat.presses(button.practised)
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    await chat.presses(button.skip)

    assert chat.card().headline == texts.step(2, 4, "kneading", 180)
    assert texts("rhythm.kneading.practised") in chat.card().text


async def test_without_a_choice_the_pace_is_a_beginners(chat: Talk) -> None:
    """40–60 circles a minute."""
    await plays(chat)
    await chat.presses(button.skip)

    assert texts("rhythm.kneading.beginner") in chat.card().text


@pytest.mark.parametrize(
    ("line", "length", "alone", "together"),
    [
        ("full", "1", "Full · 1 min", "Full · 1 min"),
        ("full", "3", "Full · 3 min", "Full · 3 min"),
        ("full", "20", "Full · 10 min", "Full · 10 min"),
        ("taster", "5", "Taster · 3 min", "Taster · 3 min"),
    ],
)
async def test_the_other_audience_keeps_the_length(
    chat: Talk, line: str, length: str, alone: str, together: str
) -> None:
    """Or gets the nearest that it can fill."""
    await chat.says(f"/routine {line}")
    await chat.presses(button.length)
    await chat.presses(length)

    await chat.presses(button.on_my_own)
    assert chat.card().headline == f"{alone} · on your own"
    await chat.presses(button.with_partner)
    assert chat.card().headline == f"{together} · with a partner"


async def test_the_other_audience_keeps_the_pace(chat: Talk, stage: Stage) -> None:
    """Also on an older plan, after another pace was chosen elsewhere."""
    await chat.says("/routine full")
    await chat.presses(button.pace)
    await chat.presses(button.practised)
    older = chat.card()
    await chat.says("/routine quick")
    await chat.presses(button.pace)
    await chat.presses(button.beginner)

    await chat.presses_data(str(older.data(button.on_my_own)), older.id)
    await chat.presses_data(str(older.data(button.start)), older.id)
    await chat.presses(button.yes_all_clear)

    assert (await stage.rows("sessions"))[-1]["pace"] == "practised"


async def test_length_and_pace_of_last_time_are_kept(chat: Talk, stage: Stage) -> None:
    """What is suggested next is as long as it was, also after a restart."""
    await chat.says("/routine full")
    await chat.presses(button.pace)
    await chat.presses(button.practised)
    await chat.presses(button.length)
    await chat.presses("15")
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.says("/stop")
    await stage.restarts()

    await chat.says("/start")
    assert texts("again", suggestion="Full", minutes=15) in chat.card().text
    await chat.presses(button.start)
    await chat.presses(button.start_now)
    await chat.says("/stop")
    [row] = await stage.rows("chats")

    assert (row["last_minutes"], row["pace"]) == (15, "practised")


async def test_a_routine_that_is_picked_has_its_own_length(chat: Talk) -> None:
    """Full 10 means ten minutes, whatever was done last time."""
    await chat.says("/routine full 3")
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.says("/stop")

    await chat.says("/routine")
    await chat.presses(button("routine.full"))

    assert chat.card().headline == texts.plan("full", 10)


async def test_swap_places_is_as_long_as_before(chat: Talk) -> None:
    """The other person gets a massage of the same length."""
    await chat.says("/routine quick 3")
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    await chat.waits(seconds=180)

    await chat.presses(button.swap_places)
    await chat.presses(button.start_now)
    await chat.waits(seconds=180)

    assert chat.messages[-1].headline == texts.done("quick", 180)


@pytest.mark.parametrize(
    "data",
    [
        *("begin:full:partner:7", "begin:full:partner:0:beginner", "begin:full:partner:10:fast"),
        *(
            "plan:full:partner:10:beginner:half",
            "length:full:partner:10",
            "cue:full:partner:10:beginner:loud",
        ),
        *(
            "cue:full:partner:10:beginner:loud",
            "cues:full:partner:-10:beginner",
            "pace:none:partner:10:beginner",
        ),
    ],
)
async def test_forged_choices_are_refused(chat: Talk, data: str) -> None:
    """The same answer as for a stale button."""
    await chat.presses_data(data)

    assert chat.toasts() == [texts("e_stale")]


async def test_while_a_session_runs_nothing_is_chosen(chat: Talk) -> None:
    """An old plan's buttons name the session."""
    await chat.says("/routine full")
    plan = chat.card()
    length = str(plan.data(button.length))
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    chat.hears()

    await chat.presses_data(length, plan.id)

    assert chat.headlines() == [texts.headline("session_on", i=1, n=7)]
