"""Rating a session after its end: how it felt, and more or less of a technique."""

from __future__ import annotations

import pytest

from bot.domain.message import Length, phrase
from tests.conversations.liking import finishes
from tests.conversations.stage import Stage, Talk, begins, plays
from tests.texts import button, texts


async def test_rate_it_asks_once_and_leaves_the_summary_as_it_is(chat: Talk) -> None:
    await finishes(chat)
    summary = chat.card()
    text = summary.text

    await chat.presses(button.rate_it)

    assert chat.hears() == [texts("rate")]
    assert chat.messages[-1].silent
    assert chat.card().labels == [button.looser, button.same, button.stiffer, button.dont_ask]
    assert summary.text == text
    assert summary.labels == [button.swap_places, button.set_reminder, button.routines]


@pytest.mark.parametrize("feeling", [button.looser, button.same, button.stiffer])
async def test_how_it_felt_is_kept_with_the_session(chat: Talk, stage: Stage, feeling: str) -> None:
    await finishes(chat)
    await chat.presses(button.rate_it)

    await chat.presses(feeling)

    [session] = await stage.rows("sessions")
    assert session["feels"] == feeling.lower()
    felt = phrase(f"felt.{feeling.lower()}")
    if feeling == button.stiffer:  # first the sympathy
        said = [texts("rated_stiffer"), texts("rated_felt", felt=felt), texts("rated")]
    else:
        said = [texts("rated_thanks", felt=felt), texts("rated")]
    assert chat.card().text.splitlines() == said
    assert chat.card().labels == [
        button("more_of", technique="Kneading"),
        button("less_of", technique="Kneading"),
        button.dont_ask,
    ]
    assert ("/safety" in chat.card().text) == (feeling == button.stiffer)


async def test_it_is_never_asked_as_pain(chat: Talk) -> None:
    await finishes(chat)
    await chat.presses(button.rate_it)
    await chat.presses(button.stiffer)

    assert all("pain" not in text.lower() and "hurt" not in text.lower() for text in chat.hears())


async def test_the_last_word_on_a_technique_counts(chat: Talk, stage: Stage) -> None:
    await finishes(chat)
    await chat.presses(button.rate_it)
    await chat.presses(button.looser)

    await chat.presses(button("more_of", technique="Kneading"))
    assert texts("liking.more", technique="Kneading") in chat.card().text
    chosen = button("current", label=button("more_of", technique="Kneading"))
    assert chat.card().labels == [chosen, button("less_of", technique="Kneading"), button.dont_ask]
    await chat.presses(button("less_of", technique="Kneading"))
    assert texts("liking.less", technique="Kneading") in chat.card().text

    [liking] = await stage.rows("likings")
    assert (liking["technique"], liking["liking"]) == ("kneading", "less")


async def test_a_skipped_technique_is_not_asked_about(chat: Talk) -> None:
    await begins(chat, "quick")
    for label in (button.start_now, button.skip, button.skip):
        await chat.presses(label)
    await chat.waits(minutes=5)
    await chat.presses(button.rate_it)
    await chat.presses(button.same)

    assert chat.card().labels == [
        button("more_of", technique="Pushing"),
        button("less_of", technique="Pushing"),
        button.dont_ask,
    ]


async def test_a_session_of_which_nothing_was_played_is_not_rated(chat: Talk) -> None:
    await begins(chat)
    for label in (button.start_now, button.skip, button.skip, button.skip):
        await chat.presses(label)

    assert chat.card().headline == texts.headline("end_skipped", routine=phrase("routine.taster.name"))
    assert button.rate_it not in chat.card().labels


async def test_a_stopped_session_asks_nothing(chat: Talk) -> None:
    await plays(chat, seconds=20)
    await chat.presses(button.stop)

    assert chat.card().labels == [button.safety]


async def test_doubled_taps_change_nothing(chat: Talk, stage: Stage) -> None:
    await finishes(chat)
    await stage.takes(chat.tap(button.rate_it), chat.tap(button.rate_it))
    assert chat.hears() == [texts("rate")]

    await stage.takes(chat.tap(button.looser), chat.tap(button.stiffer))
    await stage.takes(
        chat.tap(button("less_of", technique="Kneading")), chat.tap(button("less_of", technique="Kneading"))
    )

    [session] = await stage.rows("sessions")
    assert session["feels"] == "looser"
    assert len(await stage.rows("likings")) == 1
    assert len(chat.toasts()) == 2
    assert chat.hears() == []


@pytest.mark.parametrize("data", ["rate:{}", "felt:{}:same", "like:{}:kneading:less"])
async def test_buttons_of_a_session_that_runs_or_is_gone_change_nothing(
    chat: Talk, stage: Stage, data: str
) -> None:
    await plays(chat, seconds=30)
    [session] = await stage.rows("sessions")

    await chat.presses_data(data.format(session["id"]))
    await chat.presses_data(data.format(99))
    await chat.says("/delete_me")
    await chat.presses(button.delete_all)
    chat.hears()
    await chat.presses_data(data.format(session["id"]))

    assert chat.toasts() == [texts("e_stale"), *[texts("e_session_gone")] * 2]
    assert await stage.rows("likings") == []
    assert chat.hears() == []


