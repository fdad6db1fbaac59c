"""Sharing a routine by a link: what a friend sees and keeps, and links that are forged or dead."""

from __future__ import annotations

import json

import pytest

from tests.conversations.building import DEAD, GONE, makes, shares
from tests.conversations.stage import Stage, Talk
from tests.texts import button, texts


async def test_a_friend_looks_and_keeps_a_copy(chat: Talk, friend: Talk, stage: Stage) -> None:
    """The copy has the steps and no data of the sender, and stays after the original is deleted."""
    await makes(chat)
    link = await shares(chat)

    await friend.says(link)
    assert friend.hears()[0] == texts("hello", name="Bert")
    assert friend.card().text == (texts("shared", sender="Anna", name="Evening", length="6 min"))
    await friend.says(link)
    assert len(friend.hears()) == 1, "who is known is not greeted again"
    assert friend.card().labels == [button.keep_a_copy, button.look_first, button.no_thanks]
    await friend.presses(button.look_first)
    assert "Kneading 3:00" in friend.card().text
    await friend.presses(button.keep_a_copy)
    assert friend.card().headline == texts("copied")

    assert await stage.rows("sessions") == []
    copy = next(row for row in await stage.rows("own_routines") if row["chat_id"] == friend.id)
    assert (copy["name"], copy["token"], copy["sender"]) == ("Evening", None, None)
    await chat.says("/delete_me")
    await chat.presses(button.delete_all)
    await friend.presses(button.start)
    await friend.presses(button.yes_all_clear)
    assert friend.messages[-1].headline == texts.headline("ready", n=60)


async def test_a_copy_has_nothing_of_the_sender(chat: Talk, friend: Talk, stage: Stage) -> None:
    """The friend's chat shows only the sender's first name; the friend's rows hold nothing of the sender."""
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 13:00")
    await makes(chat)
    await chat.presses(button.start)
    await chat.presses(button.yes_all_clear)
    await chat.says("/stop")
    await chat.says("/routine evening")
    link = await shares(chat)
    [routine] = await stage.rows("own_routines")

    await friend.says(link)
    await friend.presses(button.look_first)
    await friend.presses(button.keep_a_copy)

    told = json.dumps([[shown.html, shown.keys] for shown in friend.messages])
    assert "1001" not in told and "Lisbon" not in told and f"own_{routine['id']}" not in told
    tables = ("chats", "own_routines", "own_drafts", "outbox", "sessions", "reminders", "likings")
    kept = [row for table in tables for row in await stage.rows(table)]
    of_friend = [row for row in kept if friend.id in (row.get("chat_id"), row["id"])]
    assert len(of_friend) > 2
    for secret in ("1001", "Anna", "Lisbon", routine["token"]):
        assert secret not in str(of_friend), secret


async def test_a_link_tells_nothing_and_cannot_be_guessed(chat: Talk, friend: Talk) -> None:
    """Two routines of one person, made one after the other, have links with nothing in common."""
    await makes(chat)
    first = (await shares(chat)).removeprefix("/start r_")
    await makes(chat, "Night")
    second = (await shares(chat)).removeprefix("/start r_")

    assert sum(one == other for one, other in zip(first, second, strict=True)) < 6
    for near in (first[:-1], first.swapcase(), f"{first}A", first[::-1]):
        await friend.says(f"/start r_{near}")
        assert friend.messages[-1].text == DEAD


async def test_a_copy_taken_twice_is_one_copy(chat: Talk, friend: Talk, stage: Stage) -> None:
    """A double tap makes one copy, also if the name was taken."""
    await makes(friend, "Evening", "+ Tap")
    await makes(chat)
    await friend.says(await shares(chat))

    taps = [friend.tap(button.keep_a_copy), friend.tap(button.keep_a_copy)]
    await stage.takes(*taps)

    await friend.says("/my_routines")
    assert friend.card().labels == ["Evening", "Evening 2", button.new_routine]


async def test_no_thanks_keeps_nothing(chat: Talk, friend: Talk) -> None:
    """The bot says that nothing was kept."""
    await makes(chat)
    await friend.says(await shares(chat))

    await friend.presses(button.no_thanks)

    assert friend.messages[-1].text == texts("no_copy")
    await friend.says("/my_routines")
    assert friend.card().labels == [button.new_routine, button.routines]


async def test_ones_own_link_shows_ones_own_routine(chat: Talk) -> None:
    """The answer says that the link is the person's own. No copy is made."""
    await makes(chat)

    await chat.says(await shares(chat))

    assert chat.card().text.split("\n")[:3] == [
        texts("own_link"),
        "",
        texts.plan("Evening", 6),
    ]
    assert button.share in chat.card().labels
    assert len(await chat.stage.rows("own_routines")) == 1


async def test_a_length_is_the_same_in_the_link_and_in_the_plan(chat: Talk, friend: Talk) -> None:
    """Also where it is no whole number of minutes."""
    await makes(chat, "Evening", "+ Knead", "+ Pinch")
    await friend.says(await shares(chat))
    assert friend.card().headline == texts.headline(
        "shared", sender="Anna", name="Evening", length="5 min 30 s"
    )

    await friend.presses(button.look_first)
    assert friend.card().headline == texts.plan("Evening", 5.5)


@pytest.mark.parametrize(
    "token", ["x" * 22, "", "1", "own_1", "<b>", "%00", "x" * 4000, "'; DROP TABLE chats"]
)
async def test_a_forged_link_is_dead(friend: Talk, token: str) -> None:
    """Forged data of every form gets the answer for a dead link."""
    await friend.says(f"/start r_{token}")

    assert friend.messages[-1].text == DEAD
    assert friend.card().labels == [button.routines, button.my_routines]


async def test_a_link_dies_with_its_routine(chat: Talk, friend: Talk) -> None:
    """Also for a person who has the shared routine on the screen."""
    await makes(chat)
    link = await shares(chat)
    await friend.says(link)
    look, take = friend.card().data(button.look_first), friend.card().data(button.keep_a_copy)
    assert look is not None and take is not None
    await chat.presses(button.back_to_it)
    await chat.presses(button.delete)
    await chat.presses(button.delete)

    for data in (look, take):
        await friend.presses_data(data, friend.card().id)
        assert friend.card().text == DEAD
    await friend.says(link)
    assert friend.messages[-1].text == DEAD


@pytest.mark.parametrize(
    "verb", ["plan:own_1", *(f"own:{do}:1" for do in ("share", "rename", "delete", "erase"))]
)
async def test_nobody_reaches_the_routines_of_others(chat: Talk, friend: Talk, verb: str) -> None:
    """A forged number gets the answer for a routine that there is not."""
    await makes(chat)
    [row] = await chat.stage.rows("own_routines")
    assert row["id"] == 1
    await friend.says("/tip")

    await friend.presses_data(verb, friend.messages[-1].id)

    assert friend.messages[-1].text == GONE
    assert await chat.stage.rows("own_routines") == [row]


@pytest.mark.parametrize("data", ["begin:own_1:partner", "clear:own_1:partner", "go:1:own_1:partner"])
async def test_nobody_begins_the_routines_of_others(chat: Talk, friend: Talk, data: str) -> None:
    """Neither a plan's button nor the gate nor a reminder begins another person's routine."""
    await makes(chat)
    await friend.says("/tip")

    await friend.presses_data(data, friend.messages[-1].id)

    assert friend.messages[-1].text == GONE
    assert await chat.stage.rows("sessions") == []
