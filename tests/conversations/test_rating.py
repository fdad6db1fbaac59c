"""Rating a session after its end: how it felt, and more or less of a technique."""

from __future__ import annotations

import pytest

from tests.conversations.liking import plays
from tests.conversations.stage import Stage, Talk, begins


async def test_rate_it_asks_once_and_leaves_the_summary_as_it_is(chat: Talk) -> None:
    await plays(chat)
    summary = chat.card()
    text = summary.text

    await chat.presses("Rate it")

    assert chat.hears() == ["How does the back feel now? Only if you like."]
    assert chat.messages[-1].silent
    assert chat.card().labels == ["Looser", "Same", "Stiffer", "Don't ask"]
    assert summary.text == text
    assert summary.labels == ["Swap places", "Set a reminder", "Routines"]


@pytest.mark.parametrize("feeling", ["Looser", "Same", "Stiffer"])
async def test_how_it_felt_is_kept_with_the_session(chat: Talk, stage: Stage, feeling: str) -> None:
    await plays(chat)
    await chat.presses("Rate it")

    await chat.presses(feeling)

    [session] = await stage.rows("sessions")
    assert session["feels"] == feeling.lower()
    assert chat.card().headline == "Noted. More or less of anything next time?"
    assert chat.card().labels == ["More Kneading", "Less Kneading", "Don't ask"]
    assert ("/safety" in chat.card().text) == (feeling == "Stiffer")


async def test_it_is_never_asked_as_pain(chat: Talk) -> None:
    await plays(chat)
    await chat.presses("Rate it")
    await chat.presses("Stiffer")

    assert all("pain" not in text.lower() and "hurt" not in text.lower() for text in chat.hears())


async def test_the_last_word_on_a_technique_counts(chat: Talk, stage: Stage) -> None:
    await plays(chat)
    await chat.presses("Rate it")
    await chat.presses("Looser")

    await chat.presses("More Kneading")
    assert "More Kneading: noted." in chat.card().text
    await chat.presses("Less Kneading")
    assert "Less Kneading: noted." in chat.card().text

    [liking] = await stage.rows("likings")
    assert (liking["technique"], liking["liking"]) == ("kneading", "less")


async def test_a_skipped_technique_is_not_asked_about(chat: Talk) -> None:
    await begins(chat, "quick")
    for label in ("Start now", "Skip", "Skip"):
        await chat.presses(label)
    await chat.waits(minutes=5)
    await chat.presses("Rate it")
    await chat.presses("Same")

    assert chat.card().labels == ["More Tapping", "Less Tapping", "Don't ask"]


async def test_a_session_of_which_nothing_was_played_is_not_rated(chat: Talk) -> None:
    await begins(chat)
    for label in ("Start now", "Skip", "Skip", "Skip"):
        await chat.presses(label)

    assert chat.card().headline.startswith("Done:")
    assert "Rate it" not in chat.card().labels


async def test_a_stopped_session_asks_nothing(chat: Talk) -> None:
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=20)
    await chat.presses("Stop")

    assert chat.card().labels == ["Safety"]


async def test_doubled_taps_change_nothing(chat: Talk, stage: Stage) -> None:
    await plays(chat)
    await stage.takes(chat.tap("Rate it"), chat.tap("Rate it"))
    assert chat.hears() == ["How does the back feel now? Only if you like."]

    await stage.takes(chat.tap("Looser"), chat.tap("Stiffer"))
    await stage.takes(chat.tap("Less Kneading"), chat.tap("Less Kneading"))

    [session] = await stage.rows("sessions")
    assert session["feels"] == "looser"
    assert len(await stage.rows("likings")) == 1
    assert len(chat.toasts()) == 2
    assert chat.hears() == []


