"""Building a routine of one's own, step by step: the builder, its limits, and a draft that waits."""

from __future__ import annotations

import pytest

from tests.conversations.building import STALE, builds, makes
from tests.conversations.stage import Stage, Talk
from tests.texts import button, texts


async def test_the_list_is_empty_at_first(chat: Talk) -> None:
    """And offers to build one; words and the button under /routine lead there too."""
    for way in ("/my_routines", "make my own routine"):
        await chat.says(way)
        assert chat.card().headline == texts.headline("mine_none")
        assert chat.card().labels == [button.new_routine, button.routines]

    await chat.says("/routine")
    await chat.presses(button.my_own)
    assert chat.card().headline == texts.headline("mine_none")


async def test_the_builder_starts_with_settle_and_finish(chat: Talk) -> None:
    """In the shape that the screens have."""
    await builds(chat)

    assert chat.card().text.split("\n") == [
        texts.headline("builder", name="New routine", total="1:00", n=2),
        "1. Settle 0:30",
        "2. Finish 0:30",
        "",
        texts("builder_add"),
    ]
    assert [[label for label, _ in row] for row in chat.card().keys] == [
        [button.add_kneading, button.add_pushing, button.add_pinching],
        [button.add_tapping, button.add_rolling, button.undo],
        [button.order, button.times, button.name_it],
        [button.my_routines],
    ]


