"""A saved routine is changed on a copy: saved, left, deleted meanwhile, and what others see of it."""

from __future__ import annotations

import pytest

from tests.conversations.building import GONE, STALE, builds, makes, shares
from tests.conversations.stage import Stage, Talk

BEGINNING = ["1. Settle 0:30", "2. Kneading 3:00", "3. Rolling 2:00, both sides alike", "4. Finish 0:30"]


async def edits(chat: Talk, *taps: str, name: str = "Evening") -> None:
    """Open the builder on a saved routine and tap."""
    await chat.says(f"/routine {name}")
    await chat.presses("Edit")
    for tap in taps:
        await chat.presses(tap)


async def plan(chat: Talk, name: str = "Evening") -> list[str]:
    """Return the steps of a saved routine, as the chat shows them."""
    await chat.says(f"/routine {name}")
    return chat.messages[-1].text.split("\n")[1:]


async def test_the_builder_opens_on_the_saved_steps(chat: Talk) -> None:
    """With Save instead of Name it, and a way to leave it as it was."""
    await makes(chat)
    await edits(chat)

    assert chat.card().text.split("\n")[:-2] == ["Evening · 6:00 of 30 min · 4 of 15 steps", *BEGINNING]
    assert [[label for label, _ in row] for row in chat.card().keys] == [
        ["+ Knead", "+ Push", "+ Pinch"],
        ["+ Tap", "+ Roll", "Undo"],
        ["Order", "Times", "Save"],
        ["Keep as it was"],
    ]


async def test_saved_steps_take_the_place_of_the_old_ones(chat: Talk) -> None:
    """Steps, order and times; it is the same routine, under the same name, and one routine still."""
    await makes(chat)
    [before] = await chat.stage.rows("own_routines")

    await edits(chat, "+ Tap", "Order", "4", "Up", "2", "Remove", "Done", "Times", "2", "+30 s", "Done")
    await chat.presses("Save")

    assert chat.card().text.split("\n") == [
        "Evening is saved, with its new steps.",
        "",
        "Evening · 4 min 30 s · with a partner",
        "Settle 0:30",
        "Tapping 1:30",
        "Rolling 2:00, both sides alike",
        "Finish 0:30",
    ]
    [after] = await chat.stage.rows("own_routines")
    assert {key: value for key, value in after.items() if key != "pieces"} == {
        key: value for key, value in before.items() if key != "pieces"
    }
    await chat.says("/my_routines")
    assert chat.card().text == "Your routines · 1 of 20\n1. Evening · 4 min 30 s"
    assert chat.card().labels == ["Evening", "New"]


@pytest.mark.parametrize("leaving", ["/tip", "/my_routines", "hello", "Keep as it was"])
async def test_what_is_not_saved_changes_nothing(chat: Talk, leaving: str) -> None:
    """However one leaves."""
    await makes(chat)
    before = await plan(chat)
    await edits(chat, "+ Tap", "Order", "2", "Remove", "Done")

    await (chat.presses(leaving) if leaving[0] == "K" else chat.says(leaving))

    assert await plan(chat) == before


async def test_keep_as_it_was_forgets_the_changes(chat: Talk) -> None:
    """Edited again, it begins with the saved steps; Undo has nothing to take back."""
    await makes(chat)
    await edits(chat, "+ Tap", "Keep as it was")
    assert chat.card().headline == "Evening · 6 min · with a partner"

    await chat.presses("Edit")
    assert chat.card().text.split("\n")[1:-2] == BEGINNING
    await chat.presses("Undo")
    assert chat.toasts() == ["There is nothing to undo."]


async def test_changes_wait_in_the_list_and_behind_edit(chat: Talk, stage: Stage) -> None:
    """After something else, and after a restart too."""
    await makes(chat)
    await edits(chat, "+ Tap")
    await chat.says("/tip")
    await stage.restarts()

    await chat.says("/my_routines")
    assert chat.card().text.split("\n")[-1] == "Not saved yet: Evening"
    assert chat.card().labels == ["Evening", "Go on building", "New"]
    await chat.presses("Go on building")
    assert "4. Tapping 1:00" in chat.card().text

    await edits(chat)
    assert "4. Tapping 1:00" in chat.card().text
    await chat.presses("Undo")
    await chat.says("/my_routines")
    assert chat.card().labels == ["Evening", "New"]


