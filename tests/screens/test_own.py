"""Routines of one's own, on a phone: built by taps, named, started, shared with a friend, deleted."""

from __future__ import annotations

import re

import pytest

from telegram_playground.client import Person
from tests.screens.phone import Phone, Shown
from tests.texts import button, texts

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ADDING = [
    [button.add_kneading, button.add_pushing, button.add_pinching],
    [button.add_tapping, button.add_rolling, button.undo],
]
BUILDER = [*ADDING, [button.order, button.times, button.name_it], [button.my_routines]]
EDITOR = [*ADDING, [button.order, button.times, button.save], [button.keep_as_it_was]]
OWN = [
    [button.start, button.audio],
    [button.edit, button.rename, button.share],
    [button.my_routines, button.delete],
]
HTML = '<b>x</b> & <a href="y">'


async def builds(phone: Phone, *taps: str) -> Shown:
    """Begin a new routine and add to it."""
    await phone.says("/my_routines", texts.headline("mine_none"))
    await phone.follows(button.new_routine, "New routine · ")
    for count, tap in enumerate(taps, 3):
        await phone.follows(tap, f"{count} of 15 steps")
    return (await phone.reads())[-1]


async def names(phone: Phone, name: str) -> Shown:
    """Give what is being built a name."""
    await phone.follows(button.name_it, texts("builder_name"))
    return await phone.says(name, f"{name} is saved.")


async def test_a_routine_is_built_ordered_timed_named_and_started(phone: Phone) -> None:
    empty = await phone.says("/my_routines", texts("mine_none").splitlines()[1])
    assert empty.rows == [[button.new_routine, button.routines]]
    await phone.looks("no_routines")
    assert (await builds(phone, button.add_kneading, button.add_tapping, button.add_rolling)).rows == BUILDER
    await phone.looks("builder")

    order = await phone.follows(button.order, texts("builder_order"))
    assert order.rows == [["2", "3", "4"], [button.up, button.down, button.remove], [button.done]]
    await phone.follows("3", "2. Kneading")
    await phone.follows(button.up, "2. Tapping 1:00")
    await phone.looks("order")
    await phone.taps(button.up)
    await phone.toast(texts("e_step_order"))
    await phone.taps(button.done)
    await phone.offers(BUILDER)

    times = await phone.follows(button.times, texts("builder_times"))
    assert times.rows == [["2", "3", "4"], [button.shorter, button.longer], [button.done]]
    await phone.follows(button.longer, "2. Tapping 1:30")
    await phone.looks("times")
    await phone.taps(button.done)
    await phone.offers(BUILDER)

    question = await phone.follows(button.name_it, texts("builder_name"))
    assert question.rows == []
    assert await phone.page.get_attribute("#text", "placeholder") == "Sunday evening"
    await phone.looks("name")
    saved = await phone.says("Sunday evening", texts("saved", name="Sunday evening"))
    assert saved.rows == OWN
    await phone.looks("saved")

    await phone.follows(button.start, texts.headline("gate"))
    await phone.follows(button.yes_all_clear, texts.headline("ready", n=60))
    await phone.follows(button.start_now, "1/5 Settle")
    await phone.says("/stop", texts.opening("stopped"))


async def test_a_saved_routine_is_edited(phone: Phone) -> None:
    """Added to, shortened, ordered and saved; changed again and kept as it was."""
    await builds(phone, button.add_kneading, button.add_rolling)
    await names(phone, "Evening")
    editor = await phone.follows(button.edit, texts.headline("builder", name="Evening", total="6:00", n=4))
    assert editor.rows == EDITOR
    await phone.looks("editor")
    await phone.follows(button.add_tapping, "4. Tapping 1:00")
    await phone.follows(button.order, texts("builder_order"))
    await phone.follows("4", texts("builder_order"))
    await phone.follows(button.up, "3. Tapping 1:00")
    await phone.taps("2")
    await phone.follows(button.remove, "2. Tapping 1:00")
    await phone.looks("removed")
    await phone.taps(button.done)
    await phone.offers(EDITOR)
    saved = await phone.follows(button.save, texts("edited", name="Evening"))
    assert saved.lines[2:] == [
        "Settle 0:30",
        "Tapping 1:00",
        "Rolling 2:00, both sides alike",
        "Finish 0:30",
    ]
    assert saved.rows == OWN
    await phone.looks("saved")

    await phone.follows(button.edit, "Evening · 4:00 of 30 min")
    await phone.follows(button.add_pushing, "Pushing 1:00")
    kept = await phone.follows(
        button.keep_as_it_was,
        texts.plan("Evening", 4),
    )
    assert "Pushing" not in kept.text
    assert kept.rows == OWN
    await phone.looks("as_it_was")


