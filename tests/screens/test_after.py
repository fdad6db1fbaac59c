"""After a session, on a phone: the summary that stays, how it felt, more or less, history, settings."""

from __future__ import annotations

import pytest

from tests.screens.phone import Phone, Shown
from tests.texts import button, texts

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SUMMARY = [[button.rate_it, button.swap_places], [button.set_reminder, button.routines]]


async def plays_taster(phone: Phone) -> None:
    """From the welcome to the end of one minute."""
    await phone.follows(button.try_one_minute, texts.headline("who"))
    await phone.follows(button.with_partner, texts.headline("gate"))
    await phone.follows(button.yes_all_clear, texts.headline("ready", n=60))
    await phone.follows(button.start_now, "1/3 Settle")
    await phone.waits_for(texts.done("taster", 60))


async def plays_full(phone: Phone) -> Shown:
    """Ten minutes, to the summary."""
    await phone.says("/routine full", "Full · 10 min")
    await phone.follows(button.start, texts.headline("gate"))
    await phone.follows(button.yes_all_clear, texts.headline("ready", n=60))
    await phone.follows(button.start_now, "1/7 Settle")
    return await phone.waits_for(texts.done("full", 600))


async def test_from_the_end_to_more_or_less(phone: Phone) -> None:
    """The summary stays; the rating is asked once and can be switched off; settings bring things back."""
    await plays_taster(phone)
    summary = (await phone.reads())[-1]
    assert summary.rows == SUMMARY
    assert "Kneading 0:40" in summary.text
    await phone.looks("summary")

    rate = await phone.follows(button.rate_it, texts("rate"))
    assert rate.rows == [[button.looser, button.same, button.stiffer], [button.dont_ask]]
    await phone.looks("rate")
    rated = await phone.follows(button.looser, texts("rated"))
    assert rated.rows == [
        [button("more_of", technique="Kneading"), button("less_of", technique="Kneading")],
        [button.dont_ask],
    ]
    await phone.looks("thumbs")
    await phone.follows(button("less_of", technique="Kneading"), texts("liking.less", technique="Kneading"))
    await phone.looks("less")
    off = await phone.follows(button.dont_ask, texts("rating_off"))
    assert off.rows == [[button.ask_again, button.settings]]
    await phone.looks("dont_ask")
    assert (await phone.reads())[-2].rows == SUMMARY[1:] or (await phone.reads())[-2].text == summary.text

    settings = await phone.follows(button.settings, texts("settings", rating="off").splitlines()[1])
    assert settings.rows[0] == [button("bring_back", technique="Kneading")]
    assert [button("rating", state="off"), button.change_zone] in settings.rows
    await phone.looks("settings")
    await phone.follows(button("rating", state="off"), texts("settings", rating="on").splitlines()[1])
    await phone.taps(button("bring_back", technique="Kneading"))
    await phone.shows(lambda shown: not texts.are_in(shown[-1].text, "settings_less"))
    await phone.looks("settings_again")

    history = await phone.says("/history", texts.headline("history"))
    assert texts.headline("plan", routine="Taster", length="1 min", audience="looser") in history.text
    assert "Sessions: 1" in history.text
    await phone.looks("history")


async def test_all_five_can_be_wanted_less(phone: Phone) -> None:
    """Each technique has a row. Then the bot says what it leaves out, and how to bring it back."""
    summary = await plays_full(phone)
    techniques = [
        texts(f"technique.{key}.name") for key in ("kneading", "pushing", "pinching", "rolling", "tapping")
    ]
    times = ("3:00", "1:00", "1:30", "2:20", "1:00")
    done = [
        texts("summary_item", technique=name, time=time) for name, time in zip(techniques, times, strict=True)
    ]
    assert [line for line in summary.lines if line in done] == done
    await phone.looks("summary_of_full")
    await phone.follows(button.rate_it, texts("rate"))
    rated = await phone.follows(button.stiffer, texts("rated_stiffer"))
    assert "/safety" in rated.text
    assert [len(row) for row in rated.rows] == [2, 2, 2, 2, 2, 1]
    await phone.looks("five_rows")
    for technique in ("Kneading", "Pushing"):
        await phone.follows(button("less_of", technique=technique), texts("liking.less", technique=technique))
    await phone.looks("two_less")

    again = await phone.says("/start", texts.opening("again", suggestion="Full"))
    assert again.rows == [
        [button.start],
        [button.routines, button.techniques],
        [button.reminders, button.progress],
    ]
    assert texts("left_out_several", techniques="Kneading and Pushing") in again.text
    await phone.looks("again")


async def test_more_of_something_is_preferred_until_it_is_as_usual(phone: Phone) -> None:
    """Suggestions and settings mention it, and the settings can undo it."""
    await plays_full(phone)
    await phone.follows(button.rate_it, texts("rate"))
    await phone.follows(button.same, texts("rated_thanks", felt="the same"))
    await phone.follows(button("more_of", technique="Tapping"), texts("liking.more", technique="Tapping"))
    await phone.looks("more")

    again = await phone.says("/start", texts("again", suggestion="Full", minutes=10))
    assert again.lines[-1] == texts("more_of", techniques="Tapping")
    await phone.looks("again")
    ready = await phone.follows(button.start, texts.headline("ready", n=60))
    assert ready.rows == [[button.start_now, button.wait], [button.stop]]
    await phone.says("/stop", texts.opening("stopped"))
    settings = await phone.says("/settings", texts("settings_more", techniques="Tapping"))
    assert settings.rows[0] == [button("as_usual", technique="Tapping")]
    await phone.looks("settings")
    await phone.taps(button("as_usual", technique="Tapping"))
    await phone.shows(lambda shown: "Tapping" not in shown[-1].text)
    await phone.looks("as_usual")


async def test_places_are_swapped_without_asking_again(phone: Phone) -> None:
    """The same routine begins with the roles swapped; the safety answer still counts."""
    await plays_taster(phone)

    ready = await phone.follows(button.swap_places, texts.headline("ready", n=60))
    assert ready.rows == [[button.start_now, button.wait], [button.stop]]
    await phone.looks("swapped")
    await phone.says("/stop", texts.opening("stopped"))


async def test_a_history_without_sessions_offers_the_first(phone: Phone) -> None:
    history = await phone.says("/history", texts.headline("history_none"))

    assert history.rows == [[button.try_one_minute], [button.routines]]
    await phone.looks("no_history")
    await phone.says("/settings", texts("settings_no_zone"))
    await phone.looks("settings")
