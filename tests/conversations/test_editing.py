"""Editing a copy of a saved routine: it is saved, left or dropped; friends see only what is saved."""

from __future__ import annotations

import pytest

from tests.conversations.building import GONE, STALE, builds, makes, shares
from tests.conversations.stage import Stage, Talk
from tests.texts import button, texts

BEGINNING = ["1. Settle 0:30", "2. Kneading 3:00", "3. Rolling 2:00, both sides alike", "4. Finish 0:30"]


async def edits(chat: Talk, *taps: str, name: str = "Evening") -> None:
    """Open the builder on a saved routine and tap."""
    await chat.says(f"/routine {name}")
    await chat.presses(button.edit)
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

    assert chat.card().text.split("\n")[:-2] == [
        texts.headline("builder", name="Evening", total="6:00", n=4),
        *BEGINNING,
    ]
    assert [[label for label, _ in row] for row in chat.card().keys] == [
        [button.add_kneading, button.add_pushing, button.add_pinching],
        [button.add_tapping, button.add_rolling, button.undo],
        [button.order, button.times, button.save],
        [button.keep_as_it_was],
    ]


async def test_saved_steps_take_the_place_of_the_old_ones(chat: Talk) -> None:
    """Steps, order and times; it is the same routine, under the same name, and one routine still."""
    await makes(chat)
    [before] = await chat.stage.rows("own_routines")

    await edits(
        chat,
        button.add_tapping,
        button.order,
        "4",
        button.up,
        "2",
        button.remove,
        button.done,
        button.times,
        "2",
        button.longer,
        button.done,
    )
    await chat.presses(button.save)

    assert chat.card().text.split("\n") == [
        texts("edited", name="Evening"),
        "",
        texts.plan("Evening", 4.5),
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
    assert chat.card().text == texts("mine", n=1, list="1. Evening · 4 min 30 s")
    assert chat.card().labels == ["Evening", button.new_routine]


@pytest.mark.parametrize("leaving", ["/tip", "/my_routines", "hello", button.keep_as_it_was])
async def test_what_is_not_saved_changes_nothing(chat: Talk, leaving: str) -> None:
    """It does not matter how the person leaves the builder."""
    await makes(chat)
    before = await plan(chat)
    await edits(chat, button.add_tapping, button.order, "2", button.remove, button.done)

    await (chat.presses(leaving) if leaving[0] == "K" else chat.says(leaving))

    assert await plan(chat) == before


async def test_keep_as_it_was_forgets_the_changes(chat: Talk) -> None:
    """Edited again, it begins with the saved steps; Undo has nothing to take back."""
    await makes(chat)
    await edits(chat, button.add_tapping, button.keep_as_it_was)
    assert chat.card().headline == texts.plan("Evening", 6)

    await chat.presses(button.edit)
    assert chat.card().text.split("\n")[1:-2] == BEGINNING
    await chat.presses(button.undo)
    assert chat.toasts() == [texts("e_nothing_to_undo")]


async def test_changes_wait_in_the_list_and_behind_edit(chat: Talk, stage: Stage) -> None:
    """After something else, and after a restart too."""
    await makes(chat)
    await edits(chat, button.add_tapping)
    await chat.says("/tip")
    await stage.restarts()

    await chat.says("/my_routines")
    assert chat.card().text.split("\n")[-1] == texts("mine_unsaved", name="Evening")
    assert chat.card().labels == ["Evening", button.go_on_building, button.new_routine]
    await chat.presses(button.go_on_building)
    assert "4. Tapping 1:00" in chat.card().text

    await edits(chat)
    assert "4. Tapping 1:00" in chat.card().text
    await chat.presses(button.undo)
    await chat.says("/my_routines")
    assert chat.card().labels == ["Evening", button.new_routine]


async def test_the_limits_hold_while_editing(chat: Talk) -> None:
    """15 steps, 30 minutes, each technique's own limits, and at least one step."""
    await makes(chat, "Evening", "+ Tap")
    await edits(chat, *[button.add_tapping] * 13)
    assert chat.toasts() == [texts("e_fifteen")]
    await chat.presses(button.times)
    await chat.presses(button.shorter)
    assert chat.toasts() == [texts("e_step_time", technique="Tapping", least="1:00", most="2:00")]
    await chat.presses(button.done)
    await chat.presses(button.keep_as_it_was)

    await edits(chat, *[button.add_kneading] * 10)
    assert chat.toasts() == [texts("e_thirty")]
    await chat.presses(button.keep_as_it_was)

    await edits(chat, button.order, button.remove, button.save)
    assert chat.toasts() == [texts("e_empty_draft")]
    assert "2. Tapping 1:00" not in chat.card().text
    assert "Tapping 1:00" in await plan(chat)


async def test_with_twenty_routines_one_can_still_be_edited(chat: Talk) -> None:
    """The edited routine already counts among the twenty."""
    for number in range(20):
        await makes(chat, f"Evening {number}", "+ Tap")

    await edits(chat, button.add_kneading, button.save, name="Evening 7")

    assert chat.card().headline == texts("edited", name="Evening 7")
    assert len(await chat.stage.rows("own_routines")) == 20


async def test_a_running_session_is_not_disturbed(chat: Talk, stage: Stage) -> None:
    """It goes on with the steps that it began with; the next one has the new ones."""
    await makes(chat)
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    [before] = await stage.rows("sessions")
    await chat.says("/my_routines")
    await chat.presses("Evening")
    await chat.presses(button.edit)
    await chat.presses(button.add_tapping)
    await chat.presses(button.save)
    [after] = await stage.rows("sessions")
    moving = ("card_edited_at", "version")
    assert {name: after[name] for name in after if name not in moving} == {
        name: before[name] for name in before if name not in moving
    }
    chat.hears()

    await chat.waits(minutes=6)
    assert chat.headlines()[-1] == texts.done("Evening", 360)

    await chat.says("/start")
    assert texts("again", suggestion="Evening", minutes=7) in chat.messages[-1].text
    await chat.presses(button.start)
    await chat.presses(button.start_now)
    assert chat.messages[-1].headline == texts.step(1, 5, "settle", 30)


async def test_a_suggestion_is_as_long_as_the_edited_routine(chat: Talk) -> None:
    """The last session took five minutes. The edited routine takes eight, and the suggestion says eight."""
    await makes(chat, "Evening", "+ Knead", "+ Tap")
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.says("/stop")
    await edits(chat, button.add_kneading, button.save)

    await chat.says("/start")

    assert texts("again", suggestion="Evening", minutes=8) in chat.messages[-1].text


async def test_a_friends_copy_is_not_changed_and_the_link_gives_the_new_steps(
    chat: Talk, friend: Talk
) -> None:
    """The link stays the same, and the sender is told that it now gives the new steps."""
    await makes(chat)
    link = await shares(chat)
    await friend.says(link)
    await friend.presses(button.keep_a_copy)
    before = await plan(friend)

    await edits(chat, button.add_tapping, button.save)
    assert chat.card().text.startswith(texts("edited_shared", name="Evening"))

    assert await plan(friend) == before
    await friend.says(link)
    await friend.presses(button.look_first)
    assert "Tapping 1:00" in friend.card().text


async def test_a_routine_deleted_meanwhile_cannot_be_saved(chat: Talk) -> None:
    """Its builder says so; the changed steps wait to be named as a new one."""
    await makes(chat)
    await edits(chat, button.add_tapping)
    builder = chat.card()
    save, add = builder.data(button.save), builder.data(button.add_tapping)
    assert save is not None and add is not None
    await chat.says("/routine evening")
    await chat.presses(button.delete)
    await chat.presses(button.delete)

    for data in (save, add):
        await chat.presses_data(data, builder.id)
        assert builder.text == GONE
    await chat.says("/my_routines")
    assert chat.card().labels == [button.go_on_building, button.start_afresh]
    await chat.presses(button.go_on_building)
    assert chat.card().text.split("\n")[0] == texts.headline("builder", name="New routine", total="7:00", n=5)
    await chat.presses(button.name_it)
    await chat.says("Night")
    assert chat.messages[-1].headline == texts("saved", name="Night")


async def test_a_routine_deleted_unchanged_leaves_no_copy(chat: Talk) -> None:
    """The routine stays deleted."""
    await makes(chat)
    await edits(chat)
    await chat.says("/routine evening")
    await chat.presses(button.delete)
    await chat.presses(button.delete)

    assert await chat.stage.rows("own_drafts") == []


async def test_a_stale_builder_has_had_its_turn(chat: Talk) -> None:
    """Buttons of a builder that was saved, or of another routine than the edited one, change nothing."""
    await makes(chat)
    await makes(chat, "Night", "+ Tap")
    await edits(chat)
    stale = [data for _, data in [key for row in chat.card().keys for key in row] if ":leave" not in data]
    on = chat.card().id
    await chat.presses(button.save)
    rows = await chat.stage.rows("own_routines")

    for other in ("nothing", "another"):
        if other == "another":
            await edits(chat, button.add_tapping, name="Night")
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
    stale = [data for label, data in labelled if label != button.my_routines]
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
    await builds(chat, button.add_pushing)
    await edits(chat)
    assert chat.card().text == texts("unsaved", name="New routine")
    assert chat.card().labels == [button.go_on_building, button.let_it_go]
    await chat.presses(button.go_on_building)
    assert "2. Pushing 1:00" in chat.card().text
    await chat.presses_data("own:new", old_list)
    [asked] = [shown for shown in chat.messages if shown.id == old_list]
    assert asked.text == texts("unsaved", name="New routine")

    await edits(chat, button.let_it_go, button.add_tapping)
    assert chat.card().headline == texts.headline("builder", name="Evening", total="7:00", n=5)

    await chat.says("/my_routines")
    await chat.presses(button.new_routine)
    assert chat.card().text == texts("unsaved", name="Evening")
    await chat.presses(button.let_it_go)
    assert chat.card().headline == texts.headline("builder", name="New routine", total="1:00", n=2)
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
    """Forged data of every form gets the answer for an outdated button."""
    await makes(chat)

    await chat.presses_data(data, chat.messages[-1].id)

    assert chat.toasts() == [STALE]


async def test_a_rename_while_editing_touches_no_step(chat: Talk) -> None:
    """The name changes at once, the copy stays, and Save keeps the new name."""
    await makes(chat)
    await edits(chat, button.add_tapping)
    await chat.says("/routine evening")
    await chat.presses(button.rename)
    await chat.says("Night")
    await chat.says("/my_routines")

    await chat.presses(button.go_on_building)
    assert chat.card().headline == texts.headline("builder", name="Night", total="7:00", n=5)
    await chat.presses(button.save)

    assert chat.card().headline == texts("edited", name="Night")
