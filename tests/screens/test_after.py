"""After a session, on a phone: the summary that stays, how it felt, more or less, history, settings."""

from __future__ import annotations

import pytest

from tests.screens.phone import Phone, Shown

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SUMMARY = [["Rate it", "Swap places"], ["Set a reminder", "Routines"]]


async def plays_taster(phone: Phone) -> None:
    """From the welcome to the end of one minute."""
    await phone.follows("Try one minute", "Who is it for today?")
    await phone.follows("With a partner", "is it safe today?")
    await phone.follows("Yes, all clear", "Ready in 60 s")
    await phone.follows("Start now", "1/3 Settle")
    await phone.waits_for("Done: Taster, 1 min")


async def plays_full(phone: Phone) -> Shown:
    """Ten minutes, to the summary."""
    await phone.says("/routine full", "Full · 10 min")
    await phone.follows("Start", "is it safe today?")
    await phone.follows("Yes, all clear", "Ready in 60 s")
    await phone.follows("Start now", "1/7 Settle")
    return await phone.waits_for("Done: Full, 10 min")


async def test_from_the_end_to_more_or_less(phone: Phone) -> None:
    """The summary stays; the rating is asked once and can be switched off; settings bring things back."""
    await plays_taster(phone)
    summary = (await phone.reads())[-1]
    assert summary.rows == SUMMARY
    assert "Kneading 0:40" in summary.text
    await phone.looks("summary")

    rate = await phone.follows("Rate it", "How does the back feel now?")
    assert rate.rows == [["Looser", "Same", "Stiffer"], ["Don't ask"]]
    await phone.looks("rate")
    rated = await phone.follows("Looser", "Noted. More or less of anything next time?")
    assert rated.rows == [["More Kneading", "Less Kneading"], ["Don't ask"]]
    await phone.looks("thumbs")
    await phone.follows("Less Kneading", "Less Kneading: noted.")
    await phone.looks("less")
    off = await phone.follows("Don't ask", "I won't ask any more.")
    assert off.rows == [["Ask again", "Settings"]]
    await phone.looks("dont_ask")
    assert (await phone.reads())[-2].rows == SUMMARY[1:] or (await phone.reads())[-2].text == summary.text

    settings = await phone.follows("Settings", "Rate a session after its end: off")
    assert settings.rows[0] == ["Bring back Kneading"]
    assert ["Rating: off", "Change zone"] in settings.rows
    await phone.looks("settings")
    await phone.follows("Rating: off", "Rate a session after its end: on")
    await phone.taps("Bring back Kneading")
    await phone.shows(lambda shown: "less, please" not in shown[-1].text)
    await phone.looks("settings_again")

    history = await phone.says("/history", "Your last sessions")
    assert "Taster · 1 min · looser" in history.text
    assert "Sessions: 1" in history.text
    await phone.looks("history")


async def test_all_five_can_be_wanted_less(phone: Phone) -> None:
    """A row for each; then the bot says what it leaves out, and how to get it back."""
    summary = await plays_full(phone)
    assert len([line for line in summary.lines if line.endswith(":00") or line.endswith(":30")]) == 5
    await phone.looks("summary_of_full")
    await phone.follows("Rate it", "How does the back feel now?")
    rated = await phone.follows("Stiffer", "Noted.")
    assert "/safety" in rated.text
    assert [len(row) for row in rated.rows] == [2, 2, 2, 2, 2, 1]
    await phone.looks("five_rows")
    for technique in ("Kneading", "Pushing"):
        await phone.follows(f"Less {technique}", f"Less {technique}: noted.")
    await phone.looks("two_less")

    again = await phone.says("/start", "Today could be Full")
    assert again.rows == [["Start"], ["Routines", "Techniques"], ["Reminders", "History"]]
    assert "No Kneading and Pushing: you asked for less." in again.text
    await phone.looks("again")


async def test_more_of_something_is_preferred_until_it_is_as_usual(phone: Phone) -> None:
    """What is suggested says so, and so do the settings, which undo it."""
    await plays_full(phone)
    await phone.follows("Rate it", "How does the back feel now?")
    await phone.follows("Same", "Noted.")
    await phone.follows("More Tapping", "More Tapping: noted.")
    await phone.looks("more")

    again = await phone.says("/start", "Today could be Full, 10 min.")
    assert again.lines[-1] == "More Tapping: you asked for it. /settings undoes it."
    await phone.looks("again")
    ready = await phone.follows("Start", "Ready in 60 s")
    assert ready.rows == [["Start now", "Wait"], ["Stop"]]
    await phone.says("/stop", "Stopped.")
    settings = await phone.says("/settings", "Tapping: more, please")
    assert settings.rows[0] == ["Tapping as usual"]
    await phone.looks("settings")
    await phone.taps("Tapping as usual")
    await phone.shows(lambda shown: "Tapping" not in shown[-1].text)
    await phone.looks("as_usual")


async def test_places_are_swapped_without_asking_again(phone: Phone) -> None:
    """The same routine with turned roles; the yes still holds."""
    await plays_taster(phone)

    ready = await phone.follows("Swap places", "Ready in 60 s")
    assert ready.rows == [["Start now", "Wait"], ["Stop"]]
    await phone.looks("swapped")
    await phone.says("/stop", "Stopped.")


async def test_a_history_without_sessions_offers_the_first(phone: Phone) -> None:
    history = await phone.says("/history", "Your sessions will stand here.")

    assert history.rows == [["Try one minute"], ["Routines"]]
    await phone.looks("no_history")
    await phone.says("/settings", "Time zone: not set yet")
    await phone.looks("settings")
