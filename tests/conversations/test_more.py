"""More of a technique: what is suggested holds more of it and says so."""

from __future__ import annotations

from tests.conversations.liking import finishes, steps_of_last, wants_more
from tests.conversations.stage import Stage, Talk
from tests.texts import button, texts

MORE_OF = texts("more_of", techniques="{}")


async def test_more_of_a_technique_makes_it_longer_and_says_so(chat: Talk, stage: Stage) -> None:
    """In what is suggested, not in what is named; the whole is as long as before."""
    await wants_more(chat, "Kneading")
    before = dict(await steps_of_last(stage))

    await chat.says("hello")
    assert chat.card().text == "\n".join(
        [texts("again", suggestion="Full", minutes=10), MORE_OF.format("Kneading")]
    )
    await chat.presses(button.start)
    steps = dict(await steps_of_last(stage))
    assert steps["kneading"] > before["kneading"]
    assert sum(steps.values()) == sum(before.values())
    await chat.says("/stop")

    await chat.says("/routine full")
    assert "Kneading 3:00" in chat.card().text
    assert not texts.are_in(chat.card().text, "more_of")


async def test_a_reminder_holds_more_of_it_too(chat: Talk, stage: Stage) -> None:
    await wants_more(chat, "Rolling")
    before = dict(await steps_of_last(stage))
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 20:00")
    await chat.waits(hours=9)

    assert MORE_OF.format("Rolling") in chat.card().text
    assert "Rolling" not in chat.card().headline
    await chat.presses(button("start_minutes", n=10))
    assert dict(await steps_of_last(stage))["rolling"] > before["rolling"]


async def test_a_routine_that_holds_it_is_suggested_in_the_same_length(chat: Talk, stage: Stage) -> None:
    """Quick has no rolling; in five minutes Full has, if it comes in first."""
    await wants_more(chat, "Rolling")
    await finishes(chat, "quick", 6)

    await chat.says("hello")
    assert texts("again", suggestion="Full", minutes=5) in chat.card().text
    assert MORE_OF.format("Rolling") in chat.card().text
    await chat.presses(button.start)

    assert dict(await steps_of_last(stage))["rolling"] == 180


async def test_where_more_does_not_fit_nothing_is_promised(chat: Talk) -> None:
    """Quick is as short as its techniques can be."""
    await wants_more(chat, "Kneading", routine="quick")

    await chat.says("hello")

    assert chat.card().text == texts("again", suggestion="Quick", minutes=5)


async def test_more_is_taken_back_in_the_settings(chat: Talk, stage: Stage) -> None:
    await wants_more(chat, "Kneading")
    await chat.says("/settings")
    assert texts("settings_more", techniques="Kneading") in chat.card().text

    await chat.presses(button("as_usual", technique="Kneading"))
    assert "Kneading" not in chat.card().text
    await chat.says("hello")

    assert chat.card().text == texts("again", suggestion="Full", minutes=10)
    assert await stage.rows("likings") == []
