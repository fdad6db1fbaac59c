"""After a session: how it felt, more or less of a technique, the history, the settings."""

from __future__ import annotations

import json

import pytest

from tests.conversations.stage import Stage, Talk, begins

LEFT_OUT = "No {}: you asked for less. /settings brings it back."
MORE_OF = "More {}: you asked for it. /settings undoes it."


async def plays(chat: Talk, routine: str = "taster", minutes: float = 2, *, alone: bool = False) -> None:
    """Play a routine to its end, so that the summary is the newest message."""
    await begins(chat, routine, alone=alone)
    await chat.presses("Start now")
    await chat.waits(minutes=minutes)
    assert chat.card().headline.startswith("Done:"), chat.card().text
    chat.hears(), chat.toasts()


async def wants_less(chat: Talk, *techniques: str, routine: str = "full") -> None:
    """Play a routine and ask for less of techniques of it."""
    await plays(chat, routine, 25)
    await chat.presses("Rate it")
    await chat.presses("Same")
    for technique in techniques:
        await chat.presses(f"Less {technique}")
    chat.hears(), chat.toasts()


async def wants_more(chat: Talk, *techniques: str, routine: str = "full") -> None:
    """Play a routine and ask for more of techniques of it."""
    await plays(chat, routine, 25)
    await chat.presses("Rate it")
    await chat.presses("Same")
    for technique in techniques:
        await chat.presses(f"More {technique}")
    chat.hears(), chat.toasts()


async def steps_of_last(stage: Stage) -> list[tuple[str, int]]:
    """Return the steps of the newest session: what is done, and for how many seconds."""
    steps = json.loads((await stage.rows("sessions"))[-1]["steps"])
    return [(step["technique"] or step["kind"], step["seconds"]) for step in steps]


# --- the rating ---------------------------------------------------------------------------------------


async def test_rate_it_asks_once_and_leaves_the_summary_as_it_is(chat: Talk) -> None:
    await plays(chat)
    summary = chat.card()
    text = summary.text

    await chat.presses("Rate it")

    assert chat.hears() == ["How does the back feel now? Only if you like."]
    assert chat.messages[-1].silent
    assert chat.card().labels == ["Looser", "Same", "Stiffer", "Don't ask"]
    assert summary.text == text
    assert summary.labels == ["Swap places", "Set a reminder", "Routines"]


@pytest.mark.parametrize("feeling", ["Looser", "Same", "Stiffer"])
async def test_how_it_felt_is_kept_with_the_session(chat: Talk, stage: Stage, feeling: str) -> None:
    await plays(chat)
    await chat.presses("Rate it")

    await chat.presses(feeling)

    [session] = await stage.rows("sessions")
    assert session["feels"] == feeling.lower()
    assert chat.card().headline == "Noted. More or less of anything next time?"
    assert chat.card().labels == ["More Kneading", "Less Kneading", "Don't ask"]
    assert ("/safety" in chat.card().text) == (feeling == "Stiffer")


async def test_it_is_never_asked_as_pain(chat: Talk) -> None:
    await plays(chat)
    await chat.presses("Rate it")
    await chat.presses("Stiffer")

    assert all("pain" not in text.lower() and "hurt" not in text.lower() for text in chat.hears())


async def test_the_last_word_on_a_technique_counts(chat: Talk, stage: Stage) -> None:
    await plays(chat)
    await chat.presses("Rate it")
    await chat.presses("Looser")

    await chat.presses("More Kneading")
    assert "More Kneading: noted." in chat.card().text
    await chat.presses("Less Kneading")
    assert "Less Kneading: noted." in chat.card().text

    [liking] = await stage.rows("likings")
    assert (liking["technique"], liking["liking"]) == ("kneading", "less")


async def test_a_skipped_technique_is_not_asked_about(chat: Talk) -> None:
    await begins(chat, "quick")
    for label in ("Start now", "Skip", "Skip"):
        await chat.presses(label)
    await chat.waits(minutes=5)
    await chat.presses("Rate it")
    await chat.presses("Same")

    assert chat.card().labels == ["More Tapping", "Less Tapping", "Don't ask"]