@pytest.mark.parametrize("data", ["rate:{}", "felt:{}:same", "like:{}:kneading:less"])
async def test_another_chats_session_cannot_be_rated(chat: Talk, stage: Stage, data: str) -> None:
    await finishes(chat)
    [session] = await stage.rows("sessions")
    stranger = stage.private("Ben", 2002)

    await stranger.presses_data(data.format(session["id"]))

    assert stranger.toasts() == [texts("e_theirs")]
    assert (await stage.rows("sessions"))[0]["feels"] is None
    assert await stage.rows("likings") == []


async def test_a_technique_that_was_not_played_cannot_be_rated(chat: Talk, stage: Stage) -> None:
    await finishes(chat)
    [session] = await stage.rows("sessions")

    await chat.presses_data(f"like:{session['id']}:rolling:less")

    assert await stage.rows("likings") == []
    assert len(chat.toasts()) == 1


async def test_a_restart_between_any_two_taps_loses_nothing(chat: Talk, stage: Stage) -> None:
    await finishes(chat)
    for label in (button.rate_it, button.looser, button("less_of", technique="Kneading")):
        await stage.restarts()
        await chat.presses(label)
    await stage.restarts()

    await chat.says("/settings")
    assert texts("settings_less", techniques="Kneading") in chat.card().text
    await chat.says("/history")
    assert "looser" in chat.messages[-1].text


async def test_an_old_summary_can_still_be_rated(chat: Talk, stage: Stage) -> None:
    await finishes(chat)
    await chat.waits(days=5)

    await chat.presses(button.rate_it)
    await chat.presses(button.same)

    assert (await stage.rows("sessions"))[0]["feels"] == "same"


async def test_dont_ask_is_one_tap_and_settings_bring_it_back(chat: Talk) -> None:
    await finishes(chat)
    await chat.presses(button.rate_it)
    await chat.presses(button.dont_ask)
    assert chat.card().headline == texts("rating_off")

    await finishes(chat)
    assert button.rate_it not in chat.card().labels

    await chat.says("/settings")
    assert texts("settings", rating="off").splitlines()[1] in chat.card().text
    await chat.presses(button("rating", state="off"))
    assert texts("settings", rating="on").splitlines()[1] in chat.card().text
    await finishes(chat)
    assert button.rate_it in chat.card().labels


async def test_in_a_group_any_member_rates_and_administrators_set(stage: Stage) -> None:
    stage.telegram.administrators.add(1001)
    anna, ben = stage.group("Anna", 1001), stage.group("Ben", 1002)
    await finishes(anna)

    await ben.presses(button.rate_it)
    await ben.presses(button.looser)
    await ben.presses(button("less_of", technique="Kneading"))
    assert texts("liking.less", technique="Kneading") in anna.card().text
    anna.hears()

    await ben.presses(button.dont_ask)
    await ben.says("/settings")
    await ben.presses_data("restore:kneading")
    await ben.presses_data("asking:off")
    assert anna.hears() == [texts("e_admin")] * 4
    assert len(await stage.rows("likings")) == 1

    await anna.says("/settings@UnknotBot")
    await anna.presses(button("bring_back", technique="Kneading"))
    assert await stage.rows("likings") == []
    await ben.says("/history@UnknotBot")
    assert anna.messages[-1].headline == texts.headline("history")


async def test_the_summary_of_a_session_that_was_mostly_skipped_says_so(chat: Talk) -> None:
    """Seven seconds of Full are not "Done: Full"."""
    await plays(chat, "quick", seconds=7)
    await chat.presses(button.skip)
    await chat.waits(seconds=7)
    await chat.presses(button.skip)
    await chat.presses(button.skip)
    await chat.presses(button.skip)

    summary = chat.messages[-1]
    routine = phrase("routine.quick.name")
    assert summary.headline == texts.headline(
        "end_short", routine=routine, length=Length(14), planned=Length(300)
    )
    assert "Kneading 0:07" in summary.text


async def test_the_summary_of_a_session_without_any_technique_says_skipped(chat: Talk) -> None:
    await plays(chat, "quick", seconds=7)
    for _ in range(4):
        await chat.presses(button.skip)

    summary = chat.messages[-1]
    assert summary.headline == texts.headline("end_skipped", routine=phrase("routine.quick.name"))
    assert "0:07" not in summary.text


async def test_a_step_that_was_played_twice_never_makes_more_than_the_plan(chat: Talk) -> None:
    """Not "1 min 20 s of 1 min": what was played is as much as was planned."""
    await plays(chat, "taster", seconds=45)
    await chat.says("again")
    await chat.waits(seconds=40)
    await chat.presses(button.skip)

    assert chat.messages[-1].headline == texts.done("taster", 85)


async def test_a_few_seconds_that_are_skipped_leave_it_done(chat: Talk) -> None:
    await plays(chat, "taster", seconds=57)
    await chat.presses(button.skip)

    assert chat.messages[-1].headline == texts.done("taster", 57)
