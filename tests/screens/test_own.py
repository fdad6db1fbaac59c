"""Routines of one's own, on a phone: built by taps, named, started, shared with a friend, deleted."""

from __future__ import annotations

import re

import pytest

from telegram_playground.client import Person
from tests.screens.phone import Phone, Shown

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ADDING = [["+ Knead", "+ Push", "+ Pinch"], ["+ Tap", "+ Roll", "Undo"]]
BUILDER = [*ADDING, ["Order", "Times", "Name it"], ["My routines"]]
EDITOR = [*ADDING, ["Order", "Times", "Save"], ["Keep as it was"]]
OWN = [["Start"], ["Edit", "Rename", "Share"], ["My routines", "Delete"]]
HTML = '<b>x</b> & <a href="y">'


async def builds(phone: Phone, *taps: str) -> Shown:
    """Begin a new routine and add to it."""
    await phone.says("/my_routines", "Your routines")
    await phone.follows("New", "New routine · ")
    for count, tap in enumerate(taps, 3):
        await phone.follows(tap, f"{count} of 15 steps")
    return (await phone.reads())[-1]


async def names(phone: Phone, name: str) -> Shown:
    """Give what is being built a name."""
    await phone.follows("Name it", "A name for it?")
    return await phone.says(name, f"{name} is saved.")


async def test_a_routine_is_built_ordered_timed_named_and_started(phone: Phone) -> None:
    empty = await phone.says("/my_routines", "None yet.")
    assert empty.rows == [["New", "Routines"]]
    await phone.looks("no_routines")
    assert (await builds(phone, "+ Knead", "+ Tap", "+ Roll")).rows == BUILDER
    await phone.looks("builder")

    order = await phone.follows("Order", "then move it or take it out.")
    assert order.rows == [["2", "3", "4"], ["Up", "Down", "Remove"], ["Done"]]
    await phone.follows("3", "2. Kneading")
    await phone.follows("Up", "2. Tapping 1:00")
    await phone.looks("order")
    await phone.taps("Up")
    await phone.toast("No further that way.")
    await phone.taps("Done")
    await phone.offers(BUILDER)

    times = await phone.follows("Times", "then change its time.")
    assert times.rows == [["2", "3", "4"], ["−30 s", "+30 s"], ["Done"]]
    await phone.follows("+30 s", "2. Tapping 1:30")
    await phone.looks("times")
    await phone.taps("Done")
    await phone.offers(BUILDER)

    question = await phone.follows("Name it", "A name for it? Up to 40 letters.")
    assert question.rows == []
    assert await phone.page.get_attribute("#text", "placeholder") == "Sunday evening"
    await phone.looks("name")
    saved = await phone.says("Sunday evening", "Sunday evening is saved.")
    assert saved.rows == OWN
    await phone.looks("saved")

    await phone.follows("Start", "is it safe today?")
    await phone.follows("Yes, all clear", "Ready in 60 s")
    await phone.follows("Start now", "1/5 Settle")
    await phone.says("/stop", "Stopped.")


async def test_a_saved_routine_is_edited(phone: Phone) -> None:
    """Added to, shortened, ordered and saved; changed again and kept as it was."""
    await builds(phone, "+ Knead", "+ Roll")
    await names(phone, "Evening")
    editor = await phone.follows("Edit", "Evening · 6:00 of 30 min · 4 of 15 steps")
    assert editor.rows == EDITOR
    await phone.looks("editor")
    await phone.follows("+ Tap", "4. Tapping 1:00")
    await phone.follows("Order", "take it out.")
    await phone.follows("4", "take it out.")
    await phone.follows("Up", "3. Tapping 1:00")
    await phone.taps("2")
    await phone.follows("Remove", "2. Tapping 1:00")
    await phone.looks("removed")
    await phone.taps("Done")
    await phone.offers(EDITOR)
    saved = await phone.follows("Save", "Evening is saved, with its new steps.")
    assert saved.lines[2:] == [
        "Settle 0:30",
        "Tapping 1:00",
        "Rolling 2:00, both sides alike",
        "Finish 0:30",
    ]
    assert saved.rows == OWN
    await phone.looks("saved")

    await phone.follows("Edit", "Evening · 4:00 of 30 min")
    await phone.follows("+ Push", "Pushing 1:00")
    kept = await phone.follows("Keep as it was", "Evening · 4 min · with a partner")
    assert "Pushing" not in kept.text
    assert kept.rows == OWN
    await phone.looks("as_it_was")


