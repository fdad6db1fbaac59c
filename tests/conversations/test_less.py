"""Less of a technique: a suggestion leaves it out and says so; a routine called by its name keeps it."""

from __future__ import annotations

import pytest

from bot.domain.message import Length, phrase
from tests.conversations.liking import steps_of_last, wants_less
from tests.conversations.ringing import ANSWERS
from tests.conversations.stage import Stage, Talk
from tests.texts import button, texts

LEFT_OUT = texts("left_out", technique="{}")


async def test_a_greeting_leaves_out_what_is_not_liked_and_says_why(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Tapping")

    await chat.says("hello")
    assert chat.card().text == "\n".join(
        [texts("again", suggestion="Full", minutes=10), LEFT_OUT.format("Tapping")]
    )

    await chat.presses(button.start)
    steps = await steps_of_last(stage)
    assert [name for name, _ in steps] == "settle kneading pushing pinching rolling finish".split()
    assert sum(seconds for _, seconds in steps) == 600


async def test_the_gate_does_not_forget_what_is_left_out(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Tapping")
    await chat.says("my legs are numb")
    await chat.says("hello")
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)

    assert "tapping" not in (await stage.rows("sessions"))[-1]["steps"]


async def test_a_routine_of_which_nothing_would_stay_makes_way_for_the_nearest(chat: Talk) -> None:
    await wants_less(chat, "Kneading", routine="taster")

    await chat.says("hello")

    assert chat.card().text.startswith(texts("again", suggestion="Quick", minutes=1))


async def test_with_all_five_unwanted_nothing_is_suggested(chat: Talk) -> None:
    await wants_less(chat, "Kneading", "Pushing", "Pinching", "Tapping", "Rolling")

    await chat.says("hello")
    assert chat.card().text.endswith(
        texts("left_out_several", techniques="Kneading, Pushing, Pinching, Tapping and Rolling")
    )
    assert not [label for label in chat.card().labels if label.startswith(button.start)]

    await chat.says("/timezone Lisbon")
    await chat.says("/remind 20:00")
    await chat.waits(days=1)
    ring = chat.messages[-1]
    assert ring.headline == texts.headline("reminder_opener.3")
    assert ring.labels == ANSWERS


async def test_settings_and_choices_name_techniques_in_the_seeds_order(chat: Talk) -> None:
    """The order in which the person asked does not matter."""
    await wants_less(chat, "Rolling", "Tapping", "Pinching", "Pushing")

    await chat.says("/settings")
    names = [label.split()[-1] for label in chat.card().labels if label.startswith("Bring back")]
    assert names == ["Pushing", "Pinching", "Tapping", "Rolling"]
    lines = [line for line in chat.card().text.splitlines() if texts.are_in(line, "settings_less")]
    assert lines == [texts("settings_less", techniques=name) for name in names]

    await chat.says("rolling or kneading or pushing?")
    assert chat.card().labels == ["Kneading", "Pushing", "Rolling"]


async def test_what_an_own_routine_leaves_out_is_named_in_the_seeds_order(chat: Talk) -> None:
    """Also if the own routine has another order."""
    await wants_less(chat, "Pushing", "Tapping")
    await chat.says("/my_routines")
    for label in (
        button.new_routine,
        button.add_tapping,
        button.add_pushing,
        button.add_kneading,
        button.name_it,
    ):
        await chat.presses(label)
    await chat.says("Evening")
    await chat.presses(button.start)
    await chat.says("/stop")

    await chat.says("hello")

    assert texts("left_out_several", techniques="Pushing and Tapping") in chat.card().text


async def test_techniques_of_the_same_time_stand_in_the_seeds_order_in_the_history(chat: Talk) -> None:
    await chat.says("/my_routines")
    for label in (button.new_routine, button.add_tapping, button.add_pushing, button.name_it):
        await chat.presses(label)
    await chat.says("Evening")
    for label in (button.start, button.yes_all_clear, button.start_now):
        await chat.presses(label)
    await chat.waits(minutes=3)

    await chat.says("/history")

    lines = [line for line in chat.card().text.splitlines() if line.startswith(("Tapping", "Pushing"))]
    assert [line.split()[0].strip(":") for line in lines] == ["Pushing", "Tapping"]


async def test_a_reminder_leaves_it_out_too(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Tapping")
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 20:00")
    await chat.waits(hours=9)

    assert LEFT_OUT.format("Tapping") in chat.card().text
    assert "Tapping" not in chat.card().headline
    await chat.presses(button("start_minutes", n=10))
    assert "tapping" not in (await stage.rows("sessions"))[-1]["steps"]


async def test_a_suggestion_as_long_as_last_time_leaves_it_out_too(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Pushing")
    await chat.says("/routine full 15")
    await chat.presses(button.start)
    await chat.says("/stop")
    assert "pushing" in dict(await steps_of_last(stage))

    await chat.says("hello")
    assert LEFT_OUT.format("Pushing") in chat.card().text
    assert chat.card().data(button.start) == "spare:full:partner:15"
    await chat.presses(button.start)

    steps = dict(await steps_of_last(stage))
    assert "pushing" not in steps
    assert sum(steps.values()) == 15 * 60


async def test_a_length_without_a_routine_leaves_it_out_too(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Pushing")

    await chat.says("/routine 15")
    assert LEFT_OUT.format("Pushing") in chat.card().text
    assert chat.card().labels == [
        button.start,
        button.audio,
        button.length,
        button.pace,
        button.cues,
        button.on_my_own,
        button.routines,
    ]
    await chat.presses(button.start)

    session = (await stage.rows("sessions"))[-1]
    assert session["routine"] == "full"
    assert "pushing" not in session["steps"]


@pytest.mark.parametrize(
    ("less", "line", "headline"),
    [
        ("Tapping", "massage 10 minutes", texts.plan("full", 10)),
        ("Tapping", "/routine ten minutes", texts.plan("full", 10)),
        ("Tapping", "massage 15 min", texts.plan("long", 15)),
        ("Pushing", "massage my wife 5 min", texts.plan("quick", 5)),
        ("Pushing", "smth quick", texts.plan("quick", 5)),
        ("Kneading", "im alone", texts.plan("solo", 5, "alone")),
        ("Kneading", "ten minutes alone", "Solo · "),
    ],
)
async def test_a_length_or_a_mood_names_no_routine_and_leaves_it_out(
    chat: Talk, less: str, line: str, headline: str
) -> None:
    await wants_less(chat, less)

    await chat.says(line)

    shown = chat.card().text
    assert shown.startswith(headline)
    assert LEFT_OUT.format(less) in shown
    assert f"{less} 1" not in shown


async def test_where_nothing_stays_of_what_was_meant_another_as_long_is_suggested(chat: Talk) -> None:
    """The Taster has no other technique than kneading."""
    await wants_less(chat, "Kneading")

    await chat.says("only 2 min")

    assert " · 1 min · " in chat.card().headline
    assert LEFT_OUT.format("Kneading") in chat.card().text


@pytest.mark.parametrize(
    "line", ["full", "full 10", "full for ten", "full massage, 10 minutes", "/routine full 10"]
)
async def test_a_routine_named_with_a_length_is_played_as_it_is(chat: Talk, line: str) -> None:
    await wants_less(chat, "Tapping")

    await chat.says(line)

    assert chat.card().headline == texts.plan("full", 10)
    assert "Tapping 1:00" in chat.card().text


async def test_a_suggested_plan_is_chosen_about_like_any_other(chat: Talk, stage: Stage) -> None:
    """Length, pace and cues can be chosen; after each choice and the gate the technique stays left out."""
    await wants_less(chat, "Pushing")
    await chat.says("my legs are numb")
    await chat.says("/routine 15")
    for label in (
        button.length,
        "10",
        button.pace,
        button.practised,
        button.cues,
        button("cue_half", state="on"),
        button.close,
    ):
        await chat.presses(label)
        assert LEFT_OUT.format("Pushing") in chat.card().text, label
        assert "Pushing 1" not in chat.card().text, label
    assert chat.card().headline == texts.plan("full", 10)

    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)

    steps = dict(await steps_of_last(stage))
    assert "pushing" not in steps
    assert sum(steps.values()) == 600
    session = (await stage.rows("sessions"))[-1]
    assert (session["pace"], session["cues"] & 1) == ("practised", 0)


async def test_what_stays_is_named_with_the_length_that_it_can_fill(chat: Talk, stage: Stage) -> None:
    """Without kneading the other techniques cannot fill twenty minutes; with kneading they can."""
    await wants_less(chat, "Kneading", routine="deep")

    await chat.says("/routine 20")
    assert chat.card().headline == texts.plan("deep", 15)
    assert chat.card().text.splitlines()[-2:] == [LEFT_OUT.format("Kneading"), texts("fills", minutes=15)]
    await chat.presses(button.length)
    assert chat.card().labels == [button.start, "• 15", button.close]
    await chat.presses(button.start)
    assert sum(seconds for _, seconds in await steps_of_last(stage)) == 15 * 60
    await chat.says("/stop")

    await chat.says("/settings")
    await chat.presses(button("bring_back", technique="Kneading"))
    await chat.says("hello")
    assert texts("again", suggestion=texts("routine.deep.name"), minutes=20) in chat.card().text


async def test_a_length_after_a_routine_of_ones_own_is_the_one_of_quick(chat: Talk) -> None:
    """An own routine has only one length."""
    await chat.says("/my_routines")
    for label in (button.new_routine, button.add_kneading, button.name_it):
        await chat.presses(label)
    await chat.says("Evening")
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.says("/stop")

    await chat.says("/routine 15")
    assert chat.card().headline == texts.plan("quick", 15)
    await chat.says("/routine 7")
    assert chat.card().text.startswith("I can do 1, 3, 5, 10, 15 or 20 min.")


async def test_a_technique_that_is_tried_by_name_is_shown_although_it_is_not_liked(chat: Talk) -> None:
    await wants_less(chat, "Tapping")
    await chat.says("/tapping")
    await chat.presses(button.try_it)

    assert chat.card().headline == texts.headline(
        "plan", routine="Tapping", length=Length(120), audience=phrase("audience.partner")
    )


async def test_a_routine_chosen_by_name_is_played_as_it_is(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Tapping")
    await chat.says("/routine full")
    assert "Tapping 1:00" in chat.card().text

    await chat.presses(button.start)

    assert "tapping" in (await stage.rows("sessions"))[-1]["steps"]


async def test_an_old_suggestion_whose_last_technique_is_gone_says_so(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Kneading", routine="taster")

    await chat.presses_data("spare:taster:partner")

    assert chat.hears() == [LEFT_OUT.format("Kneading")]
    assert len(await stage.rows("sessions")) == 1


async def test_when_nothing_runs_quick_is_not_offered_with_what_is_not_liked(chat: Talk) -> None:
    await chat.says("/skip")
    assert chat.hears() == [texts("e_idle")]
    await wants_less(chat, "Pushing")

    await chat.says("/skip")

    assert chat.hears() == [texts("e_idle_plain")]
    assert chat.card().labels == [button.routines]


async def test_brought_back_it_is_suggested_again(chat: Talk) -> None:
    await wants_less(chat, "Tapping")
    await chat.says("/settings")
    await chat.presses(button("bring_back", technique="Tapping"))
    assert "Tapping" not in chat.card().text

    await chat.presses_data("restore:tapping")
    await chat.says("hello")

    assert chat.card().text == texts("again", suggestion="Full", minutes=10)
