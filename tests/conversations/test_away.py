"""A time away: no reminder until a date, no reason asked or kept, and a word when it ends."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.domain.catalogue import Language
from tests.conversations.ringing import lives_in, on
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import Texts, button, texts


@pytest.mark.parametrize(
    "line",
    [
        *("away until friday", "pause reminders until friday", "off till 27 nov", "i'm away until 27 nov"),
        *("pause my reminders for 4 days", "stop the reminders until friday", "no reminders until friday"),
        *("away for 4 days", "gone for 4 days"),
    ],
)
async def test_away_by_words_is_said_back_and_ends_with_a_notice(chat: Talk, stage: Stage, line: str) -> None:
    """Nothing rings before the date; in the morning of it the bot says so, without a sound."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.says(line)

    assert chat.hears() == [texts("away_set", date="Fri 27 Nov", next="Fri 27 Nov 13:00")]
    await stage.waits(until=on(27, 8, 59))
    assert chat.hears() == []
    await stage.waits(until=on(27, 9))
    assert chat.hears() == [texts("away_end", next="Fri 27 Nov 13:00")]
    assert chat.messages[-1].silent
    await stage.waits(until=on(28, 13))
    assert len(chat.hears()) == 2
    [row] = await stage.rows("chats")
    assert (row["back_on"], row["told_at"]) == (None, None)


async def test_somebody_elses_journey_keeps_no_reminder_quiet(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")

    for line in ("my wife is away for 2 weeks, something for me alone", "the pain is gone for 3 days"):
        await chat.says(line)

    assert [row["back_on"] for row in await stage.rows("chats")] == [None]


async def test_an_early_ring_brings_the_notice_along(chat: Talk, stage: Stage) -> None:
    """One message in the morning, not two."""
    await lives_in(chat)
    await chat.says("/remind 8:00")
    await chat.says("pause reminders until friday")
    chat.hears()

    await stage.waits(until=on(27, 12))

    [rung] = chat.hears()
    assert texts("away_end_plain") in rung


async def test_away_by_buttons_can_be_changed_and_ended(chat: Talk, stage: Stage) -> None:
    """[Away], a date; [Change], another one; [Back now] and today's ring comes."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("/reminders")
    await chat.presses(button.away)
    await chat.presses("Mon 7 Dec")
    assert chat.messages[-1].text == texts("away_set", date="Mon 7 Dec", next="Mon 7 Dec 13:00")
    await chat.presses(button.change)
    await chat.says("28 nov")
    assert chat.messages[-1].text == texts("away_set", date="Sat 28 Nov", next="Sat 28 Nov 13:00")
    await chat.says("/remind 14:00")
    assert "Sat 28 Nov 13:00" in chat.messages[-1].text or "Sat 28 Nov 14:00" in chat.messages[-1].text
    await chat.says("/reminders")
    assert texts("reminders_away", date="Sat 28 Nov") in chat.messages[-1].text
    await chat.presses(button.back_now)
    chat.hears()

    await stage.waits(until=on(23, 14))
    assert len(chat.hears()) == 2
    await stage.waits(until=on(28, 10))
    assert not any(texts("away_end_plain") in text for text in chat.hears())


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("away until yesterday", "away_past"),
        ("away until 2026-11-20", "away_past"),
        ("away until 31 november", "away_no_date"),
        ("away until 2029-01-01", "away_far"),
        ("pause reminders for 90 weeks", "away_far"),
        *((line, "away_far") for line in ("away for 3 years", "gone for 13 months", "away until 2030")),
    ],
)
async def test_a_wrong_date_gets_a_clear_answer_with_an_example_that_is_right(
    chat: Talk, line: str, refusal: str
) -> None:
    """The example is then typed as it stands, and works."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.says(line)

    assert chat.hears() == [texts(refusal, example="30 Nov")]
    await chat.says("until 30 nov")
    assert chat.hears() == [texts("away_set", date="Mon 30 Nov", next="Mon 30 Nov 13:00")]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        *(("de", line) for line in ("weg für 3 Jahre", "ich bin zwei Jahre weg", "im Urlaub bis 2030")),
        ("de", "pausiere die Erinnerungen für 18 Monate"),
        *(("zh-Hans", line) for line in ("离开三年", "暂停提醒两年", "停2年", "停到2030年")),
    ],
)
async def test_a_time_away_that_is_too_long_is_refused_in_every_language(
    chat: Talk, stage: Stage, language: str, line: str
) -> None:
    """It was asked again, without a word of the longest time; German years were taken for a child's age."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.presses_data(f"speak:{language}")
    words = Texts(Language(language))

    await chat.says(line)

    assert words.are_in(chat.messages[-1].text, "away_far")
    example = re.search("bis (.+)|(停到 .+)。", chat.messages[-1].text.split(": ")[-1])
    assert example is not None
    await chat.says(example[0].rstrip("。"))
    assert [row["back_on"] for row in await stage.rows("chats")] == ["2026-11-30"]


@pytest.mark.parametrize(
    ("language", "line", "back_on"),
    [
        ("en", "away for 3 months", "2027-02-23"),
        ("en", "i'll be gone for a month", "2026-12-23"),
        ("en", "we're away for half a year", "2027-05-23"),
        ("en", "no reminders for a year", "2027-11-23"),
        ("en", "away for a week", "2026-11-30"),
        ("en", "away until march", "2027-03-01"),
        ("en", "away until next month", "2026-12-01"),
        ("de", "ich bin 3 Monate weg", "2027-02-23"),
        ("de", "weg für ein Jahr", "2027-11-23"),
        ("de", "weg bis März", "2027-03-01"),
        ("zh-Hans", "离开半年", "2027-05-23"),
        ("zh-Hans", "三个月别提醒我", "2027-02-23"),
        ("zh-Hans", "停到三月", "2027-03-01"),
    ],
)
async def test_a_time_away_may_be_said_in_months(
    chat: Talk, stage: Stage, language: str, line: str, back_on: str
) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.presses_data(f"speak:{language}")

    await chat.says(line)

    assert [row["back_on"] for row in await stage.rows("chats")] == [back_on]


@pytest.mark.parametrize("line", ["for 2 months", "2 months", "for three years", "a month"])
async def test_the_question_until_when_may_be_answered_in_months(chat: Talk, stage: Stage, line: str) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("pause reminders")
    chat.hears()

    await chat.says(line)

    [answer] = chat.hears()
    is_far = texts.are_in(answer, "away_far")
    assert is_far == ("years" in line)
    assert is_far or texts.are_in(answer, "away_set")


async def test_the_notice_waits_for_the_end_of_quiet_hours(chat: Talk, stage: Stage) -> None:
    """Quiet hours that were set later count, too; a single ring that was set for a date still comes."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("remind me tomorrow at 15:00")
    await chat.says("away until friday")
    assert texts("away_singles") in chat.messages[-1].text
    await chat.says("quiet hours 22:00 to 10:30")
    chat.hears()

    await stage.waits(until=on(24, 16))
    assert len(chat.hears()) == 1
    await stage.waits(until=on(27, 10, 29))
    assert chat.hears() == []
    await stage.waits(until=on(27, 10, 30))
    assert len(chat.hears()) == 1


