"""A time away that begins later than now: nothing is set, and it is asked about."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import Language
from tests.conversations.ringing import lives_in, on
from tests.conversations.stage import Stage, Talk
from tests.texts import Texts, button, texts


@pytest.mark.parametrize(
    ("line", "begins", "back_on"),
    [
        ("on holiday from friday till the 20th", "Fri 27 Nov", "Sun 20 Dec"),
        ("holiday from the 1st till the 7th", "Tue 1 Dec", "Mon 7 Dec"),
        ("hold the reminders from 24 dec to 2 jan", "Thu 24 Dec", "Sat 2 Jan"),
        ("pause from thursday till monday", "Thu 26 Nov", "Mon 30 Nov"),
        ("away 24 dec - 2 jan", "Thu 24 Dec", "Sat 2 Jan"),
        ("we're away from the 5th to the 9th of december", "Sat 5 Dec", "Wed 9 Dec"),
        ("off from tomorrow till monday", "Tue 24 Nov", "Mon 30 Nov"),
        ("mute the reminders between friday and tuesday", "Fri 27 Nov", "Tue 1 Dec"),
        ("away until the 20th, from friday 4 december", "Fri 4 Dec", "Sun 20 Dec"),
        ("no reminders from next thursday until the 10th", "Thu 26 Nov", "Thu 10 Dec"),
        ("going away friday for 3 days", "Fri 27 Nov", "Mon 30 Nov"),
        ("away from tomorrow for a week", "Tue 24 Nov", "Tue 1 Dec"),
        ("starting friday i'm away for 3 days", "Fri 27 Nov", "Mon 30 Nov"),
        ("pause my reminders for two weeks from tuesday", "Tue 24 Nov", "Tue 8 Dec"),
        ("i'm off on saturday for a month", "Sat 28 Nov", "Mon 28 Dec"),
        ("away in 3 days for 4 days", "Thu 26 Nov", "Mon 30 Nov"),
        ("no reminders next week", "Mon 30 Nov", "Mon 7 Dec"),
        ("i'm travelling next week", "Mon 30 Nov", "Mon 7 Dec"),
        ("we are away next month", "Tue 1 Dec", "Fri 1 Jan"),
    ],
)
async def test_a_time_away_that_begins_later_is_asked_about_and_today_rings(
    chat: Talk, stage: Stage, line: str, begins: str, back_on: str
) -> None:
    """It was quiet from now on, and after "friday for 3 days" it rang during the trip."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    before = await stage.rows("reminders")
    chat.hears()

    await chat.says(line)

    example = back_on.split(" ", 1)[1]
    assert chat.hears() == [texts("away_ahead", date=begins, example=example)]
    assert await stage.rows("reminders") == before
    assert [row["back_on"] for row in await stage.rows("chats")] == [None]
    await chat.presses(texts("button.until_from_now", date=back_on))
    assert chat.messages[-1].text == texts("away_set", date=back_on, next=f"{back_on} 13:00")


async def test_what_it_says_to_tell_on_that_day_works_on_that_day(chat: Talk, stage: Stage) -> None:
    """Nothing is quiet before the trip, and nothing rings during it."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("going away friday for 3 days")
    chat.hears()

    await stage.waits(until=on(27, 9))
    assert len(chat.hears()) == 4  # from Monday to Thursday
    await chat.says("away until 30 nov")

    assert chat.hears() == [texts("away_set", date="Mon 30 Nov", next="Mon 30 Nov 13:00")]


@pytest.mark.parametrize(
    "line", ["on holiday from monday", "away from next thursday", "mute reminders from the 5th"]
)
async def test_a_beginning_without_an_end_offers_no_date(chat: Talk, stage: Stage, line: str) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")

    await chat.says(line)

    assert texts.are_in(chat.messages[-1].text, "away_ahead")
    assert chat.messages[-1].labels == [button.reminders]
    assert [row["back_on"] for row in await stage.rows("chats")] == [None]


@pytest.mark.parametrize(
    "line",
    ["away from now until friday", "away from today until friday", "pause reminders from today to 27 nov"],
)
async def test_a_time_away_that_begins_today_begins_now(chat: Talk, stage: Stage, line: str) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")

    await chat.says(line)

    assert [row["back_on"] for row in await stage.rows("chats")] == ["2026-11-27"]


@pytest.mark.parametrize("answer", ["friday until the 20th", "from friday to 20 dec", "24 dec to 2 jan"])
async def test_the_question_until_when_hears_a_beginning_too(chat: Talk, stage: Stage, answer: str) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("pause reminders")

    await chat.says(answer)

    assert texts.are_in(chat.messages[-1].text, "away_ahead")
    assert [row["back_on"] for row in await stage.rows("chats")] == [None]


@pytest.mark.parametrize(
    ("line", "back_on", "mask"),
    [
        ("no reminders from friday till sunday", "Sun 29 Nov", 0b0001111),
        ("no reminders friday to sunday", "Sun 29 Nov", 0b0001111),
        ("stop the reminders from thursday until saturday", "Sat 28 Nov", 0b1000111),
        ("cancel my reminders from tue to thu", "Thu 26 Nov", 0b1110001),
        ("don't remind me from monday to friday", "Fri 4 Dec", 0b1100000),
    ],
)
async def test_no_reminders_on_days_in_a_row_may_mean_once_or_each_week(
    chat: Talk, stage: Stage, line: str, back_on: str, mask: int
) -> None:
    """These days were taken off the reminder for good, in silence."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    before = await stage.rows("reminders")

    await chat.says(line)
    assert await stage.rows("reminders") == before
    for name in ("away_once_or_weekly", "away_ahead"):
        assert texts.are_in(chat.messages[-1].text, name)
    assert texts("button.until_from_now", date=back_on) in chat.messages[-1].labels
    await chat.presses(button.rest_weekly)

    assert [row["days"] for row in await stage.rows("reminders")] == [mask]
    assert [row["back_on"] for row in await stage.rows("chats")] == [None]