@pytest.mark.parametrize("data", ["rate:{}", "felt:{}:same", "like:{}:kneading:less"])
async def test_buttons_of_a_session_that_runs_or_is_gone_change_nothing(
    chat: Talk, stage: Stage, data: str
) -> None:
    await begins(chat)
    await chat.presses("Start now")
    await chat.waits(seconds=30)
    chat.hears(), chat.toasts()
    [session] = await stage.rows("sessions")

    await chat.presses_data(data.format(session["id"]))
    await chat.presses_data(data.format(99))
    await chat.says("/delete_me")
    await chat.presses("Delete all")
    chat.hears()
    await chat.presses_data(data.format(session["id"]))

    assert [toast.partition(".")[0] for toast in chat.toasts()] == ["That button has had its turn"] * 3
    assert await stage.rows("likings") == []
    assert chat.hears() == []


@pytest.mark.parametrize("data", ["rate:{}", "felt:{}:same", "like:{}:kneading:less"])
async def test_another_chats_session_cannot_be_rated(chat: Talk, stage: Stage, data: str) -> None:
    await plays(chat)
    [session] = await stage.rows("sessions")
    stranger = stage.private("Ben", 2002)

    await stranger.presses_data(data.format(session["id"]))

    assert stranger.toasts() == ["This one belongs to somebody else. /routine starts yours."]
    assert (await stage.rows("sessions"))[0]["feels"] is None
    assert await stage.rows("likings") == []


async def test_a_technique_that_was_not_played_cannot_be_rated(chat: Talk, stage: Stage) -> None:
    await plays(chat)
    [session] = await stage.rows("sessions")

    await chat.presses_data(f"like:{session['id']}:rolling:less")

    assert await stage.rows("likings") == []
    assert len(chat.toasts()) == 1


async def test_a_restart_between_any_two_taps_loses_nothing(chat: Talk, stage: Stage) -> None:
    await plays(chat)
    for label in ("Rate it", "Looser", "Less Kneading"):
        await stage.restarts()
        await chat.presses(label)
    await stage.restarts()

    await chat.says("/settings")
    assert "Kneading: less, please" in chat.card().text
    await chat.says("/history")
    assert "looser" in chat.messages[-1].text


async def test_an_old_summary_can_still_be_rated(chat: Talk, stage: Stage) -> None:
    await plays(chat)
    await chat.waits(days=5)

    await chat.presses("Rate it")
    await chat.presses("Same")

    assert (await stage.rows("sessions"))[0]["feels"] == "same"


async def test_dont_ask_is_one_tap_and_settings_bring_it_back(chat: Talk) -> None:
    await plays(chat)
    await chat.presses("Rate it")
    await chat.presses("Don't ask")
    assert chat.card().headline == "Fine, I won't ask any more. /settings brings it back."

    await plays(chat)
    assert "Rate it" not in chat.card().labels

    await chat.says("/settings")
    assert "Rate a session after its end: off" in chat.card().text
    await chat.presses("Rating: off")
    assert "Rate a session after its end: on" in chat.card().text
    await plays(chat)
    assert "Rate it" in chat.card().labels


async def test_in_a_group_any_member_rates_and_administrators_set(stage: Stage) -> None:
    stage.telegram.administrators.add(1001)
    anna, ben = stage.group("Anna", 1001), stage.group("Ben", 1002)
    await plays(anna)

    await ben.presses("Rate it")
    await ben.presses("Looser")
    await ben.presses("Less Kneading")
    assert "Less Kneading: noted." in anna.card().text
    anna.hears()

    await ben.presses("Don't ask")
    await ben.says("/settings")
    await ben.presses_data("restore:kneading")
    await ben.presses_data("asking:off")
    assert anna.hears() == ["In a group, only administrators can change this."] * 4
    assert len(await stage.rows("likings")) == 1

    await anna.says("/settings@UnknotBot")
    await anna.presses("Bring back Kneading")
    assert await stage.rows("likings") == []
    await ben.says("/history@UnknotBot")
    assert anna.messages[-1].headline == "Your last sessions"