async def test_changes_that_are_not_saved_are_asked_about(phone: Phone) -> None:
    """The changes are kept with the list. Before a new routine is begun, the bot asks about the changes."""
    await builds(phone, button.add_rolling)
    await names(phone, "Evening")
    await phone.follows(button.edit, "Evening · 3:00 of 30 min")
    await phone.follows(button.add_pushing, "3. Pushing 1:00")

    waiting = await phone.says("/my_routines", texts("mine_unsaved", name="Evening"))
    assert waiting.rows == [["Evening"], [button.go_on_building, button.new_routine]]
    await phone.looks("waiting")
    asked = await phone.follows(button.new_routine, texts("unsaved", name="Evening"))
    assert asked.rows == [[button.go_on_building], [button.let_it_go]]
    await phone.looks("asked")
    await phone.taps(button.go_on_building)
    await phone.offers(EDITOR)
    await phone.says("/my_routines", texts("mine_unsaved", name="Evening"))
    await phone.taps(button.new_routine)
    fresh = await phone.follows(button.let_it_go, "New routine · 1:00 of 30 min")
    assert fresh.rows == BUILDER
    await phone.looks("fresh")


async def test_a_name_with_html_and_a_long_one_are_shown_as_they_are(phone: Phone) -> None:
    """In the messages as text, on the buttons cut to what fits."""
    await builds(phone, button.add_tapping)
    await names(phone, HTML)
    await builds(phone, button.add_pushing)
    await names(phone, "A slow evening for two tired shoulders")

    mine = await phone.says("/my_routines", "Your routines · 2 of 20")

    assert mine.lines[1:] == [f"1. {HTML} · 2 min", "2. A slow evening for two tired shoulders · 2 min"]
    assert mine.rows == [["<b>x</b> & <a hr…", "A slow evening f…"], [button.new_routine]]
    await phone.looks("my_routines")
    assert await phone.page.locator("#log b:text-is('x'), #log a[href=y]").count() == 0
    await phone.follows("<b>x</b> & <a hr…", f"{HTML} · 2 min · with a partner")
    await phone.looks("one_routine")


async def test_a_routine_is_shared_copied_and_deleted(phone: Phone, ann: Person, ben: Person) -> None:
    """Ben opens Ann's link and keeps a copy. The copy stays after the original is deleted."""
    await builds(phone, button.add_kneading, button.add_rolling)
    await names(phone, "Evening")
    share = await phone.follows(button.share, texts.opening("share"))
    assert share.rows == [[button.back_to_it, button.my_routines]]
    await phone.looks("share")
    payload = re.search(r"\?start=(r_[\w-]{22})", share.text)
    assert payload is not None, share.text

    await phone.goes_to(ben)
    await phone.opens(payload[1])
    shared = await phone.sees(texts.headline("shared", sender="Ann", name="Evening", length="6 min"))
    assert shared.rows == [[button.keep_a_copy], [button.look_first, button.no_thanks]]
    await phone.looks("shared")
    await phone.follows(button.look_first, "Kneading 3:00")
    await phone.looks("look_first")
    copy = await phone.follows(button.keep_a_copy, texts("copied"))
    assert copy.rows == OWN
    await phone.looks("copy")

    await phone.goes_to(ann)
    await phone.follows(
        button.back_to_it,
        texts.plan("Evening", 6),
    )
    await phone.taps(button.edit)
    await phone.follows(button.add_tapping, "7:00 of 30 min")
    await phone.follows(button.save, texts("edited_shared", name="Evening"))
    await phone.looks("edited_shared")
    ask = await phone.follows(button.delete, texts("own_delete", name="Evening"))
    assert ask.rows == [[button.delete, button.keep]]
    await phone.looks("ask_to_delete")
    gone = await phone.follows(button.delete, texts("own_deleted", name="Evening"))
    assert gone.rows == [[button.my_routines]]
    await phone.looks("deleted")

    await phone.goes_to(ben)
    await phone.says("/my_routines", "1. Evening · 6 min")