async def test_without_a_zone_the_zone_is_asked_first(chat: Talk) -> None:
    await chat.says("away until friday")

    assert chat.hears() == [texts("ask_zone_first")]
    await chat.says("Lisbon")
    await chat.says("pause reminders")
    assert chat.messages[-1].headline == texts.headline("away_ask")
    assert len(chat.messages[-1].labels) == 5
    assert chat.stage.clock.at + timedelta(days=3) < on(27, 0)


async def test_a_time_away_pauses_the_streak(chat: Talk, stage: Stage) -> None:
    """It is said, holds for the days of it and no longer, and going back early ends it."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("i did it")
    await stage.waits(until=on(24, 9))
    await chat.says("i did it")
    await chat.says("pause reminders for 3 weeks")
    assert texts("away_streak") in chat.hears()[-1]

    await stage.waits(until=on(24, 9) + timedelta(days=20))
    await chat.says("/progress")
    assert texts("progress_streak", n=2, best=2) in chat.messages[-1].text

    await chat.presses_data("back_now")
    await stage.waits(until=on(24, 9) + timedelta(days=22))
    await chat.says("i did it")
    await chat.says("/progress")
    assert texts("progress_streak", n=3, best=3) in chat.messages[-1].text
    assert texts("progress_reserve", left=0) in chat.messages[-1].text
    assert {row["what"] for row in await stage.rows("done_days")} >= {"massage", "away"}


async def test_who_hides_the_streak_is_told_nothing_of_it(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("i did it")
    await stage.waits(until=on(24, 9))
    await chat.says("i did it")
    await chat.presses_data("streak:off")
    chat.hears()

    await chat.says("pause reminders for 3 weeks")

    said = chat.hears()[-1]
    assert texts.are_in(said, "away_set")
    assert not texts.are_in(said, "away_streak")


@pytest.mark.parametrize(
    ("language", "line"), [("en", "i'm back"), ("en", "back now"), ("zh-Hans", "我回来了"), ("de", "weiter")]
)
async def test_whoever_says_that_they_are_back_ends_the_time_away(
    chat: Talk, stage: Stage, language: str, line: str
) -> None:
    """It was answered that no session runs. In a session the same words go on with it."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.presses_data("away:20261127")
    await plays(chat)
    await chat.presses_data(f"speak:{language}")
    await chat.says("pause")
    await chat.says(line)
    assert [row["back_on"] for row in await stage.rows("chats")] == ["2026-11-27"]
    await chat.says("stop")
    await chat.says(line)

    assert [row["back_on"] for row in await stage.rows("chats")] == [None]
    assert Texts(Language(language)).are_in(chat.messages[-1].text, "rings_stay")


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "resume reminders"), ("en", "turn my reminders back on"), ("zh-Hans", "恢复提醒")],
)
async def test_resuming_reminders_sets_none(chat: Talk, stage: Stage, language: str, line: str) -> None:
    """They come back from a time away. With nothing to resume the list is shown."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.presses_data("away:20261127")
    await chat.presses_data(f"speak:{language}")
    words = Texts(Language(language))

    await chat.says(line)
    assert words.are_in(chat.messages[-1].text, "rings_stay")
    await chat.says(line)
    assert words.are_in(chat.messages[-1].text, "reminders")


@pytest.mark.parametrize("line", ["cancel away", "stop being away", "cancel my time away"])
async def test_a_line_about_the_time_away_deletes_no_reminder(chat: Talk, stage: Stage, line: str) -> None:
    """It is like "cancel my reminders", and all were deleted. There the way back is one tap away."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.presses_data("away:20261127")

    await chat.says(line)
    assert len(await stage.rows("reminders")) == 1
    await chat.presses(button.back_now)
    assert [row["back_on"] for row in await stage.rows("chats")] == [None]
    await chat.says(line)

    assert len(await stage.rows("reminders")) == 1
    assert button.turn_all_off in chat.messages[-1].labels


