"""Own routines: built by buttons, named, started, shared with a friend, deleted; and what can go wrong."""

from __future__ import annotations

import json
import re

import pytest

from bot.actions import name_own
from tests.conversations.stage import Stage, Talk

STALE = "That button has had its turn. Use the newest message, or /routine."
STICKER = {
    **{"file_id": "1", "file_unique_id": "1", "type": "regular", "width": 1, "height": 1},
    **{"is_animated": False, "is_video": False},
}
GONE = "That routine is not here any more. Pick another?"
DEAD = "This link no longer works. Pick a routine instead?"


async def builds(chat: Talk, *taps: str) -> None:
    """Begin a new routine and tap."""
    await chat.says("/my_routines")
    await chat.presses("New")
    for tap in taps:
        await chat.presses(tap)


async def makes(chat: Talk, name: str = "Evening", *taps: str) -> None:
    """Build a routine and name it; forget what was said."""
    await builds(chat, *(taps or ("+ Knead", "+ Roll")))
    await chat.presses("Name it")
    await chat.says(name)
    assert chat.messages[-1].headline == f"{name} is saved. Start it, or send it to a friend."
    chat.hears()


async def shares(chat: Talk) -> str:
    """Share the routine that is shown; return what the link says to the bot."""
    await chat.presses("Share")
    link = re.search(r"https://t\.me/UnknotBot\?start=(r_[A-Za-z0-9_-]{22})$", chat.card().text)
    assert link is not None, chat.card().text
    return f"/start {link[1]}"


@pytest.fixture
def friend(stage: Stage) -> Talk:
    """Bert, who gets links."""
    return stage.private("Bert", 2002)


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


async def test_a_named_routine_is_saved_and_listed(chat: Talk) -> None:
    """The builder's message loses its buttons, the list has its name and length."""
    await builds(chat, "+ Knead", "+ Tap", "Name it")
    assert chat.messages[-2].keys == []
    assert chat.messages[-1].text == "A name for it? Up to 40 letters."
    assert chat.messages[-1].question == "Sunday evening"

    await chat.says("Evening")
    assert chat.card().labels == ["Start", "Edit", "Rename", "Share", "My routines", "Delete"]
    await chat.presses("My routines")

    assert chat.card().text == "Your routines · 1 of 20\n1. Evening · 5 min"
    assert chat.card().labels == ["Evening", "New"]
    await chat.presses("Evening")
    assert chat.card().headline == "Evening · 5 min · with a partner"
    await chat.says("/routine evening")
    assert chat.card().headline == "Evening · 5 min · with a partner"


async def test_a_name_with_html_is_shown_as_text_everywhere(chat: Talk, friend: Talk) -> None:
    """In messages, in the summary and to the friend."""
    name = '<b>x</b> & <a href="y">'
    await makes(chat, name)
    await chat.presses("My routines")
    assert f"1. {name} · 6 min" in chat.card().text
    await chat.presses("<b>x</b> & <a hr…")
    assert chat.card().headline == f"{name} · 6 min · with a partner"

    await friend.says(await shares(chat))
    assert friend.card().headline == f"Anna sent you a routine: {name}, 6 min."


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("x" * 200, "That is 200 characters; a name has up to 40. A shorter one, please?"),
        ("x" * 2000, "That is 2000 characters; a name has up to 40. A shorter one, please?"),
        ("\u200b\u200d", "I can't see a name in that. A word or two, like Sunday evening?"),
        ("EVENING", "You have one called that. Try EVENING 2?"),
        ("full", "One of mine is called that. Try full 2?"),
    ],
)
async def test_a_name_that_cannot_be_is_asked_for_again(chat: Talk, typed: str, answer: str) -> None:
    """What is wrong, and then the next line counts."""
    await makes(chat)
    await builds(chat, "+ Tap", "Name it")

    await chat.says(typed)
    assert chat.messages[-1].text == answer
    free = re.search(r"Try (.+)\?$", answer)
    assert chat.messages[-1].question == (free[1] if free else "Sunday evening")
    await chat.says("Kneading and stop")  # as a name it is no wish

    assert chat.messages[-1].headline == "Kneading and stop is saved. Start it, or send it to a friend."


