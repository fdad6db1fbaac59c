"""Building a routine of one's own, step by step: the builder, its limits, and a draft that waits."""

from __future__ import annotations

import pytest

from tests.conversations.building import STALE, builds, makes
from tests.conversations.stage import Stage, Talk


async def test_the_list_is_empty_at_first(chat: Talk) -> None:
    """And offers to build one; words and the button under /routine lead there too."""
    for way in ("/my_routines", "make my own routine"):
        await chat.says(way)
        assert chat.card().headline == "Your routines"
        assert chat.card().labels == ["New", "Routines"]

    await chat.says("/routine")
    await chat.presses("My own")
    assert chat.card().headline == "Your routines"


async def test_the_builder_starts_with_settle_and_finish(chat: Talk) -> None:
    """In the shape that the screens have."""
    await builds(chat)

    assert chat.card().text.split("\n") == [
        "New routine · 1:00 of 30 min · 2 of 15 steps",
        "1. Settle 0:30",
        "2. Finish 0:30",
        "",
        "Tap a technique to add it. I keep times inside safe limits.",
    ]
    assert [[label for label, _ in row] for row in chat.card().keys] == [
        ["+ Knead", "+ Push", "+ Pinch"],
        ["+ Tap", "+ Roll", "Undo"],
        ["Order", "Times", "Name it"],
        ["My routines"],
    ]


async def test_each_technique_comes_with_its_least_time(chat: Talk) -> None:
    """And the total grows."""
    await builds(chat, "+ Knead", "+ Push", "+ Pinch", "+ Tap", "+ Roll")

    assert chat.card().text.split("\n")[:-2] == [
        "New routine · 9:30 of 30 min · 7 of 15 steps",
        "1. Settle 0:30",
        "2. Kneading 3:00",
        "3. Pushing 1:00",
        "4. Pinching 1:30",
        "5. Tapping 1:00",
        "6. Rolling 2:00, both sides alike",
        "7. Finish 0:30",
    ]


async def test_undo_takes_back_the_newest_change(chat: Talk) -> None:
    """Until there is nothing left."""
    await builds(chat, "+ Knead", "+ Tap", "Undo")
    assert "Tapping" not in chat.card().text

    await chat.presses("Undo")
    await chat.presses("Undo")

    assert chat.toasts() == ["There is nothing to undo."]
    assert "2 of 15 steps" in chat.card().text


async def test_steps_change_places(chat: Talk) -> None:
    """The chosen one goes up and down between Settle and Finish, and no further."""
    await builds(chat, "+ Knead", "+ Tap", "Order")
    assert chat.card().labels == ["2", "3", "Up", "Down", "Remove", "Done"]

    await chat.presses("3")
    await chat.presses("Up")
    assert "2. Tapping 1:00\n3. Kneading 3:00" in chat.card().text
    assert "<b>2. Tapping 1:00</b>" in chat.card().html
    await chat.presses("Up")
    assert chat.toasts() == ["No further that way. Settle stays first and Finish last."]
    await chat.presses("Down")
    assert "2. Kneading 3:00\n3. Tapping 1:00" in chat.card().text

    await chat.presses("Done")
    assert "Name it" in chat.card().labels


async def test_times_stay_inside_the_limits(chat: Talk) -> None:
    """In notches of half a minute, and the bot says what the limits are."""
    await builds(chat, "+ Tap", "Times")
    assert chat.card().labels == ["2", "−30 s", "+30 s", "Done"]

    await chat.presses("−30 s")
    assert chat.toasts() == ["Tapping takes 1:00 to 2:00."]
    await chat.presses("+30 s")
    assert "2. Tapping 1:30" in chat.card().text
    assert chat.card().headline == "New routine · 2:30 of 30 min · 3 of 15 steps"
    await chat.presses("+30 s")
    await chat.presses("+30 s")
    assert chat.toasts() == ["Tapping takes 1:00 to 2:00."]
    assert "2. Tapping 2:00" in chat.card().text


