"""Routines of one's own in use: listed, played, deleted, rung with a reminder, limited to twenty."""

from __future__ import annotations

from bot.domain.message import Length, phrase
from tests.conversations.building import DEAD, GONE, builds, makes, shares
from tests.conversations.stage import Stage, Talk
from tests.texts import button, texts


async def test_deleting_is_asked_once(chat: Talk) -> None:
    """Keep keeps it, Delete deletes it, a second tap changes nothing."""
    await makes(chat)
    await chat.presses(button.delete)
    assert chat.card().headline == texts.headline("own_delete", name="Evening")
    await chat.presses(button.keep)
    assert chat.card().headline == texts.plan("Evening", 6)

    await chat.presses(button.delete)
    erase = chat.card().data(button.delete)
    assert erase is not None
    await chat.presses(button.delete)
    assert chat.card().text == texts("own_deleted", name="Evening")
    await chat.presses_data(erase, chat.card().id)
    assert chat.card().text == GONE
    await chat.says("/my_routines")
    assert chat.card().labels == [button.new_routine, button.routines]


async def test_twenty_routines_are_the_limit(chat: Talk, friend: Talk) -> None:
    """For new ones and for copies."""
    await makes(friend, "From Bert")
    link = await shares(friend)
    for number in range(20):
        await makes(chat, f"Evening {number}", "+ Tap")

    await chat.says("/my_routines")
    await chat.presses(button.new_routine)
    assert chat.card().headline == texts("e_twenty")

    await chat.says(link)
    await chat.presses(button.keep_a_copy)
    assert chat.card().headline == texts("e_twenty")
    assert len(await chat.stage.rows("own_routines")) == 21

    await chat.says("/routine evening 7")
    await chat.presses(button.delete)
    await chat.presses(button.delete)
    await chat.presses(button.keep_a_copy)
    assert texts("copied") in [shown.headline for shown in chat.messages]


async def test_with_twenty_routines_what_was_built_waits_for_room(chat: Talk, friend: Talk) -> None:
    """A copy took the last place. The bot says so before it asks for a name, and no step is lost."""
    await makes(friend, "From Bert")
    link = await shares(friend)
    for number in range(19):
        await makes(chat, f"Evening {number}", "+ Tap")
    await builds(chat, button.add_kneading)
    await chat.says(link)
    await chat.presses(button.keep_a_copy)

    await chat.presses(button.name_it)
    assert chat.messages[-1].headline == texts("e_twenty")

    await chat.says("/routine evening 7")
    await chat.presses(button.delete)
    await chat.presses(button.delete)
    await chat.says("/my_routines")
    await chat.presses(button.go_on_building)
    await chat.presses(button.name_it)
    await chat.says("Night")
    assert chat.messages[-1].headline == texts("saved", name="Night")


async def test_a_session_of_ones_own_goes_through_the_gate_to_its_summary(chat: Talk) -> None:
    """All steps are played, with the cue for the other side.

    The summary and the next suggestion show the name.
    """
    await makes(chat)
    await chat.presses(button.start)
    assert chat.card().headline == texts.headline("gate")
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    chat.hears()

    await chat.waits(minutes=6)

    assert chat.headlines() == [
        texts.step(2, 4, "kneading", 180),
        texts.step(3, 4, "rolling", 120),
        texts.step(3, 4, "rolling", 120),  # for the other side; then it is the step's card
        texts.step(4, 4, "finish", 30),
        texts.done("Evening", 360),
    ]
    await chat.says("/start")
    assert texts("again", suggestion="Evening", minutes=6) in chat.messages[-1].text
    await chat.presses(button.start)
    assert chat.messages[-1].headline == texts.headline("ready", n=60)


async def test_the_name_outlives_the_routine_in_its_session(chat: Talk) -> None:
    """The routine is deleted during its session. The summary names it, but it is not offered again."""
    await makes(chat)
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.says("/my_routines")
    await chat.presses("Evening")
    await chat.presses(button.delete)
    await chat.presses(button.delete)

    await chat.waits(minutes=8)

    assert chat.messages[-1].headline == texts.done("Evening", 360)
    await chat.presses(button.swap_places)
    assert chat.messages[-1].text == GONE
    await chat.says("/start")
    assert texts("again", suggestion="Quick", minutes=5) in chat.messages[-1].text


async def test_a_reminder_offers_ones_own(chat: Talk) -> None:
    """A ring offers the last routine and can begin it. If the routine was deleted, the answer says so."""
    await makes(chat)
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.says("/stop")
    await chat.says("/remind 13:00")
    await chat.says("UTC")
    await chat.waits(hours=1)
    assert button("start_minutes", n=6) in chat.card().labels
    start = chat.card().data(button("start_minutes", n=6))
    assert start is not None

    await chat.presses(button("start_minutes", n=6))
    assert chat.messages[-1].headline == texts.headline("ready", n=60)

    await chat.says("/stop")
    await chat.says("/routine evening")
    await chat.presses(button.delete)
    await chat.presses(button.delete)
    await chat.presses_data(start)
    assert chat.messages[-1].text == GONE


async def test_in_a_group_own_routines_are_not_kept(stage: Stage, chat: Talk) -> None:
    """They belong to one person; /routine there does not offer them."""
    group = stage.group()
    await makes(chat)
    link = await shares(chat)
    for line in ("/my_routines", link):
        await group.says(line)
        assert group.messages[-1].headline.startswith(texts.opening("e_own_private"))
    await group.presses_data("own:new", group.messages[-1].id)

    await group.says("/routine")

    assert button.my_own not in group.card().labels
    assert await stage.rows("own_drafts") == []


async def test_delete_me_takes_routines_drafts_and_links_along(
    chat: Talk, friend: Talk, stage: Stage
) -> None:
    """/privacy mentions the routines."""
    await makes(chat)
    link = await shares(chat)
    await builds(chat, button.add_tapping)
    await chat.says("/privacy")
    assert chat.messages[-1].text == texts(
        "privacy",
        history=phrase("privacy_all_kept"),
        messages=Length(48 * 3600),
        backups=phrase("privacy_backups_unknown"),
    )
    assert "Routines" in chat.messages[-1].text

    await chat.says("/delete_me")
    await chat.presses(button.delete_all)

    assert await stage.rows("own_routines") == []
    assert await stage.rows("own_drafts") == []
    await friend.says(link)
    assert friend.messages[-1].text == DEAD


async def test_history_calls_an_own_routine_by_its_name(chat: Talk) -> None:
    """What the person called it, not a number."""
    await makes(chat, "Evening")
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.presses(button.start_now)
    await chat.waits(minutes=2)
    await chat.says("/stop")
    chat.hears()

    await chat.says("/history")

    assert "Evening" in chat.hears()[0]