async def test_the_limits_hold_while_editing(chat: Talk) -> None:
    """15 steps, 30 minutes, each technique's own limits, and at least one step."""
    await makes(chat, "Evening", "+ Tap")
    await edits(chat, *["+ Tap"] * 13)
    assert chat.toasts() == ["Fifteen steps is my limit, with Settle and Finish."]
    await chat.presses("Times")
    await chat.presses("−30 s")
    assert chat.toasts() == ["Tapping takes 1:00 to 2:00."]
    await chat.presses("Done")
    await chat.presses("Keep as it was")

    await edits(chat, *["+ Knead"] * 10)
    assert chat.toasts() == ["Thirty minutes is my limit."]
    await chat.presses("Keep as it was")

    await edits(chat, "Order", "Remove", "Save")
    assert chat.toasts() == ["Add a step first."]
    assert "2. Tapping 1:00" not in chat.card().text
    assert "Tapping 1:00" in await plan(chat)


async def test_with_twenty_routines_one_can_still_be_edited(chat: Talk) -> None:
    """It takes no place that it has not had."""
    for number in range(20):
        await makes(chat, f"Evening {number}", "+ Tap")

    await edits(chat, "+ Knead", "Save", name="Evening 7")

    assert chat.card().headline == "Evening 7 is saved, with its new steps."
    assert len(await chat.stage.rows("own_routines")) == 20


async def test_a_running_session_is_not_disturbed(chat: Talk, stage: Stage) -> None:
    """It goes on with the steps that it began with; the next one has the new ones."""
    await makes(chat)
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.presses("Start now")
    [before] = await stage.rows("sessions")
    await chat.says("/my_routines")
    await chat.presses("Evening")
    await chat.presses("Edit")
    await chat.presses("+ Tap")
    await chat.presses("Save")
    assert await stage.rows("sessions") == [before]
    chat.hears()

    await chat.waits(minutes=6)
    assert chat.headlines()[-1] == "Done: Evening, 6 min"

    await chat.says("/start")
    assert "Today could be Evening, 7 min." in chat.messages[-1].text
    await chat.presses("Start")
    await chat.presses("Start now")
    assert chat.messages[-1].headline == "1/5 Settle · 30 s"


async def test_a_suggestion_is_as_long_as_the_edited_routine(chat: Talk) -> None:
    """Five minutes were played last; what begins now takes eight, and so it is said."""
    await makes(chat, "Evening", "+ Knead", "+ Tap")
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.says("/stop")
    await edits(chat, "+ Knead", "Save")

    await chat.says("/start")

    assert "Today could be Evening, 8 min." in chat.messages[-1].text


async def test_a_friends_copy_is_not_changed_and_the_link_gives_the_new_steps(
    chat: Talk, friend: Talk
) -> None:
    """The same link, of which the sender is told."""
    await makes(chat)
    link = await shares(chat)
    await friend.says(link)
    await friend.presses("Keep a copy")
    before = await plan(friend)

    await edits(chat, "+ Tap", "Save")
    assert chat.card().text.split("\n")[1] == (
        "Its link gives these from now on. Copies that friends kept stay as they are."
    )

    assert await plan(friend) == before
    await friend.says(link)
    await friend.presses("Look first")
    assert "Tapping 1:00" in friend.card().text


async def test_a_routine_deleted_meanwhile_cannot_be_saved(chat: Talk) -> None:
    """Its builder says so; the changed steps wait to be named as a new one."""
    await makes(chat)
    await edits(chat, "+ Tap")
    builder = chat.card()
    save, add = builder.data("Save"), builder.data("+ Tap")
    assert save is not None and add is not None
    await chat.says("/routine evening")
    await chat.presses("Delete")
    await chat.presses("Delete")

    for data in (save, add):
        await chat.presses_data(data, builder.id)
        assert builder.text == GONE
    await chat.says("/my_routines")
    assert chat.card().labels == ["Go on building", "Start afresh"]
    await chat.presses("Go on building")
    assert chat.card().text.split("\n")[0] == "New routine · 7:00 of 30 min · 5 of 15 steps"
    await chat.presses("Name it")
    await chat.says("Night")
    assert chat.messages[-1].headline == "Night is saved. Start it, or send it to a friend."


async def test_a_routine_deleted_unchanged_leaves_no_copy(chat: Talk) -> None:
    """Deleted is deleted."""
    await makes(chat)
    await edits(chat)
    await chat.says("/routine evening")
    await chat.presses("Delete")
    await chat.presses("Delete")

    assert await chat.stage.rows("own_drafts") == []


