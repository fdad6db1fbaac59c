"""Quiet hours that a reminder rings inside: the bot asks, and until then it rings at their end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.catalogue import Language
from tests.conversations.ringing import lives_in, on
from tests.conversations.stage import Stage, Talk
from tests.conversations.test_take_back import NAME, changed
from tests.conversations.test_take_out import the_file
from tests.texts import Texts, button, texts

AT_8_30, AT_9 = button("ring_at", time="8:30"), button("ring_at", time="9:00")


def rings(chat: Talk) -> list[datetime]:
    """Return when a ring has come."""
    return [
        shown.at for shown in chat.messages if button.did in shown.labels or button.not_today in shown.labels
    ]


async def rings_by(chat: Talk, until: datetime) -> list[datetime]:
    """Let time pass, and return when rings came meanwhile, each one once its buttons are known."""
    since, found = chat.stage.clock.at, []
    while chat.stage.clock.at < until:
        due, _ = await chat.stage.house.database.run(lambda work: work.next_due())
        await chat.stage.waits(until=min(due or until, until))
        found += rings(chat)
    return sorted({at for at in found if at > since})


def asks(chat: Talk, hours: str, ends: str) -> bool:
    """Does the newest message ask about the reminders at `hours`?"""
    return texts.are_in(chat.messages[-1].text, "quiet_waits", list=hours, ends=ends)


@pytest.mark.parametrize("by_words", [True, False])
async def test_a_reminder_inside_new_quiet_hours_waits_for_their_end_until_somebody_says_more(
    chat: Talk, by_words: bool
) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")

    if by_words:
        await chat.says("quiet hours 22:00 to 9:00")
    else:
        await chat.presses_data("quiet:2200:0900")

    assert asks(chat, "8:30", "9:00")
    assert chat.messages[-1].labels[:2] == [AT_8_30, AT_9]
    assert await rings_by(chat, on(26, 8)) == [on(24, 9), on(25, 9)]


async def test_whoever_lets_it_ring_inside_gets_it_at_its_hour(chat: Talk) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.presses_data("quiet:2200:0900")

    await chat.presses(AT_8_30)

    assert chat.messages[-1].text == texts("rings_stay", next="Tue 24 Nov 8:30")
    assert await rings_by(chat, on(26, 8)) == [on(24, 8, 30), on(25, 8, 30)]


async def test_whoever_takes_the_end_keeps_it(chat: Talk) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.presses_data("quiet:2200:0900")

    await chat.presses(AT_9)

    assert chat.messages[-1].text == texts("rings_stay", next="Tue 24 Nov 9:00")
    assert await rings_by(chat, on(25, 8)) == [on(24, 9)]


async def test_several_reminders_are_one_question(chat: Talk, stage: Stage) -> None:
    """Those outside are not asked about. At the end of the quiet hours one ring comes, not three.

    When all may ring inside, it is 8:00: what was to ring before comes at the end once more.
    """
    await lives_in(chat)
    await chat.says("/remind 7:00, 8:30 and 13:00")
    await chat.says("/remind weekdays 8:00")

    await chat.presses_data("quiet:2200:0900")

    assert asks(chat, "7:00, 8:00 and 8:30", "9:00")
    assert await rings_by(chat, on(25, 8)) == [on(23, 13), on(24, 9), on(24, 13)]
    await chat.says("quiet hours")
    await chat.presses(button.ring_inside)
    assert await rings_by(chat, on(25, 23)) == [on(25, 8, 30), on(25, 9), on(25, 13)]
    assert [row["waits_until"] for row in await stage.rows("reminders")] == [None] * 4


async def test_the_list_and_the_screen_of_a_reminder_say_when_it_comes(chat: Talk) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.presses_data("quiet:2200:0900")

    await chat.says("/reminders")
    line = texts("reminder_line", i=1, days="every day", time="8:30")
    assert texts("reminder_line_waits", line=line, time="9:00") in chat.messages[-1].text
    await chat.presses(button("edit_n", n=1, time="8:30"))
    assert asks(chat, "8:30", "9:00")
    await chat.presses(AT_8_30)
    await chat.says("/reminders")

    assert not texts.are_in(chat.messages[-1].text, "reminder_line_waits", line=line)


async def test_without_quiet_hours_it_rings_at_its_hour_again(chat: Talk) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.presses_data("quiet:2200:0900")

    await chat.presses_data("quiet:off")

    assert await rings_by(chat, on(25, 8)) == [on(24, 8, 30)]


@pytest.mark.parametrize("then", ["quiet:2300:0900", "quiet:0800:0845"])
async def test_what_was_confirmed_stays_so_in_other_quiet_hours_around_it(chat: Talk, then: str) -> None:
    await lives_in(chat)
    await chat.presses_data("quiet:2200:0900")
    await chat.says("/remind 8:30")
    await chat.presses(AT_8_30)

    await chat.presses_data(then)

    assert not texts.are_in(chat.messages[-1].text, "quiet_waits")
    assert await rings_by(chat, on(25, 8)) == [on(24, 8, 30)]


async def test_quiet_hours_that_went_elsewhere_and_come_back_ask_again(chat: Talk) -> None:
    await lives_in(chat)
    await chat.presses_data("quiet:2200:0900")
    await chat.says("/remind 8:30")
    await chat.presses(AT_8_30)
    await chat.presses_data("quiet:2200:0800")

    await chat.presses_data("quiet:2200:0900")

    assert asks(chat, "8:30", "9:00")


@pytest.mark.parametrize(
    ("quiet", "said", "comes"),
    [
        ("quiet:2200:0700", "remind me on 27 november at 23:00", on(28, 7)),  # the night's end is on Saturday
        ("quiet:1300:1500", "remind me on 27 november at 14:00", on(27, 15)),
        ("quiet:0000:0900", "remind me on 27 november at 8:30", on(27, 9)),
    ],
)
async def test_a_single_reminder_waits_too(chat: Talk, quiet: str, said: str, comes: datetime) -> None:
    await lives_in(chat)
    await chat.says(said)

    await chat.presses_data(quiet)

    assert texts.are_in(chat.messages[-1].text, "quiet_waits")
    assert await rings_by(chat, on(29, 12)) == [comes]


async def test_a_single_reminder_of_the_night_rings_in_it_if_somebody_wants_that(chat: Talk) -> None:
    await lives_in(chat)
    await chat.says("remind me on 27 november at 23:00")
    await chat.presses_data("quiet:2200:0700")

    await chat.presses(button("ring_at", time="23:00"))

    assert await rings_by(chat, on(29, 12)) == [on(27, 23)]


async def test_what_was_asked_for_a_span_rings_at_its_moment(chat: Talk) -> None:
    """ "In 20 minutes" names the moment itself."""
    await lives_in(chat)
    await chat.presses_data("quiet:1200:1300")
    await chat.says("remind me in 20 minutes")
    asked = chat.stage.clock.at

    [rung] = await rings_by(chat, on(23, 14))

    assert timedelta(minutes=20) <= rung - asked + timedelta(seconds=5) <= timedelta(minutes=21)


@pytest.mark.parametrize("how", ["move 13:00 to 8:30 am", "move:1:0830", "set:1:0830:127:all"])
async def test_a_reminder_that_is_moved_inside_is_asked_about(chat: Talk, how: str) -> None:
    """By words, by a button, or on its own screen."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.presses_data("quiet:2200:0900")

    await (chat.says(how) if " " in how else chat.presses_data(how))

    assert asks(chat, "8:30", "9:00")
    assert await rings_by(chat, on(25, 8)) == [on(24, 9)]
    await chat.says("quiet hours")
    await chat.presses(AT_8_30)
    assert await rings_by(chat, on(25, 12)) == [on(25, 8, 30)]