async def test_a_session_of_which_nothing_was_played_is_not_rated(chat: Talk) -> None:
    await begins(chat)
    for label in ("Start now", "Skip", "Skip", "Skip"):
        await chat.presses(label)

    assert chat.card().headline.startswith("Done:")
    assert "Rate it" not in chat.card().labels


async def test_a_stopped_session_asks_nothing(chat: Talk) -> None:
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=20)
    await chat.presses("Stop")

    assert chat.card().labels == ["Safety"]


async def test_doubled_taps_change_nothing(chat: Talk, stage: Stage) -> None:
    await plays(chat)
    await stage.takes(chat.tap("Rate it"), chat.tap("Rate it"))
    assert chat.hears() == ["How does the back feel now? Only if you like."]

    await stage.takes(chat.tap("Looser"), chat.tap("Stiffer"))
    await stage.takes(chat.tap("Less Kneading"), chat.tap("Less Kneading"))

    [session] = await stage.rows("sessions")
    assert session["feels"] == "looser"
    assert len(await stage.rows("likings")) == 1
    assert len(chat.toasts()) == 2
    assert chat.hears() == []


@pytest.mark.parametrize("data", ["rate:{}", "felt:{}:same", "like:{}:kneading:less"])
async def test_buttons_of_a_session_that_runs_or_is_gone_change_nothing(
    chat: Talk, stage: Stage, data: str
) -> None:
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=30)
    chat.hears(), chat.toasts()
    [session] = await stage.rows("sessions")

    await chat.presses_data(data.format(session["id"]))
    await chat.presses_data(data.format(99))
    await chat.says("/delete_me")
    await chat.presses("Delete all")
    chat.hears()
    await chat.presses_data(data.format(session["id"]))

    assert [toast.partition(".")[0] for toast in chat.toasts()] == ["That button has had its turn"] * 3
    assert await stage.rows("likings") == []
    assert chat.hears() == []


@pytest.mark.parametrize("data", ["rate:{}", "felt:{}:same", "like:{}:kneading:less"])
async def test_another_chats_session_cannot_be_rated(chat: Talk, stage: Stage, data: str) -> None:
    await plays(chat)
    [session] = await stage.rows("sessions")
    stranger = stage.private("Ben", 2002)

    await stranger.presses_data(data.format(session["id"]))

    assert stranger.toasts() == ["This one belongs to somebody else. /routine starts yours."]
    assert (await stage.rows("sessions"))[0]["feels"] is None
    assert await stage.rows("likings") == []


async def test_a_technique_that_was_not_played_cannot_be_rated(chat: Talk, stage: Stage) -> None:
    await plays(chat)
    [session] = await stage.rows("sessions")

    await chat.presses_data(f"like:{session['id']}:rolling:less")

    assert await stage.rows("likings") == []
    assert len(chat.toasts()) == 1


async def test_a_restart_between_any_two_taps_loses_nothing(chat: Talk, stage: Stage) -> None:
    await plays(chat)
    for label in ("Rate it", "Looser", "Less Kneading"):
        await stage.restarts()
        await chat.presses(label)
    await stage.restarts()

    await chat.says("/settings")
    assert "Kneading: less, please" in chat.card().text
    await chat.says("/history")
    assert "looser" in chat.messages[-1].text


async def test_an_old_summary_can_still_be_rated(chat: Talk, stage: Stage) -> None:
    await plays(chat)
    await chat.waits(days=5)

    await chat.presses("Rate it")
    await chat.presses("Same")

    assert (await stage.rows("sessions"))[0]["feels"] == "same"


async def test_dont_ask_is_one_tap_and_settings_bring_it_back(chat: Talk) -> None:
    await plays(chat)
    await chat.presses("Rate it")
    await chat.presses("Don't ask")
    assert chat.card().headline == "Fine, I won't ask any more. /settings brings it back."

    await plays(chat)
    assert "Rate it" not in chat.card().labels

    await chat.says("/settings")
    assert "Rate a session after its end: off" in chat.card().text
    await chat.presses("Rating: off")
    assert "Rate a session after its end: on" in chat.card().text
    await plays(chat)
    assert "Rate it" in chat.card().labels


