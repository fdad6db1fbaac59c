"""Routines of one's own in use: listed, played, deleted, rung with a reminder, limited to twenty."""

from __future__ import annotations

from tests.conversations.building import DEAD, GONE, builds, makes, shares
from tests.conversations.stage import Stage, Talk


async def test_deleting_is_asked_once(chat: Talk) -> None:
    """Keep keeps it, Delete deletes it, a second tap changes nothing."""
    await makes(chat)
    await chat.presses("Delete")
    assert chat.card().headline.startswith("Delete Evening?")
    await chat.presses("Keep")
    assert chat.card().headline == "Evening · 6 min · with a partner"

    await chat.presses("Delete")
    erase = chat.card().data("Delete")
    assert erase is not None
    await chat.presses("Delete")
    assert chat.card().text == "Evening is deleted."
    await chat.presses_data(erase, chat.card().id)
    assert chat.card().text == GONE
    await chat.says("/my_routines")
    assert chat.card().labels == ["New", "Routines"]


async def test_twenty_routines_are_the_limit(chat: Talk, friend: Talk) -> None:
    """For new ones and for copies."""
    await makes(friend, "From Bert")
    link = await shares(friend)
    for number in range(20):
        await makes(chat, f"Evening {number}", "+ Tap")

    await chat.says("/my_routines")
    await chat.presses("New")
    assert chat.card().headline == "Twenty routines is my limit. Delete one first, then build on."

    await chat.says(link)
    await chat.presses("Keep a copy")
    assert chat.card().headline == "Twenty routines is my limit. Delete one first, then build on."
    assert len(await chat.stage.rows("own_routines")) == 21

    await chat.says("/routine evening 7")
    await chat.presses("Delete")
    await chat.presses("Delete")
    await chat.presses("Keep a copy")
    assert "Kept. This one is yours now." in [shown.headline for shown in chat.messages]


async def test_with_twenty_routines_what_was_built_waits_for_room(chat: Talk, friend: Talk) -> None:
    """A copy took the last place meanwhile: it is said before a name is asked for, and no step is lost."""
    await makes(friend, "From Bert")
    link = await shares(friend)
    for number in range(19):
        await makes(chat, f"Evening {number}", "+ Tap")
    await builds(chat, "+ Knead")
    await chat.says(link)
    await chat.presses("Keep a copy")

    await chat.presses("Name it")
    assert chat.messages[-1].headline == "Twenty routines is my limit. Delete one first, then build on."

    await chat.says("/routine evening 7")
    await chat.presses("Delete")
    await chat.presses("Delete")
    await chat.says("/my_routines")
    await chat.presses("Go on building")
    await chat.presses("Name it")
    await chat.says("Night")
    assert chat.messages[-1].headline == "Night is saved. Start it, or send it to a friend."


async def test_a_session_of_ones_own_goes_through_the_gate_to_its_summary(chat: Talk) -> None:
    """Step by step, with the other side half way; the name stands in the summary and in what is suggested."""
    await makes(chat)
    await chat.presses("Start")
    assert chat.card().headline == "First, is it safe today?"
    await chat.presses("Yes, all clear")
    await chat.presses("Start now")
    chat.hears()

    await chat.waits(minutes=6)

    assert chat.headlines() == [
        "2/4 Kneading · 3 min",
        "3/4 Rolling · 2 min",
        "Other side now. Same place, same strength.",
        "4/4 Finish · 30 s",
        "Done: Evening, 6 min",
    ]
    await chat.says("/start")
    assert "Today could be Evening, 6 min." in chat.messages[-1].text
    await chat.presses("Start")
    assert chat.messages[-1].headline == "Ready in 60 s"


async def test_the_name_outlives_the_routine_in_its_session(chat: Talk) -> None:
    """Deleted while it plays: the session goes on and its summary is named; after that it is not offered."""
    await makes(chat)
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.says("/my_routines")
    await chat.presses("Evening")
    await chat.presses("Delete")
    await chat.presses("Delete")

    await chat.waits(minutes=8)

    assert chat.messages[-1].headline == "Done: Evening, 6 min"
    await chat.presses("Swap places")
    assert chat.messages[-1].text == GONE
    await chat.says("/start")
    assert "Today could be Quick, 5 min." in chat.messages[-1].text


async def test_a_reminder_offers_ones_own(chat: Talk) -> None:
    """The last routine rings, and begins from there; deleted since, it says so."""
    await makes(chat)
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.says("/stop")
    await chat.says("/remind 13:00")
    await chat.says("UTC")
    await chat.waits(hours=1)
    assert "Start 6 min" in chat.card().labels
    start = chat.card().data("Start 6 min")
    assert start is not None

    await chat.presses("Start 6 min")
    assert chat.messages[-1].headline == "Ready in 60 s"

    await chat.says("/stop")
    await chat.says("/routine evening")
    await chat.presses("Delete")
    await chat.presses("Delete")
    await chat.presses_data(start)
    assert chat.messages[-1].text == GONE


async def test_in_a_group_own_routines_are_not_kept(stage: Stage, chat: Talk) -> None:
    """They belong to one person; /routine there does not offer them."""
    group = stage.group()
    await makes(chat)
    link = await shares(chat)
    for line in ("/my_routines", link):
        await group.says(line)
        assert group.messages[-1].headline.startswith("Own routines belong to one person.")
    await group.presses_data("own:new", group.messages[-1].id)

    await group.says("/routine")

    assert "My own" not in group.card().labels
    assert await stage.rows("own_drafts") == []


async def test_delete_me_takes_routines_drafts_and_links_along(
    chat: Talk, friend: Talk, stage: Stage
) -> None:
    """And /privacy names them."""
    await makes(chat)
    link = await shares(chat)
    await builds(chat, "+ Tap")
    await chat.says("/privacy")
    assert "routines you built" in chat.messages[-1].text

    await chat.says("/delete_me")
    await chat.presses("Delete all")

    assert await stage.rows("own_routines") == []
    assert await stage.rows("own_drafts") == []
    await friend.says(link)
    assert friend.messages[-1].text == DEAD


async def test_history_calls_an_own_routine_by_its_name(chat: Talk) -> None:
    """What the person called it, not a number."""
    await makes(chat, "Evening")
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.presses("Start now")
    await chat.waits(minutes=2)
    await chat.says("/stop")
    chat.hears()

    await chat.says("/history")

    assert "Evening" in chat.hears()[0]