@pytest.mark.parametrize("line", ["/remind 8:30", "/timezone Berlin", "pause my 13:00 reminder"])
async def test_nothing_else_lets_it_ring_inside(chat: Talk, stage: Stage, line: str) -> None:
    """To set it again asks again; another zone, and another reminder, change nothing."""
    await lives_in(chat)
    await chat.says("/remind 8:30 and 13:00")
    await chat.presses_data("quiet:2200:0900")

    await chat.says(line)

    [row] = await stage.rows("reminders WHERE waits_until IS NOT NULL")
    assert str(row["at"])[:5] == "08:30"
    until = on(24, 9) - timedelta(hours=line == "/timezone Berlin")
    assert until in await rings_by(chat, on(24, 12))


async def test_to_set_it_once_more_and_to_be_sure_lets_it_ring_inside(chat: Talk) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.presses_data("quiet:2200:0900")
    await chat.says("/remind 8:30")

    await chat.presses(AT_8_30)

    assert await rings_by(chat, on(25, 8)) == [on(24, 8, 30)]


async def test_a_paused_reminder_waits_as_well_when_it_is_resumed(chat: Talk) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.presses_data("pause_one:1")
    await chat.presses_data("quiet:2200:0900")

    await chat.presses_data("resume_one:1")

    assert asks(chat, "8:30", "9:00")
    assert await rings_by(chat, on(25, 8)) == [on(24, 9)]