# --- what is suggested --------------------------------------------------------------------------------


async def test_a_greeting_leaves_out_what_is_not_liked_and_says_why(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Tapping")

    await chat.says("hello")
    assert chat.card().text == f"Good to see you.\nToday could be Full, 10 min.\n{LEFT_OUT.format('Tapping')}"

    await chat.presses("Start")
    steps = await steps_of_last(stage)
    assert [name for name, _ in steps] == "settle kneading pushing pinching rolling finish".split()
    assert sum(seconds for _, seconds in steps) == 600


async def test_the_gate_does_not_forget_what_is_left_out(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Tapping")
    await chat.says("my legs are numb")
    await chat.says("hello")
    await chat.presses("Start")
    await chat.presses("Yes, all clear")

    assert "tapping" not in (await stage.rows("sessions"))[-1]["steps"]


async def test_a_routine_of_which_nothing_would_stay_makes_way_for_the_nearest(chat: Talk) -> None:
    await wants_less(chat, "Kneading", routine="taster")

    await chat.says("hello")

    assert chat.card().text.startswith("Good to see you.\nToday could be Quick, 1 min.")


async def test_with_all_five_unwanted_nothing_is_suggested(chat: Talk) -> None:
    await wants_less(chat, "Kneading", "Pushing", "Pinching", "Tapping", "Rolling")

    await chat.says("hello")
    assert chat.card().text.endswith(
        "No Kneading, Pushing, Pinching, Tapping and Rolling: you asked for less. /settings brings them back."
    )
    assert not [label for label in chat.card().labels if label.startswith("Start")]

    await chat.says("/timezone Lisbon")
    await chat.says("/remind 20:00")
    await chat.waits(days=1)
    ring = chat.messages[-1]
    assert ring.headline == "Hello. This was the moment you picked."
    assert ring.labels == ["Later (15 min)", "Not today", "Stop reminders"]


async def test_settings_and_choices_name_techniques_in_the_seeds_order(chat: Talk) -> None:
    """Whatever the order in which they were asked for."""
    await wants_less(chat, "Rolling", "Tapping", "Pinching", "Pushing")

    await chat.says("/settings")
    names = [label.split()[-1] for label in chat.card().labels if label.startswith("Bring back")]
    assert names == ["Pushing", "Pinching", "Tapping", "Rolling"]
    lines = [line.partition(":")[0] for line in chat.card().text.splitlines() if ": less, please" in line]
    assert lines == names

    await chat.says("rolling or kneading or pushing?")
    assert chat.card().labels == ["Kneading", "Pushing", "Rolling"]


async def test_what_an_own_routine_leaves_out_is_named_in_the_seeds_order(chat: Talk) -> None:
    """Also where it holds them in another order."""
    await wants_less(chat, "Pushing", "Tapping")
    await chat.says("/my_routines")
    for label in ("New", "+ Tap", "+ Push", "+ Knead", "Name it"):
        await chat.presses(label)
    await chat.says("Evening")
    await chat.presses("Start")
    await chat.says("/stop")

    await chat.says("hello")

    assert "No Pushing and Tapping: you asked for less." in chat.card().text


async def test_techniques_of_the_same_time_stand_in_the_seeds_order_in_the_history(chat: Talk) -> None:
    await chat.says("/my_routines")
    for label in ("New", "+ Tap", "+ Push", "Name it"):
        await chat.presses(label)
    await chat.says("Evening")
    for label in ("Start", "Yes, all clear", "Start now"):
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
    await chat.presses("Start 10 min")
    assert "tapping" not in (await stage.rows("sessions"))[-1]["steps"]


async def test_try_it_leaves_it_out_too(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Tapping")

    await chat.says("/pushing")
    await chat.presses("Try it")
    assert "Tapping 1:00" not in chat.card().text
    assert LEFT_OUT.format("Tapping") in chat.card().text
    await chat.presses("Start")
    assert "tapping" not in (await stage.rows("sessions"))[-1]["steps"]


async def test_a_suggestion_as_long_as_last_time_leaves_it_out_too(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Pushing")
    await chat.says("/routine full 15")
    await chat.presses("Start")
    await chat.says("/stop")
    assert "pushing" in dict(await steps_of_last(stage))

    await chat.says("hello")
    assert LEFT_OUT.format("Pushing") in chat.card().text
    assert chat.card().data("Start") == "spare:full:partner:15"
    await chat.presses("Start")

    steps = dict(await steps_of_last(stage))
    assert "pushing" not in steps
    assert sum(steps.values()) == 15 * 60


async def test_a_length_without_a_routine_leaves_it_out_too(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Pushing")

    await chat.says("/routine 15")
    assert LEFT_OUT.format("Pushing") in chat.card().text
    assert chat.card().labels == ["Start", "Length", "Pace", "Cues", "On my own", "Routines"]
    await chat.presses("Start")

    session = (await stage.rows("sessions"))[-1]
    assert session["routine"] == "full"
    assert "pushing" not in session["steps"]


@pytest.mark.parametrize(
    ("less", "line", "headline"),
    [
        ("Tapping", "massage 10 minutes", "Full · 10 min · with a partner"),
        ("Tapping", "/routine ten minutes", "Full · 10 min · with a partner"),
        ("Tapping", "massage 15 min", "Long · 15 min · with a partner"),
        ("Tapping", "massage my wife 5 min", "Quick · 5 min · with a partner"),
        ("Tapping", "smth quick", "Quick · 5 min · with a partner"),
        ("Kneading", "im alone", "Solo · 5 min · on your own"),
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
    """The Taster is kneading and nothing else."""
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

    assert chat.card().headline == "Full · 10 min · with a partner"
    assert "Tapping 1:00" in chat.card().text


async def test_a_suggested_plan_is_chosen_about_like_any_other(chat: Talk, stage: Stage) -> None:
    """Length, pace and cues, and what is left out stays left out through all of them and the gate."""
    await wants_less(chat, "Pushing")
    await chat.says("my legs are numb")
    await chat.says("/routine 15")
    for label in ("Length", "10", "Pace", "Practised", "Cues", "Half way: on", "Close"):
        await chat.presses(label)
        assert LEFT_OUT.format("Pushing") in chat.card().text, label
        assert "Pushing 1" not in chat.card().text, label
    assert chat.card().headline == "Full · 10 min · with a partner"

    await chat.presses("Start")
    await chat.presses("Yes, all clear")

    steps = dict(await steps_of_last(stage))
    assert "pushing" not in steps
    assert sum(steps.values()) == 600
    session = (await stage.rows("sessions"))[-1]
    assert (session["pace"], session["cues"] & 1) == ("practised", 0)


async def test_what_stays_is_named_with_the_length_that_it_can_fill(chat: Talk, stage: Stage) -> None:
    """Twenty minutes without kneading would be too much of the rest; twenty are back with it."""
    await wants_less(chat, "Kneading", routine="deep")

    await chat.says("/routine 20")
    assert chat.card().headline == "Deep · 15 min · with a partner"
    assert chat.card().text.splitlines()[-2:] == [LEFT_OUT.format("Kneading"), "What stays fills 15 min."]
    await chat.presses("Length")
    assert chat.card().labels == ["Start", "1", "3", "5", "10", "• 15", "Close"]
    await chat.presses("Start")
    assert sum(seconds for _, seconds in await steps_of_last(stage)) == 15 * 60
    await chat.says("/stop")

    await chat.says("/settings")
    await chat.presses("Bring back Kneading")
    await chat.says("hello")
    assert "Today could be Deep, 20 min." in chat.card().text


async def test_a_length_after_a_routine_of_ones_own_is_the_one_of_quick(chat: Talk) -> None:
    """An own routine has just one length."""
    await chat.says("/my_routines")
    for label in ("New", "+ Knead", "Name it"):
        await chat.presses(label)
    await chat.says("Evening")
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.says("/stop")

    await chat.says("/routine 15")
    assert chat.card().headline == "Quick · 15 min · with a partner"
    await chat.says("/routine 7")
    assert chat.card().text.startswith("I can do 1, 3, 5, 10, 15 or 20 minutes.")


# --- more of a technique ------------------------------------------------------------------------------


async def test_more_of_a_technique_makes_it_longer_and_says_so(chat: Talk, stage: Stage) -> None:
    """In what is suggested, not in what is named; the whole is as long as before."""
    await wants_more(chat, "Kneading")
    before = dict(await steps_of_last(stage))

    await chat.says("hello")
    assert chat.card().text == f"Good to see you.\nToday could be Full, 10 min.\n{MORE_OF.format('Kneading')}"
    await chat.presses("Start")
    steps = dict(await steps_of_last(stage))
    assert steps["kneading"] > before["kneading"]
    assert sum(steps.values()) == sum(before.values())
    await chat.says("/stop")

    await chat.says("/routine full")
    assert "Kneading 3:00" in chat.card().text
    assert "you asked for it" not in chat.card().text


async def test_a_reminder_holds_more_of_it_too(chat: Talk, stage: Stage) -> None:
    await wants_more(chat, "Rolling")
    before = dict(await steps_of_last(stage))
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 20:00")
    await chat.waits(hours=9)

    assert MORE_OF.format("Rolling") in chat.card().text
    assert "Rolling" not in chat.card().headline
    await chat.presses("Start 10 min")
    assert dict(await steps_of_last(stage))["rolling"] > before["rolling"]


async def test_a_routine_that_holds_it_is_suggested_in_the_same_length(chat: Talk, stage: Stage) -> None:
    """Quick has no rolling; in five minutes Full has, if it comes in first."""
    await wants_more(chat, "Rolling")
    await plays(chat, "quick", 6)

    await chat.says("hello")
    assert "Today could be Full, 5 min." in chat.card().text
    assert MORE_OF.format("Rolling") in chat.card().text
    await chat.presses("Start")

    assert dict(await steps_of_last(stage))["rolling"] == 120


async def test_where_more_does_not_fit_nothing_is_promised(chat: Talk) -> None:
    """Quick is as short as its techniques can be."""
    await wants_more(chat, "Kneading", routine="quick")

    await chat.says("hello")

    assert chat.card().text == "Good to see you.\nToday could be Quick, 5 min."


async def test_more_is_taken_back_in_the_settings(chat: Talk, stage: Stage) -> None:
    await wants_more(chat, "Kneading")
    await chat.says("/settings")
    assert "Kneading: more, please; it gets more of the time in what I suggest" in chat.card().text

    await chat.presses("Kneading as usual")
    assert "Kneading" not in chat.card().text
    await chat.says("hello")

    assert chat.card().text == "Good to see you.\nToday could be Full, 10 min."
    assert await stage.rows("likings") == []


# --- what is not suggested ----------------------------------------------------------------------------


async def test_trying_what_is_not_liked_says_why_not_and_offers_it_back(chat: Talk) -> None:
    await wants_less(chat, "Tapping")
    await chat.says("/tapping")
    await chat.presses("Try it")
    assert chat.card().text == LEFT_OUT.format("Tapping")

    await chat.presses("Bring back Tapping")
    assert chat.card().headline == "Settings"
    await chat.says("/tapping")
    await chat.presses("Try it")
    assert chat.card().headline.startswith("Quick")


async def test_a_routine_chosen_by_name_is_played_as_it_is(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Tapping")
    await chat.says("/routine full")
    assert "Tapping 1:00" in chat.card().text

    await chat.presses("Start")

    assert "tapping" in (await stage.rows("sessions"))[-1]["steps"]


@pytest.mark.parametrize("line", ["hello", "/routine full"])
async def test_swapped_places_play_the_same_steps(chat: Talk, stage: Stage, line: str) -> None:
    """Whatever more or less is asked of before the swap: the other one gets what the first one got."""
    await wants_less(chat, "Tapping")
    await plays(chat, "full", 12)
    await chat.presses("Rate it")
    await chat.presses("Same")
    await chat.presses("More Rolling")
    await chat.says(line)
    await chat.presses("Start")
    played = await steps_of_last(stage)
    assert ("tapping" in dict(played)) is (line != "hello")
    await chat.presses("Start now")
    await chat.waits(minutes=12)
    await chat.presses("Rate it")
    await chat.presses("Same")
    await chat.presses("Less Kneading")

    await chat.presses("Swap places")

    assert await steps_of_last(stage) == played
    assert len(await stage.rows("sessions")) == 4


async def test_swapping_places_asks_a_new_safety_question_first(chat: Talk, stage: Stage) -> None:
    """A red flag in between takes the yes back."""
    await wants_more(chat, "Kneading")
    await chat.says("hello")
    await chat.presses("Start")
    played = await steps_of_last(stage)
    await chat.presses("Start now")
    await chat.waits(minutes=12)
    await chat.says("my legs are numb")

    await chat.presses("Swap places")
    assert len(await stage.rows("sessions")) == 2
    await chat.presses("Yes, all clear")

    assert await steps_of_last(stage) == played
    assert len(await stage.rows("sessions")) == 3


async def test_places_of_a_session_that_is_gone_or_anothers_are_not_swapped(chat: Talk, stage: Stage) -> None:
    """Forged data begins nothing."""
    await plays(chat)
    [session] = await stage.rows("sessions")
    stranger = stage.private("Ben", 2002)

    await stranger.presses_data(f"swap:{session['id']}")
    await stranger.presses_data(f"clear:swap:{session['id']}")
    assert stranger.toasts() == ["This one belongs to somebody else. /routine starts yours."] * 2
    for data in ("swap:99", "swap:x", "swap:", "clear:swap:99", "clear:swap:"):
        await chat.presses_data(data)

    assert len(await stage.rows("sessions")) == 1
    assert {toast.partition(".")[0] for toast in chat.toasts()[2:]} == {"That button has had its turn"}


@pytest.mark.parametrize("data", ["begin:full:partner", "spare:full:partner"])
async def test_swap_places_of_an_older_summary_still_works(chat: Talk, stage: Stage, data: str) -> None:
    """Its button carries the routine, not the session."""
    await plays(chat, "full", 12)

    await chat.presses_data(data)

    assert sum(seconds for _, seconds in await steps_of_last(stage)) == 600
    assert len(await stage.rows("sessions")) == 2


async def test_an_old_suggestion_whose_last_technique_is_gone_says_so(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Kneading", routine="taster")

    await chat.presses_data("spare:taster:partner")

    assert chat.hears() == [LEFT_OUT.format("Kneading")]
    assert len(await stage.rows("sessions")) == 1


async def test_when_nothing_runs_quick_is_not_offered_with_what_is_not_liked(chat: Talk) -> None:
    await chat.says("/skip")
    assert chat.hears() == ["Nothing is running. Start Quick, 5 min?"]
    await wants_less(chat, "Tapping")

    await chat.says("/skip")

    assert chat.hears() == ["Nothing is running. Which routine would you like?"]
    assert chat.card().labels == ["Routines"]


async def test_brought_back_it_is_suggested_again(chat: Talk) -> None:
    await wants_less(chat, "Tapping")
    await chat.says("/settings")
    await chat.presses("Bring back Tapping")
    assert "Tapping" not in chat.card().text

    await chat.presses_data("restore:tapping")
    await chat.says("hello")

    assert chat.card().text == "Good to see you.\nToday could be Full, 10 min."


# --- the history and the settings ---------------------------------------------------------------------


@pytest.mark.parametrize("line", ["/history", "my history", "what have i done"])
async def test_an_empty_history_invites(chat: Talk, line: str) -> None:
    await chat.says(line)

    assert chat.hears() == ["Your sessions will stand here.\nOne minute is enough for the first."]
    assert chat.card().labels == ["Try one minute", "Routines"]


async def test_the_history_lists_sessions_and_what_they_come_to(chat: Talk, stage: Stage) -> None:
    """Dates are the chat's own: noon in London is the next day in Kiritimati."""
    await chat.says("/timezone Kiritimati")
    await plays(chat, "quick", 6)
    await chat.presses("Rate it")
    await chat.presses("Looser")
    await chat.waits(days=1)
    await plays(chat, "taster", alone=True)
    await begins(chat)
    await chat.presses("Stop")
    chat.hears()

    await chat.says("/history")

    assert chat.hears() == [
        "Your last sessions\n"
        "Wed 25 Nov · Taster · 1 min\n"
        "Tue 24 Nov · Quick · 5 min · looser\n"
        "\n"
        "In all\n"
        "Sessions: 2 · Time: 6 min\n"
        "Kneading: 3 min\n"
        "Tapping: 1 min\n"
        "Pinching: 40 s"
    ]


async def test_the_history_is_the_last_ten_and_counts_all(chat: Talk) -> None:
    for _ in range(12):
        await plays(chat)

    await chat.says("/history")

    [text] = chat.hears()
    assert text.count(" · Taster · ") == 10
    assert "Sessions: 12 · Time: 12 min" in text


async def test_the_history_is_one_tap_from_the_greeting(chat: Talk) -> None:
    await plays(chat)
    await chat.says("/start")
    await chat.presses("History")

    assert chat.messages[-1].headline == "Your last sessions"


@pytest.mark.parametrize("line", ["/settings", "my settings", "preferences"])
async def test_settings_show_what_can_be_changed(chat: Talk, line: str) -> None:
    await chat.says(line)

    assert chat.hears() == [
        "Settings\nRate a session after its end: on\nLanguage: English\nTime zone: not set yet"
    ]
    await chat.says("/timezone Lisbon")
    await chat.says("/settings")
    assert "Time zone: Lisbon" in chat.messages[-1].text


async def test_delete_me_leaves_nothing_of_it(chat: Talk, stage: Stage) -> None:
    await wants_less(chat, "Tapping")
    await chat.says("/delete_me")
    await chat.presses("Delete all")

    assert await stage.rows("likings") == []
    assert await stage.rows("sessions") == []
    await chat.says("/history")
    assert chat.messages[-1].headline == "Your sessions will stand here."


async def test_privacy_names_what_is_new(chat: Talk) -> None:
    await chat.says("/privacy")

    [text] = chat.hears()
    assert "how they felt if you say so, techniques you want more or less of" in text


# --- in a group ---------------------------------------------------------------------------------------


async def test_in_a_group_any_member_rates_and_administrators_set(stage: Stage) -> None:
    stage.telegram.administrators.add(1001)
    anna, ben = stage.group("Anna", 1001), stage.group("Ben", 1002)
    await plays(anna)

    await ben.presses("Rate it")
    await ben.presses("Looser")
    await ben.presses("Less Kneading")
    assert "Less Kneading: noted." in anna.card().text
    anna.hears()

    await ben.presses("Don't ask")
    await ben.says("/settings")
    await ben.presses_data("restore:kneading")
    await ben.presses_data("asking:off")
    assert anna.hears() == ["In a group, only administrators can change this."] * 4
    assert len(await stage.rows("likings")) == 1

    await anna.says("/settings@UnknotBot")
    await anna.presses("Bring back Kneading")
    assert await stage.rows("likings") == []
    await ben.says("/history@UnknotBot")
    assert anna.messages[-1].headline == "Your last sessions"


async def test_a_groups_likings_are_not_its_members(stage: Stage) -> None:
    group, anna = stage.group(), stage.private()
    await wants_less(group, "Tapping")
    await plays(anna, "full", 12)
    await anna.says("hello")

    assert "you asked for less" not in anna.card().text
