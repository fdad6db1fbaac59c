"""A single ring: "in 20 minutes", "tomorrow at 9", "this saturday", a date."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from bot.actions.keep_time import sweep_up
from bot.domain.catalogue import Language
from bot.domain.message import ClockTime, Moment, day
from tests.conversations.ringing import lives_in, on, ring_states, rings_again_later
from tests.conversations.stage import Stage, Talk
from tests.texts import Texts, button, texts

ONCE_BUTTONS = [button("start_minutes", n=5), button.later, button.did]


def set_for(chat: Talk, day: int, hour: int, minute: int = 0) -> bool:
    """Tell whether the newest answer confirms a single ring at a moment in Lisbon."""
    at = texts("once_at", at=Moment(on(day, hour, minute), "Europe/Lisbon"))
    return chat.hears()[-1] == texts("once_ok", next=at)


@pytest.mark.parametrize(
    ("line", "day", "hour", "minute"),
    [
        ("remind me in 20 minutes", 23, 12, 20),
        ("remind me tomorrow at 9", 24, 9, 0),
        ("remind me this saturday at 10:30", 28, 10, 30),
        ("remind me on the 28th at 17:00", 28, 17, 0),
        ("/remind tonight at 8", 23, 20, 0),
    ],
)
async def test_it_rings_once_and_no_more(
    chat: Talk, stage: Stage, line: str, day: int, hour: int, minute: int
) -> None:
    await lives_in(chat)

    await chat.says(line)
    assert set_for(chat, day, hour, minute)

    await stage.waits(until=on(day, hour, minute))
    [ring] = chat.messages[-1:]
    assert (ring.at, ring.labels, ring.silent) == (on(day, hour, minute), ONCE_BUTTONS, False)
    chat.hears()
    await stage.waits(until=on(day, hour, minute) + timedelta(days=8))
    assert chat.hears() == []


async def test_the_lock_screen_of_a_single_ring_names_no_massage(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("remind me in 20 minutes")

    await stage.waits(minutes=20)

    assert "massage" not in chat.messages[-1].headline.lower()


async def test_it_stands_in_the_list_and_can_be_deleted(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.says("remind me tomorrow at 9")
    chat.hears()

    await chat.says("/reminders")
    assert "2. once, Tue 24 Nov 9:00" in chat.hears()[0]
    await chat.presses("Edit 2")
    await chat.presses(button.delete)

    assert [row["once_on"] for row in await stage.rows("reminders")] == [None]


async def test_what_has_rung_is_gone_from_the_list_and_then_from_the_database(
    chat: Talk, stage: Stage
) -> None:
    """Until then its button Later still works."""
    await lives_in(chat)
    await chat.says("remind me in 20 minutes")
    await stage.waits(minutes=20)
    await chat.says("/reminders")
    assert chat.messages[-1].headline == texts.headline("reminders_none")

    await rings_again_later(chat)
    await stage.waits(minutes=15)
    assert chat.messages[-1].labels == ONCE_BUTTONS

    await stage.waits(days=4)
    await stage.house.database.run(lambda work: sweep_up(work, stage.catalogue, stage.clock.now()))
    assert await stage.rows("reminders") == []


async def test_in_20_minutes_needs_no_zone(chat: Talk, stage: Stage) -> None:
    await chat.says("remind me in 20 minutes")

    await stage.waits(minutes=20)

    assert chat.messages[-1].labels == ONCE_BUTTONS


async def test_a_date_needs_the_zone_first(chat: Talk, stage: Stage) -> None:
    """Nothing is set for a date that may be another one where the person is."""
    await chat.says("remind me tomorrow at 9")

    assert chat.headlines() == [texts.headline("ask_zone_first")]
    assert await stage.rows("reminders") == []
    await chat.says("Tokyo")
    assert texts.are_in(chat.hears()[0], "zone_ok", city="Tokyo")


async def test_a_new_zone_moves_a_date_and_keeps_a_span(chat: Talk, stage: Stage) -> None:
    """Tomorrow at 9 is at 9 where the person is then; in three hours is in three hours everywhere."""
    await lives_in(chat)
    await chat.says("remind me tomorrow at 9")
    await chat.says("remind me in 3 hours")

    await chat.says("i'm in berlin")

    rows = {row["at"][:5]: row["ring_at"][:16] for row in await stage.rows("reminders")}
    assert rows == {"09:00": "2026-11-24 08:00", "16:00": "2026-11-23 15:00"}


async def test_a_date_that_has_passed_in_the_new_zone_rings_at_once(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("remind me today at 20:00")
    chat.hears()

    await chat.says("i'm in tokyo")  # there it is 21:00
    await stage.beats()

    assert chat.messages[-1].labels == ONCE_BUTTONS


async def test_an_hour_in_the_quiet_ones_is_asked_about(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.presses_data("quiet:2100:0800")

    await chat.says("remind me tomorrow at 23:00")
    assert chat.card().labels == [button("ring_at", time="23:00"), button("ring_at", time="8:00")]
    await chat.presses(button("ring_at", time="23:00"))

    await stage.waits(until=on(24, 23))
    assert (chat.messages[-1].at, chat.messages[-1].labels) == (on(24, 23), ONCE_BUTTONS)


async def test_in_20_minutes_rings_inside_the_quiet_hours_too(chat: Talk, stage: Stage) -> None:
    """Who asks for it is awake."""
    await lives_in(chat)
    await chat.presses_data("quiet:1100:1300")

    await chat.says("remind me in 20 minutes")
    await stage.waits(minutes=20)

    assert chat.messages[-1].labels == ONCE_BUTTONS


async def test_a_late_one_says_when_it_was_for(chat: Talk, stage: Stage) -> None:
    """Even after midnight: it has no next day."""
    await lives_in(chat)
    await chat.says("remind me tonight at 23:30")
    chat.hears()

    await stage.is_away(hours=17)

    [late] = chat.hears()
    assert late.splitlines()[0] == texts("once_late", at=Moment(on(23, 23, 30), "Europe/Lisbon"))
    assert chat.messages[-1].silent


async def test_one_that_is_a_day_late_is_not_sent(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("remind me in 20 minutes")
    chat.hears()

    await stage.is_away(days=2)

    assert chat.hears() == []
    assert await ring_states(stage) == ["expired"]


async def test_a_late_one_waits_for_the_end_of_the_quiet_hours(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.presses_data("quiet:2100:0800")
    await chat.says("remind me today at 20:00")
    chat.hears()

    await stage.is_away(hours=10)
    assert chat.hears() == []
    await stage.waits(until=on(24, 8))

    assert (chat.messages[-1].at, chat.messages[-1].labels) == (on(24, 8), ONCE_BUTTONS)


async def test_after_a_downtime_the_single_ring_comes_before_a_daily_one(chat: Talk, stage: Stage) -> None:
    """Only one late ring is sent; the daily one has a next day."""
    await lives_in(chat)
    await chat.says("/remind 14:00")
    await chat.says("remind me today at 13:00")
    chat.hears()

    await stage.is_away(hours=4)

    assert len(chat.hears()) == 1
    assert chat.messages[-1].labels == ONCE_BUTTONS


async def test_a_minute_that_has_a_ring_gets_no_second_one(chat: Talk, stage: Stage) -> None:
    """However the two came about."""
    await lives_in(chat)
    await chat.says("/remind 9:00")
    await chat.says("remind me tomorrow at 9:00")
    await chat.says("remind me tomorrow at 10:00")
    await chat.says("/remind 10:00")
    chat.hears()

    await stage.waits(until=on(24, 12))

    assert len(chat.hears()) == 2


async def test_later_typed_after_a_ring_is_its_snooze(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await stage.waits(until=on(23, 13))
    chat.hears()

    await chat.says("later")
    again = Moment(on(23, 13, 15), "Europe/Lisbon")
    assert chat.hears() == [texts("later_ok", time=again, usual="13:00")]
    await chat.says("later")
    assert chat.hears() == [texts("already_later")]
    await stage.waits(minutes=15)

    assert len(chat.hears()) == 1


async def test_later_without_a_ring_sets_nothing(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.says("later")

    assert chat.hears() == [texts("nottoday_none")]
    assert [row["snooze_at"] for row in await stage.rows("reminders")] == [None]


async def test_undo_takes_back_a_single_ring(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("remind me tomorrow at 9")

    await chat.presses(button.undo)

    assert await stage.rows("reminders") == []


async def test_single_rings_come_through_a_restart(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("remind me in 20 minutes")
    await chat.says("remind me tomorrow at 9")
    chat.hears()

    await stage.restarts()
    await stage.waits(until=on(24, 12))

    assert len(chat.hears()) == 2


async def test_a_zone_in_which_two_single_rings_meet_is_set_all_the_same(chat: Talk, stage: Stage) -> None:
    """In an hour is 14:00 in Berlin, where another one is set for 14:00 already."""
    await lives_in(chat)
    await chat.says("remind me today at 14:00")
    await chat.says("remind me in 1 hour")

    await chat.says("i'm in berlin")

    assert [row["zone"] for row in await stage.rows("chats")] == ["Europe/Berlin"]
    assert [row["at"][:5] for row in await stage.rows("reminders")] == ["14:00", "14:00"]


async def test_an_hour_that_comes_again_in_another_zone_rings_again(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("remind me today at 13:00")
    await stage.waits(until=on(23, 13, 5))
    await chat.says("i'm in new york")  # there it is 8:05
    await chat.says("remind me today at 13:00")
    chat.hears()

    await stage.waits(until=on(23, 18))

    assert len(chat.hears()) == 1


@pytest.mark.parametrize(
    ("language", "line"),
    [
        *(("en", line) for line in ("saturday, 6 december", "remind me on saturday, 6 december")),
        ("de", "erinnere mich am Samstag, 6. Dezember"),
        ("zh-Hans", "12月6日周六提醒我"),
    ],
)
async def test_a_date_that_is_no_such_day_is_asked_about_without_an_hour_too(
    chat: Talk, stage: Stage, language: str, line: str
) -> None:
    """Sunday the 6th was taken at once, and the Saturday was dropped without a word."""
    await lives_in(chat)
    await chat.presses_data(f"speak:{language}")
    words = Texts(Language(language))

    await chat.says(line)

    assert chat.messages[-1].text == words("ask_day")
    days = [date(2026, 12, 6), date(2026, 11, 28)]
    assert chat.messages[-1].labels == [words("button.on_date", date=day(each)) for each in days]
    await chat.presses(chat.messages[-1].labels[1])
    assert chat.messages[-1].text == words("ask_hour_on", date=day(days[1]))
    await chat.says("9:15")
    [single] = await stage.rows("reminders")
    assert (single["once_on"], single["at"][:5]) == ("2026-11-28", "09:15")


async def test_an_hour_that_is_typed_before_the_day_is_chosen_asks_for_the_day(chat: Talk) -> None:
    """It belongs to the line before, and sets no reminder for every day."""
    await lives_in(chat)
    await chat.says("remind me on saturday, 6 december")

    await chat.says("9:15")

    assert chat.messages[-1].text == texts("ask_which")
    at = ClockTime(time(9, 15))
    labels = [button("ring_once", date=day(date(2026, *each)), time=at) for each in ((12, 6), (11, 28))]
    assert chat.messages[-1].labels == labels


async def test_the_part_of_the_day_is_kept_until_the_hour_is_asked(chat: Talk) -> None:
    await lives_in(chat)
    await chat.says("remind me on saturday, 6 december in the evening")
    await chat.presses("Sun 6 Dec")

    assert chat.messages[-1].labels == ["18:00", "20:00", "21:00"]


@pytest.mark.parametrize(("line", "days"), [("remind me on 5/12", 2), ("remind me next friday", 2)])
async def test_a_date_with_two_readings_is_asked_about(chat: Talk, line: str, days: int) -> None:
    await lives_in(chat)

    await chat.says(line)

    assert chat.messages[-1].text == texts("ask_day")
    assert len(chat.messages[-1].labels) == days


async def test_a_day_that_is_over_when_its_button_is_tapped_is_refused(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("remind me on saturday, 6 december")
    await stage.waits(until=on(30, 12))

    await chat.presses("Sat 28 Nov")

    assert chat.messages[-1].text == texts("cannot_past")