async def test_a_ring_of_today_whose_hour_has_passed_comes_after_all(chat: Talk, stage: Stage) -> None:
    """At 8:40 somebody lets it ring inside. For today that is too late, so today it comes at 9:00."""
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.presses_data("quiet:2200:0900")
    await stage.waits(until=on(24, 8, 40))

    await chat.presses(AT_8_30)

    assert await rings_by(chat, on(25, 12)) == [on(24, 9), on(25, 8, 30)]


async def test_a_reminder_that_rang_today_does_not_ring_twice(chat: Talk, stage: Stage) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await stage.waits(until=on(24, 8, 35))

    await chat.presses_data("quiet:2200:0900")

    assert await rings_by(chat, on(25, 12)) == [on(25, 9)]


@pytest.mark.parametrize("is_old", [True, False])
async def test_a_file_that_comes_back_brings_what_was_said_about_it(chat: Talk, is_old: bool) -> None:
    """A file of an older version does not say whether a reminder may ring inside, so the bot asks."""
    await lives_in(chat)
    await chat.presses_data("quiet:2200:0900")
    await chat.says("/remind 8:30")
    await chat.presses(AT_8_30)
    await chat.says("/export")

    def without(tables: dict[str, Any]) -> None:
        for row in tables["tables"]["reminders"] if is_old else ():
            del row["waits_until"]

    await chat.sends_file(NAME, changed(the_file(chat), without))
    await chat.presses(button("import"))

    assert asks(chat, "8:30", "9:00") is is_old
    assert await rings_by(chat, on(25, 8)) == [on(24, 9) if is_old else on(24, 8, 30)]


async def test_a_file_brings_a_reminder_that_waits(chat: Talk) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.presses_data("quiet:2200:0900")
    await chat.says("/export")

    await chat.sends_file(NAME, the_file(chat))
    await chat.presses(button("import"))

    assert asks(chat, "8:30", "9:00")
    assert await rings_by(chat, on(25, 8)) == [on(24, 9)]


async def test_a_late_tap_on_a_question_that_is_over_says_so(chat: Talk) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.presses_data("quiet:2200:0900")
    await chat.presses_data("quiet:off")
    chat.toasts()

    await chat.presses_data("ring_inside")

    assert chat.toasts() == [texts("e_stale")]


@pytest.mark.parametrize("language", ["de", "zh-Hans"])
async def test_the_question_is_asked_in_every_language(chat: Talk, language: str) -> None:
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.presses_data(f"speak:{language}")

    await chat.presses_data("quiet:2200:0900")

    assert Texts(Language(language)).are_in(chat.messages[-1].text, "quiet_waits", list="8:30", ends="9:00")


async def test_hours_that_may_be_of_the_day_or_of_the_night_are_asked_about(chat: Talk) -> None:
    await lives_in(chat)

    await chat.says("i sleep in the day, no messages from 8 to 3")

    assert chat.messages[-1].text.startswith(texts.headline("ask_which"))
    await chat.presses_data("quiet:0800:1500")
    assert texts.are_in(chat.messages[-1].text, "quiet_set", begins="8:00", ends="15:00")


@pytest.mark.parametrize(
    ("line", "begins", "ends"),
    [
        ("no messages from 8 pm to 8", "20:00", "8:00"),
        ("quiet hours 22 to 10", "22:00", "10:00"),
        ("no messages from midnight to 12", "0:00", "12:00"),
    ],
)
async def test_half_a_day_of_quiet_hours_is_set(chat: Talk, line: str, begins: str, ends: str) -> None:
    await lives_in(chat)

    await chat.says(line)

    assert texts.are_in(chat.messages[-1].text, "quiet_set", begins=begins, ends=ends)


@pytest.mark.parametrize("hours", ["8 to 9 am", "11 pm to 12", "8 to 22", "9 to 6"])
async def test_quiet_hours_with_two_sensible_ways_are_asked_about(chat: Talk, hours: str) -> None:
    await lives_in(chat)

    await chat.says(f"quiet hours {hours}")

    assert chat.messages[-1].text.startswith(texts.headline("ask_which"))
    assert len(chat.messages[-1].labels) == 2