async def test_a_change_of_subject_ends_the_question(chat: Talk) -> None:
    """A command, a tap in the builder, or an hour: the next line is no name any more."""
    await builds(chat, "+ Tap", "Name it")
    await chat.says("/tip")
    await chat.says("hello")
    assert chat.messages[-1].headline.startswith("Hello, Anna")

    await chat.says("/my_routines")
    await chat.presses("Go on building")
    await chat.presses("Name it")
    await chat.waits(hours=1)
    await chat.says("hello")
    assert chat.messages[-1].headline.startswith("Hello, Anna")

    await chat.says("/my_routines")
    await chat.presses("Go on building")
    await chat.presses("Name it")
    await chat.says("my legs are numb")
    assert chat.messages[-1].headline == "Please stop. Get help now."
    await chat.says("hello")
    assert chat.messages[-1].headline.startswith("Hello, Anna")

    await chat.says("/tip")
    await chat.says("/my_routines")
    await chat.presses("Go on building")
    await chat.presses("Name it")
    await chat.presses("Another")
    await chat.says("hello")
    assert chat.messages[-1].headline.startswith("Hello, Anna")


@pytest.mark.parametrize("word", ["stop", "Cancel!", "/cancel"])
async def test_a_word_to_leave_is_no_name(chat: Talk, word: str) -> None:
    """What was built is kept and can be gone on with."""
    await builds(chat, "+ Knead", "Name it")

    await chat.says(word)
    assert chat.messages[-1].text == "No name yet, then. Your steps are kept."
    assert chat.card().labels == ["Go on building", "Name it", "My routines"]
    await chat.says("hello")
    assert chat.messages[-1].headline.startswith("Hello, Anna")

    await chat.presses("Name it")
    await chat.says("Evening")
    assert chat.messages[-1].headline == "Evening is saved. Start it, or send it to a friend."


async def test_a_word_to_leave_keeps_the_name_that_there_is(chat: Talk) -> None:
    """A routine that was to be renamed stays what it is called."""
    await makes(chat)
    await chat.presses("Rename")

    await chat.says("cancel")

    assert chat.messages[-1].text == "It stays Evening."
    assert chat.card().labels[0] == "Start"