async def test_changes_that_are_not_saved_are_asked_about(phone: Phone) -> None:
    """They wait in the list; something new asks about them first."""
    await builds(phone, "+ Roll")
    await names(phone, "Evening")
    await phone.follows("Edit", "Evening · 3:00 of 30 min")
    await phone.follows("+ Push", "3. Pushing 1:00")

    waiting = await phone.says("/my_routines", "Not saved yet: Evening")
    assert waiting.rows == [["Evening"], ["Go on building", "New"]]
    await phone.looks("waiting")
    asked = await phone.follows("New", "Go on with it, or let it go?")
    assert asked.rows == [["Go on building"], ["Let it go"]]
    await phone.looks("asked")
    await phone.taps("Go on building")
    await phone.offers(EDITOR)
    await phone.says("/my_routines", "Not saved yet: Evening")
    await phone.taps("New")
    fresh = await phone.follows("Let it go", "New routine · 1:00 of 30 min")
    assert fresh.rows == BUILDER
    await phone.looks("fresh")


async def test_a_name_with_html_and_a_long_one_are_shown_as_they_are(phone: Phone) -> None:
    """In the messages as text, on the buttons cut to what fits."""
    await builds(phone, "+ Tap")
    await names(phone, HTML)
    await builds(phone, "+ Push")
    await names(phone, "A slow evening for two tired shoulders")

    mine = await phone.says("/my_routines", "Your routines · 2 of 20")

    assert mine.lines[1:] == [f"1. {HTML} · 2 min", "2. A slow evening for two tired shoulders · 2 min"]
    assert mine.rows == [["<b>x</b> & <a hr…", "A slow evening f…"], ["New"]]
    await phone.looks("my_routines")
    assert await phone.page.locator("#log b:text-is('x'), #log a[href=y]").count() == 0
    await phone.follows("<b>x</b> & <a hr…", f"{HTML} · 2 min · with a partner")
    await phone.looks("one_routine")


async def test_a_routine_is_shared_copied_and_deleted(phone: Phone, ann: Person, ben: Person) -> None:
    """Ben opens Ann's link on his page, looks, keeps a copy; it outlives the original."""
    await builds(phone, "+ Knead", "+ Roll")
    await names(phone, "Evening")
    share = await phone.follows("Share", "Send this to a friend")
    assert share.rows == [["Back to it", "My routines"]]
    await phone.looks("share")
    payload = re.search(r"\?start=(r_[\w-]{22})", share.text)
    assert payload is not None, share.text

    await phone.goes_to(ben)
    await phone.opens(payload[1])
    shared = await phone.sees("Ann sent you a routine: Evening, 6 min.")
    assert shared.rows == [["Keep a copy"], ["Look first", "No thanks"]]
    await phone.looks("shared")
    await phone.follows("Look first", "Kneading 3:00")
    await phone.looks("look_first")
    copy = await phone.follows("Keep a copy", "Kept. This one is yours now.")
    assert copy.rows == OWN
    await phone.looks("copy")

    await phone.goes_to(ann)
    await phone.follows("Back to it", "Evening · 6 min · with a partner")
    await phone.taps("Edit")
    await phone.follows("+ Tap", "7:00 of 30 min")
    await phone.follows("Save", "Copies that friends kept stay as they are.")
    await phone.looks("edited_shared")
    ask = await phone.follows("Delete", "Delete Evening?")
    assert ask.rows == [["Delete", "Keep"]]
    await phone.looks("ask_to_delete")
    gone = await phone.follows("Delete", "Evening is deleted.")
    assert gone.rows == [["My routines"]]
    await phone.looks("deleted")

    await phone.goes_to(ben)
    await phone.says("/my_routines", "1. Evening · 6 min")