@pytest.mark.parametrize(
    "line", ["no reminders on weekends", "no reminders on fridays", "not from fridays to sundays"]
)
async def test_days_of_each_week_are_not_asked_about(chat: Talk, line: str) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")

    await chat.says(line)

    assert not texts.are_in(chat.messages[-1].text, "away_once_or_weekly")


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("pause my reminders for two weeks from monday", ["Mon 7 Dec", "Mon 14 Dec"]),
        ("away monday until wednesday", ["Wed 25 Nov", "Wed 2 Dec"]),
        ("on holiday from monday till the 20th", ["Sun 20 Dec"]),
        ("on holiday from monday", []),
    ],
)
async def test_on_a_monday_it_is_not_guessed_which_monday_is_meant(
    chat: Talk, stage: Stage, line: str, ends: list[str]
) -> None:
    """Both ends are offered, of today's monday and of the next one."""
    await lives_in(chat)
    await chat.says("/remind 13:00")

    await chat.says(line)

    offered = [texts("button.until_from_now", date=each) for each in ends]
    assert chat.messages[-1].labels == [*offered, button.reminders]
    assert [row["back_on"] for row in await stage.rows("chats")] == [None]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "weg von Freitag bis zum 30. November"),
        ("de", "pausiere die Erinnerungen vom 24. Dezember bis 2. Januar"),
        ("de", "keine Erinnerungen nächste Woche"),
        ("de", "ich bin nächste Woche weg"),
        ("de", "Urlaub vom 5. Dezember bis 9. Dezember"),
        ("zh-Hans", "周五到周日出差"),
        ("zh-Hans", "12月24日到1月2日休假"),
        ("zh-Hans", "明天开始出差三天"),
        ("zh-Hans", "下周别提醒我"),
    ],
)
async def test_a_beginning_is_heard_in_every_language(
    chat: Talk, stage: Stage, language: str, line: str
) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.presses_data(f"speak:{language}")

    await chat.says(line)

    assert Texts(Language(language)).are_in(chat.messages[-1].text, "away_ahead")
    assert len(chat.messages[-1].labels) == 2
    assert [row["back_on"] for row in await stage.rows("chats")] == [None]


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("on holiday from the 31st of november till the 5th of december", "away_no_date"),
        ("away from tomorrow until 31 november", "away_no_date"),
        ("away from tomorrow for 2 years", "away_far"),
    ],
)
async def test_a_beginning_or_an_end_that_cannot_be_sets_nothing(
    chat: Talk, stage: Stage, line: str, refusal: str
) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")

    await chat.says(line)

    assert texts.are_in(chat.messages[-1].text, refusal)
    assert [row["back_on"] for row in await stage.rows("chats")] == [None]


@pytest.mark.parametrize(
    "line", ["massage for travelling", "remind me at 9 on my holiday", "holiday massage"]
)
async def test_a_holiday_that_is_no_time_away_asks_for_no_dates(chat: Talk, line: str) -> None:
    await lives_in(chat)

    await chat.says(line)

    assert not texts.are_in(chat.messages[-1].text, "away_ask")


async def test_an_hour_that_is_later_until_a_day_is_no_time_away(chat: Talk, stage: Stage) -> None:
    """The bot cannot end by a date, and says so."""
    await lives_in(chat)
    await chat.says("/remind 8:30")

    await chat.says("kids are off school til the 6th so an hour later in the mornings plz")

    [row] = await stage.rows("chats")
    assert row["back_on"] is None
    assert [each["at"][:5] for each in await stage.rows("reminders")] == ["08:30"]