async def test_after_a_mistake_of_ours_the_name_can_be_typed_again(
    chat: Talk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The apology says "try again", and that works."""
    await builds(chat, "+ Knead", "Name it")

    with monkeypatch.context() as patch:
        patch.setattr(name_own, "read_name", None)
        await chat.says("Evening")
    caplog.clear()
    assert chat.messages[-1].text == "Sorry, my fault. Nothing is lost. Please try again."
    await chat.says("Evening")

    assert chat.messages[-1].headline == "Evening is saved. Start it, or send it to a friend."


@pytest.mark.parametrize("line", ["help", "/help", "what can you do?"])
async def test_help_is_no_name(chat: Talk, line: str) -> None:
    """It helps, and nothing is called so."""
    await builds(chat, "+ Knead", "Name it")

    await chat.says(line)

    assert chat.messages[-1].headline == "What I can do"
    assert await chat.stage.rows("own_routines") == []


async def test_a_picture_or_a_voice_is_no_name_and_the_question_stays(chat: Talk) -> None:
    """It is said, and the next line is the name."""
    await builds(chat, "+ Knead", "Name it")

    await chat.sends(sticker=STICKER)
    assert chat.messages[-1].text == "I can't see a name in that. A word or two, like Sunday evening?"
    await chat.sends(voice={"file_id": "1", "file_unique_id": "1", "duration": 1})
    assert chat.messages[-1].text.startswith("I can't listen yet.")
    await chat.says("Evening")

    assert chat.messages[-1].headline == "Evening is saved. Start it, or send it to a friend."


async def test_stop_reaches_a_session_even_while_a_name_is_asked_for(chat: Talk) -> None:
    """Steering goes before everything else."""
    await makes(chat)
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await builds(chat, "+ Tap", "Name it")

    await chat.says("stop")

    assert chat.messages[-1].headline.startswith("Stopped.")


async def test_a_routine_is_renamed(chat: Talk) -> None:
    """To its own name in other letters too; what is being built stays."""
    await makes(chat)
    await builds(chat, "+ Tap")
    await chat.says("/routine Evening")
    await chat.presses("Rename")

    await chat.says("EVENING")
    assert chat.messages[-1].text == "It is called EVENING now."

    await chat.says("/my_routines")
    assert chat.card().labels == ["EVENING", "Go on building", "Start afresh"]


async def test_a_routine_deleted_while_its_new_name_is_asked_for_has_no_name_to_get(chat: Talk) -> None:
    """The tap ends the question: the next line is a line like any other."""
    await makes(chat)
    await chat.presses("Rename")
    await chat.presses("Delete")
    await chat.presses("Delete")

    await chat.says("hello")

    assert chat.messages[-1].headline.startswith("Hello, Anna")


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


async def test_a_friend_looks_and_keeps_a_copy(chat: Talk, friend: Talk, stage: Stage) -> None:
    """It has the steps and nothing of the sender; it outlives the original."""
    await makes(chat)
    link = await shares(chat)

    await friend.says(link)
    assert friend.card().text == (
        "Anna sent you a routine: Evening, 6 min.\nThe copy is yours. Anna won't see what you do with it."
    )
    assert friend.card().labels == ["Keep a copy", "Look first", "No thanks"]
    await friend.presses("Look first")
    assert "Kneading 3:00" in friend.card().text
    await friend.presses("Keep a copy")
    assert friend.card().headline == "Kept. This one is yours now."

    assert await stage.rows("sessions") == []
    copy = next(row for row in await stage.rows("own_routines") if row["chat_id"] == friend.id)
    assert (copy["name"], copy["token"], copy["sender"]) == ("Evening", None, None)
    await chat.says("/delete_me")
    await chat.presses("Delete all")
    await friend.presses("Start")
    await friend.presses("Yes, all clear")
    assert friend.messages[-1].headline == "Ready in 60 s"


async def test_a_copy_has_nothing_of_the_sender(chat: Talk, friend: Talk, stage: Stage) -> None:
    """Neither in the friend's chat, but for the first name, nor anywhere in the friend's rows."""
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 13:00")
    await makes(chat)
    await chat.presses("Start")
    await chat.presses("Yes, all clear")
    await chat.says("/stop")
    await chat.says("/routine evening")
    link = await shares(chat)
    [routine] = await stage.rows("own_routines")

    await friend.says(link)
    await friend.presses("Look first")
    await friend.presses("Keep a copy")

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
    """A double tap does no harm, also where the name was taken."""
    await makes(friend, "Evening", "+ Tap")
    await makes(chat)
    await friend.says(await shares(chat))

    taps = [friend.tap("Keep a copy"), friend.tap("Keep a copy")]
    await stage.takes(*taps)

    await friend.says("/my_routines")
    assert friend.card().labels == ["Evening", "Evening 2", "New"]


async def test_no_thanks_keeps_nothing(chat: Talk, friend: Talk) -> None:
    """And says so."""
    await makes(chat)
    await friend.says(await shares(chat))

    await friend.presses("No thanks")

    assert friend.messages[-1].text == "Fine. Nothing is kept."
    await friend.says("/my_routines")
    assert friend.card().labels == ["New", "Routines"]


async def test_ones_own_link_shows_ones_own_routine(chat: Talk) -> None:
    """It says whose it is and what it does; nothing is copied."""
    await makes(chat)

    await chat.says(await shares(chat))

    assert chat.card().text.split("\n")[:3] == [
        "This link is yours. Friends who open it get a copy of this one.",
        "",
        "Evening · 6 min · with a partner",
    ]
    assert "Share" in chat.card().labels
    assert len(await chat.stage.rows("own_routines")) == 1


async def test_a_length_is_the_same_in_the_link_and_in_the_plan(chat: Talk, friend: Talk) -> None:
    """Also where it is no whole number of minutes."""
    await makes(chat, "Evening", "+ Knead", "+ Pinch")
    await friend.says(await shares(chat))
    assert friend.card().headline == "Anna sent you a routine: Evening, 5 min 30 s."

    await friend.presses("Look first")
    assert friend.card().headline == "Evening · 5 min 30 s · with a partner"


@pytest.mark.parametrize(
    "token", ["x" * 22, "", "1", "own_1", "<b>", "%00", "x" * 4000, "'; DROP TABLE chats"]
)
async def test_a_forged_link_is_dead(friend: Talk, token: str) -> None:
    """Whatever it says."""
    await friend.says(f"/start r_{token}")

    assert friend.messages[-1].text == DEAD
    assert friend.card().labels == ["Routines", "My routines"]


async def test_a_link_dies_with_its_routine(chat: Talk, friend: Talk) -> None:
    """Also for those who have it open."""
    await makes(chat)
    link = await shares(chat)
    await friend.says(link)
    look, take = friend.card().data("Look first"), friend.card().data("Keep a copy")
    assert look is not None and take is not None
    await chat.presses("Back to it")
    await chat.presses("Delete")
    await chat.presses("Delete")

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
    """Neither straight, nor through the gate, nor from a reminder."""
    await makes(chat)
    await friend.says("/tip")

    await friend.presses_data(data, friend.messages[-1].id)

    assert friend.messages[-1].text == GONE
    assert await chat.stage.rows("sessions") == []


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