async def test_fifteen_steps_and_thirty_minutes_are_the_limits(chat: Talk) -> None:
    """Each is said in a sentence, and nothing changes."""
    await builds(chat, *["+ Tap"] * 14)
    assert chat.toasts() == ["Fifteen steps is my limit, with Settle and Finish."]
    assert chat.card().headline == "New routine · 14:00 of 30 min · 15 of 15 steps"

    await chat.says("/my_routines")
    await chat.presses("Start afresh")
    for _ in range(10):
        await chat.presses("+ Knead")
    assert chat.toasts() == ["Thirty minutes is my limit."]
    assert chat.card().headline == "New routine · 28:00 of 30 min · 11 of 15 steps"


async def test_an_empty_routine_cannot_be_named_ordered_or_timed(chat: Talk) -> None:
    """A step first."""
    await builds(chat, "Name it", "Order", "Times")

    assert chat.toasts() == ["Add a step first."] * 3


async def test_a_restart_in_the_middle_of_building_takes_nothing_away(chat: Talk, stage: Stage) -> None:
    """Neither the steps, nor what Undo knows, nor that a name was asked for."""
    await builds(chat, "+ Knead", "+ Tap")
    await stage.restarts()
    await chat.presses("+ Push")
    await stage.restarts()
    await chat.presses("Undo")
    await chat.presses("Undo")
    assert "2. Kneading 3:00\n3. Finish 0:30" in chat.card().text
    await chat.presses("Name it")
    await stage.restarts()
    await chat.says("Evening")

    assert chat.messages[-1].headline == "Evening is saved. Start it, or send it to a friend."


@pytest.mark.parametrize("line", ["stop", "cancel", "/stop", "/help", "hello", "what is this", "x" * 5000])
async def test_what_is_typed_while_building_takes_nothing_away(chat: Talk, line: str) -> None:
    """It is answered, and the builder goes on where it was."""
    await builds(chat, "+ Knead")
    on = chat.card()

    await chat.says(line)
    assert len(chat.messages) == 2
    await chat.presses_data("own:add:tapping", on.id)

    assert "2. Kneading 3:00\n3. Tapping 1:00" in on.text


@pytest.mark.parametrize("line", ["/kneeding", "/8:30"])
async def test_another_command_is_no_name(chat: Talk, line: str) -> None:
    """Also one that there is not."""
    await builds(chat, "+ Knead", "Name it")

    await chat.says(line)

    assert await chat.stage.rows("own_routines") == []
    await chat.says("hello")
    assert chat.messages[-1].headline.startswith("Hello, Anna")


async def test_a_draft_waits_in_the_list(chat: Talk) -> None:
    """It can be gone on with."""
    await builds(chat, "+ Knead")
    await chat.says("/my_routines")
    assert chat.card().labels == ["Go on building", "Start afresh"]

    await chat.presses("Go on building")

    assert "2. Kneading 3:00" in chat.card().text


@pytest.mark.parametrize(
    "data",
    ["own:add:kneading", "own:undo", "own:name", "own:order:0", "own:times:3", "own:up:0", "own:longer:9"],
)
async def test_builder_buttons_without_a_draft_have_had_their_turn(chat: Talk, data: str) -> None:
    """As after it was named."""
    await makes(chat)

    await chat.presses_data(data, chat.messages[-1].id)

    assert chat.toasts() == [STALE]


@pytest.mark.parametrize("data", ["own:order:5", "own:up:5", "own:shorter:5"])
async def test_a_step_that_is_no_longer_there_cannot_be_changed(chat: Talk, data: str) -> None:
    """Its button has had its turn."""
    await builds(chat, "+ Knead")

    await chat.presses_data(data, chat.messages[-1].id)

    assert chat.toasts() == [STALE]


async def test_of_many_taps_on_the_builder_only_the_last_picture_is_sent(chat: Talk, stage: Stage) -> None:
    """What waits to leave is replaced by what is newer; nothing of it is missing."""
    await chat.says("/my_routines")
    await chat.presses("New")
    edits = chat.card().edits

    await stage.takes(*(chat.tap("+ Push") for _ in range(6)))

    assert chat.card().edits <= edits + 2
    assert chat.card().text.count("Pushing") == 6


async def test_from_the_builder_one_tap_leads_to_the_list_and_one_back(chat: Talk) -> None:
    """What was built so far is kept."""
    await builds(chat, "+ Knead")

    await chat.presses("My routines")
    assert "Go on building" in chat.card().labels
    await chat.presses("Go on building")

    assert "2. Kneading 3:00" in chat.card().text