async def test_a_stale_builder_has_had_its_turn(chat: Talk) -> None:
    """Of an edit that was saved, and of one routine while another is edited: neither changes anything."""
    await makes(chat)
    await makes(chat, "Night", "+ Tap")
    await edits(chat)
    stale = [data for _, data in [key for row in chat.card().keys for key in row] if ":leave" not in data]
    on = chat.card().id
    await chat.presses("Save")
    rows = await chat.stage.rows("own_routines")

    for other in ("nothing", "another"):
        if other == "another":
            await edits(chat, "+ Tap", name="Night")
        drafts = await chat.stage.rows("own_drafts")
        for data in stale:
            await chat.presses_data(data, on)
        assert chat.toasts() == [STALE] * len(stale)
        assert await chat.stage.rows("own_routines") == rows
        assert await chat.stage.rows("own_drafts") == drafts


async def test_the_builder_of_a_new_one_does_not_change_an_edited_one(chat: Talk) -> None:
    """Nor does its Name it save a second one; its way to the list leads there all the same."""
    await makes(chat)
    await builds(chat)
    labelled, on = [(label, data) for row in chat.card().keys for label, data in row], chat.card().id
    stale = [data for label, data in labelled if label != "My routines"]
    await edits(chat)
    drafts = await chat.stage.rows("own_drafts")

    for data in stale:
        await chat.presses_data(data, on)

    assert chat.toasts() == [STALE] * len(stale)
    assert await chat.stage.rows("own_drafts") == drafts


async def test_what_is_not_saved_is_asked_about_before_it_goes(chat: Talk) -> None:
    """Edit while something new is built, New while something is edited, and from an old list too."""
    await makes(chat)
    await chat.says("/my_routines")
    old_list = chat.card().id
    await builds(chat, "+ Push")
    await edits(chat)
    assert chat.card().text == "Not saved yet: New routine. Go on with it, or let it go?"
    assert chat.card().labels == ["Go on building", "Let it go"]
    await chat.presses("Go on building")
    assert "2. Pushing 1:00" in chat.card().text
    await chat.presses_data("own:new", old_list)
    [asked] = [shown for shown in chat.messages if shown.id == old_list]
    assert asked.text == "Not saved yet: New routine. Go on with it, or let it go?"

    await edits(chat, "Let it go", "+ Tap")
    assert chat.card().headline == "Evening · 7:00 of 30 min · 5 of 15 steps"

    await chat.says("/my_routines")
    await chat.presses("New")
    assert chat.card().text == "Not saved yet: Evening. Go on with it, or let it go?"
    await chat.presses("Let it go")
    assert chat.card().headline == "New routine · 1:00 of 30 min · 2 of 15 steps"
    assert "Tapping 1:00" not in await plan(chat)


@pytest.mark.parametrize("verb", ["", ":save", ":leave", ":afresh", ":build", ":undo", ":add:tapping"])
async def test_nobody_edits_the_routines_of_others(chat: Talk, friend: Talk, verb: str) -> None:
    """A forged number gets the answer for a routine that there is not."""
    await makes(chat)
    rows = await chat.stage.rows("own_routines")
    await friend.says("/tip")

    await friend.presses_data(f"edit:1{verb}", friend.messages[-1].id)

    assert friend.messages[-1].text == GONE
    assert await chat.stage.rows("own_routines") == rows
    assert await chat.stage.rows("own_drafts") == []


@pytest.mark.parametrize(
    "data",
    ["edit", "edit:", "edit:x", "edit:1:name", "edit:1:list", "edit:1:add:x", "edit:1:up", "edit:1:up:1:1"],
)
async def test_forged_edits_have_had_their_turn(chat: Talk, data: str) -> None:
    """Whatever they say."""
    await makes(chat)

    await chat.presses_data(data, chat.messages[-1].id)

    assert chat.toasts() == [STALE]


async def test_a_rename_while_editing_touches_no_step(chat: Talk) -> None:
    """The name changes at once, the copy stays, and Save keeps the new name."""
    await makes(chat)
    await edits(chat, "+ Tap")
    await chat.says("/routine evening")
    await chat.presses("Rename")
    await chat.says("Night")
    await chat.says("/my_routines")

    await chat.presses("Go on building")
    assert chat.card().headline == "Night · 7:00 of 30 min · 5 of 15 steps"
    await chat.presses("Save")

    assert chat.card().headline == "Night is saved, with its new steps."