async def test_each_technique_comes_with_its_least_time(chat: Talk) -> None:
    """And the total grows."""
    await builds(
        chat,
        button.add_kneading,
        button.add_pushing,
        button.add_pinching,
        button.add_tapping,
        button.add_rolling,
    )

    assert chat.card().text.split("\n")[:-2] == [
        texts.headline("builder", name="New routine", total="9:30", n=7),
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
    await builds(chat, button.add_kneading, button.add_tapping, button.undo)
    assert "Tapping" not in chat.card().text

    await chat.presses(button.undo)
    await chat.presses(button.undo)

    assert chat.toasts() == [texts("e_nothing_to_undo")]
    assert "2 of 15 steps" in chat.card().text


async def test_steps_change_places(chat: Talk) -> None:
    """The chosen one goes up and down between Settle and Finish, and no further."""
    await builds(chat, button.add_kneading, button.add_tapping, button.order)
    assert chat.card().labels == ["2", "3", button.up, button.down, button.remove, button.done]

    await chat.presses("3")
    await chat.presses(button.up)
    assert "2. Tapping 1:00\n3. Kneading 3:00" in chat.card().text
    assert "<b>2. Tapping 1:00</b>" in chat.card().html
    await chat.presses(button.up)
    assert chat.toasts() == [texts("e_step_order")]
    await chat.presses(button.down)
    assert "2. Kneading 3:00\n3. Tapping 1:00" in chat.card().text

    await chat.presses(button.done)
    assert button.name_it in chat.card().labels


async def test_times_stay_inside_the_limits(chat: Talk) -> None:
    """A tap changes a time by half a minute, and the bot names the limits."""
    await builds(chat, button.add_tapping, button.times)
    assert chat.card().labels == ["2", button.shorter, button.longer, button.done]

    await chat.presses(button.shorter)
    assert chat.toasts() == [texts("e_step_time", technique="Tapping", least="1:00", most="2:00")]
    await chat.presses(button.longer)
    assert "2. Tapping 1:30" in chat.card().text
    assert chat.card().headline == texts.headline("builder", name="New routine", total="2:30", n=3)
    await chat.presses(button.longer)
    await chat.presses(button.longer)
    assert chat.toasts() == [texts("e_step_time", technique="Tapping", least="1:00", most="2:00")]
    assert "2. Tapping 2:00" in chat.card().text


async def test_fifteen_steps_and_thirty_minutes_are_the_limits(chat: Talk) -> None:
    """Each is said in a sentence, and nothing changes."""
    await builds(chat, *[button.add_tapping] * 14)
    assert chat.toasts() == [texts("e_fifteen")]
    assert chat.card().headline == texts.headline("builder", name="New routine", total="14:00", n=15)

    await chat.says("/my_routines")
    await chat.presses(button.start_afresh)
    for _ in range(10):
        await chat.presses(button.add_kneading)
    assert chat.toasts() == [texts("e_thirty")]
    assert chat.card().headline == texts.headline("builder", name="New routine", total="28:00", n=11)


async def test_an_empty_routine_cannot_be_named_ordered_or_timed(chat: Talk) -> None:
    """The bot asks for a step first."""
    await builds(chat, button.name_it, button.order, button.times)

    assert chat.toasts() == [texts("e_empty_draft")] * 3


async def test_a_restart_in_the_middle_of_building_takes_nothing_away(chat: Talk, stage: Stage) -> None:
    """Neither the steps, nor what Undo knows, nor that a name was asked for."""
    await builds(chat, button.add_kneading, button.add_tapping)
    await stage.restarts()
    await chat.presses(button.add_pushing)
    await stage.restarts()
    await chat.presses(button.undo)
    await chat.presses(button.undo)
    assert "2. Kneading 3:00\n3. Finish 0:30" in chat.card().text
    await chat.presses(button.name_it)
    await stage.restarts()
    await chat.says("Evening")

    assert chat.messages[-1].headline == texts("saved", name="Evening")


@pytest.mark.parametrize("line", ["stop", "cancel", "/stop", "/help", "hello", "what is this", "x" * 5000])
async def test_what_is_typed_while_building_takes_nothing_away(chat: Talk, line: str) -> None:
    """It is answered, and the builder goes on where it was."""
    await builds(chat, button.add_kneading)
    on = chat.card()

    await chat.says(line)
    assert len(chat.messages) == 2
    await chat.presses_data("own:add:tapping", on.id)

    assert "2. Kneading 3:00\n3. Tapping 1:00" in on.text


@pytest.mark.parametrize("line", ["/kneeding", "/8:30"])
async def test_another_command_is_no_name(chat: Talk, line: str) -> None:
    """Also a command that does not exist."""
    await builds(chat, button.add_kneading, button.name_it)

    await chat.says(line)

    assert await chat.stage.rows("own_routines") == []
    await chat.says("hello")
    assert chat.messages[-1].headline.startswith(texts.opening("start", name="Anna"))


async def test_a_draft_waits_in_the_list(chat: Talk) -> None:
    """It can be gone on with."""
    await builds(chat, button.add_kneading)
    await chat.says("/my_routines")
    assert chat.card().labels == [button.go_on_building, button.start_afresh]

    await chat.presses(button.go_on_building)

    assert "2. Kneading 3:00" in chat.card().text


@pytest.mark.parametrize(
    "data",
    ["own:add:kneading", "own:undo", "own:name", "own:order:0", "own:times:3", "own:up:0", "own:longer:9"],
)
async def test_builder_buttons_without_a_draft_have_had_their_turn(chat: Talk, data: str) -> None:
    """Such a button is outdated, as it is after the routine was named."""
    await makes(chat)

    await chat.presses_data(data, chat.messages[-1].id)

    assert chat.toasts() == [STALE]


@pytest.mark.parametrize("data", ["own:order:5", "own:up:5", "own:shorter:5"])
async def test_a_step_that_is_no_longer_there_cannot_be_changed(chat: Talk, data: str) -> None:
    """The button of that step is outdated."""
    await builds(chat, button.add_kneading)

    await chat.presses_data(data, chat.messages[-1].id)

    assert chat.toasts() == [STALE]


async def test_of_many_taps_on_the_builder_only_the_last_picture_is_sent(chat: Talk, stage: Stage) -> None:
    """A newer edit replaces an edit that waits, and shows all changes."""
    await chat.says("/my_routines")
    await chat.presses(button.new_routine)
    edits = chat.card().edits

    await stage.takes(*(chat.tap(button.add_pushing) for _ in range(6)))

    assert chat.card().edits <= edits + 2
    assert chat.card().text.count("Pushing") == 6


async def test_from_the_builder_one_tap_leads_to_the_list_and_one_back(chat: Talk) -> None:
    """What was built so far is kept."""
    await builds(chat, button.add_kneading)

    await chat.presses(button.my_routines)
    assert button.go_on_building in chat.card().labels
    await chat.presses(button.go_on_building)

    assert "2. Kneading 3:00" in chat.card().text