@pytest.mark.parametrize(
    ("language", "line"),
    [
        *(("en", line) for line in ("away tomorrow", "skip tomorrow", "not tomorrow", "off tomorrow")),
        *(("en", line) for line in ("no reminder tomorrow", "don't remind me tomorrow")),
        *(("de", line) for line in ("ich bin morgen weg", "morgen nicht", "erinnere mich morgen nicht")),
        *(("zh-Hans", line) for line in ("明天出差", "明天别提醒我")),
    ],
)
async def test_a_day_off_that_is_ahead_is_asked_about_and_today_stays(
    chat: Talk, stage: Stage, language: str, line: str
) -> None:
    """Some of these kept today quiet and let tomorrow ring. Now the day after tomorrow is offered first."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.presses_data(f"speak:{language}")
    words = Texts(Language(language))
    before = await stage.rows("reminders")

    await chat.says(line)

    assert words.are_in(chat.messages[-1].text, "away_ask")
    assert await stage.rows("reminders") == before
    await chat.presses(chat.messages[-1].labels[0])
    assert [row["back_on"] for row in await stage.rows("chats")] == ["2026-11-25"]


@pytest.mark.parametrize(
    ("line", "first"),
    [("skip friday", "Sat 28 Nov"), ("away on the 5th", "Sun 6 Dec"), ("skip 24 dec", "Fri 25 Dec")],
)
async def test_the_day_after_a_day_off_is_offered_first(chat: Talk, line: str, first: str) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")

    await chat.says(line)

    assert chat.messages[-1].labels[0] == first


async def test_on_a_friday_skip_friday_means_today_while_a_reminder_still_rings(chat: Talk) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(days=3, hours=20)

    await chat.says("skip friday")
    assert chat.messages[-1].text == texts("nottoday", next="Sat 28 Nov 13:00")
    await chat.waits(hours=12)
    await chat.says("skip friday")

    assert chat.messages[-1].labels[0] == "Sat 5 Dec"


async def test_where_a_single_reminder_waits_a_day_off_is_not_guessed(chat: Talk, stage: Stage) -> None:
    """It may be the one that is meant, and a day off would let it ring."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("remind me tomorrow at 9")

    await chat.says("cancel tomorrow's reminder")

    assert button.turn_all_off in chat.messages[-1].labels


async def test_away_today_is_until_tomorrow_and_no_reminder_today_can_be_taken_back(
    chat: Talk, stage: Stage
) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")

    await chat.says("no reminder today")
    assert chat.messages[-1].text == texts("nottoday", next="Tue 24 Nov 13:00")
    await chat.presses(button.undo)
    await chat.says("away today")

    assert [row["back_on"] for row in await stage.rows("chats")] == ["2026-11-24"]


async def test_who_may_try_it_tomorrow_means_not_today(chat: Talk) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")

    await chat.says("maybe tomorrow")

    assert chat.messages[-1].text == texts("nottoday", next="Tue 24 Nov 13:00")


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "pause the 13:00 one"), ("en", "pause the 1 pm reminder"), ("zh-Hans", "暂停13点的提醒")],
)
async def test_one_reminder_is_paused_by_its_hour(chat: Talk, stage: Stage, language: str, line: str) -> None:
    """A new reminder at that hour was offered."""
    await lives_in(chat)
    await chat.says("/remind 13:00 and 20:00")
    await chat.presses_data(f"speak:{language}")

    await chat.says(line)

    assert [row["is_paused"] for row in await stage.rows("reminders ORDER BY at")] == [1, 0]


@pytest.mark.parametrize(
    "line", ["what reminders do i have", "show my reminders", "list my reminders", "which reminders are set"]
)
async def test_a_question_about_the_reminders_gets_the_list(chat: Talk, line: str) -> None:
    """It was asked at which hour a new one shall ring."""
    await lives_in(chat)
    await chat.says("/remind 13:00")

    await chat.says(line)

    assert texts.are_in(chat.messages[-1].text, "reminders")


async def test_a_question_reports_nothing(chat: Talk) -> None:
    """Today's reminders stay; the list says what is set."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.says("done?")

    assert chat.messages[-1].headline == texts.headline("reminders")
