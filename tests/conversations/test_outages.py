"""After an outage of the bot or of Telegram nobody's streak is shorter: the days without a ring wait."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.ports import Kind
from tests.conversations.ringing import lives_in, on
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts


async def outages(stage: Stage) -> list[int]:
    """Return the days of November that wait because of an outage."""
    rows = await stage.rows("done_days WHERE what = 'outage' ORDER BY \"on\"")
    return [int(str(row["on"])[-2:]) for row in rows]


async def shows_streak(chat: Talk, n: int, best: int, left: int) -> bool:
    """Does `/progress` tell so many days in a row, and so much that is left of the reserve?"""
    await chat.says("/progress")
    text = chat.messages[-1].text
    row = texts.are_in(text, "progress_streak", n=n, best=best)
    return row and texts.are_in(text, "progress_reserve", left=left)


async def does_three_days(chat: Talk, line: str = "/remind 13:00") -> None:
    """Be done on Monday, Tuesday and Wednesday; it is Thursday noon then."""
    await lives_in(chat)
    await chat.says(line)
    for _ in range(3):
        await chat.says("i did it")
        await chat.waits(days=1)


async def test_days_without_the_bot_cost_no_streak_and_no_reserve(chat: Talk, stage: Stage) -> None:
    """Six days are more than two reserves. On the seventh the streak goes on where it was."""
    await does_three_days(chat)

    await stage.is_away(days=6)

    assert await outages(stage) == [26, 27, 28, 29, 30, 1]
    assert await shows_streak(chat, 3, best=3, left=2)
    await chat.says("i did it")
    assert await shows_streak(chat, 4, best=4, left=2)


async def test_days_that_the_person_lets_go_by_still_cost(chat: Talk, stage: Stage) -> None:
    """The bot was there and rang. So the same days break the streak."""
    await does_three_days(chat)

    await stage.waits(until=stage.clock.at + timedelta(days=6))

    assert await outages(stage) == []
    assert await shows_streak(chat, 0, best=3, left=2)


async def test_what_is_done_on_a_day_without_the_bot_counts(chat: Talk, stage: Stage) -> None:
    """Somebody went on alone, and adds it afterwards."""
    await does_three_days(chat)
    await stage.is_away(days=2)

    await chat.says("i did 9 min yesterday")

    assert await outages(stage) == [26, 27]
    assert await shows_streak(chat, 4, best=4, left=2)


@pytest.mark.parametrize(
    ("before", "leaves", "is_back", "days"),
    [
        (["/remind 20:00"], on(23, 19), on(24, 7), [23]),
        (["/remind 13:00"], on(23, 12), on(23, 15), []),  # it rings late, on its day
        (["/remind 8:00 and 20:00"], on(23, 19), on(24, 7), [23]),  # one of two
        (["/remind 13:00"], on(23, 12), on(25, 15), [23, 24]),  # today's ring comes late
        (["/remind mondays and thursdays 13:00"], on(23, 12), on(27, 12), [23, 24, 25, 26]),
        (["/remind sundays 13:00"], on(23, 12), on(26, 12), []),
        (["thanks"], on(23, 12), on(27, 12), []),  # no reminder: nothing was promised
        (["quiet hours 21:00 to 8:00", "/remind 20:30"], on(23, 20), on(23, 22), [23]),
        (["remind me tomorrow at 9"], on(23, 12), on(26, 12), [24, 25]),
        (["/remind 23:00"], on(23, 22), on(24, 1), [23]),
    ],
)
async def test_a_day_waits_if_its_ring_could_not_come(
    chat: Talk, stage: Stage, before: list[str], leaves: datetime, is_back: datetime, days: list[int]
) -> None:
    await lives_in(chat)
    for line in before:
        await chat.says(line)
    await stage.waits(until=leaves)

    await stage.is_away(seconds=(is_back - stage.clock.at).total_seconds())

    assert await outages(stage) == days
    assert len([shown for shown in chat.messages if shown.at == is_back]) <= 1  # never a burst


async def test_a_ring_that_was_put_off_and_could_not_come_counts_too(chat: Talk, stage: Stage) -> None:
    """*Later, tonight*, and then the bot was away until the next morning."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await stage.waits(until=on(23, 13))
    await chat.presses(button.later)
    await chat.presses(button.tonight)

    await stage.is_away(hours=20)

    assert await outages(stage) == [23]


@pytest.mark.parametrize(
    "line",
    [
        *("i did it", "not today", "away for 3 days", "/stop_reminders", "/remind off", "/remind 14:00"),
        *("pause my 13:00 reminder", "move 13:00 to 15:00", "/timezone Berlin", "quiet hours 22:00 to 7:00"),
        *("/progress", "no reminders on sundays", "cancel the 13:00 reminder"),
    ],
)
async def test_whatever_is_written_before_the_first_beat_loses_no_day(
    chat: Talk, stage: Stage, line: str
) -> None:
    """Updates that waited are read first."""
    await does_three_days(chat)

    stage.clock.forward(timedelta(days=3, minutes=-5))
    await chat.says(line)
    await stage.beats()

    assert await outages(stage) == [26, 27, 28]


@pytest.mark.parametrize("data", ["pause_one:1", "set:1:1500:127:all", "drop:1", "off_now:1", "move:1:1500"])
async def test_whatever_is_tapped_before_the_first_beat_loses_no_day(
    chat: Talk, stage: Stage, data: str
) -> None:
    await does_three_days(chat)

    stage.clock.forward(timedelta(days=2))
    await chat.presses_data(data)
    await stage.beats()

    assert await outages(stage) == [26, 27]


@pytest.mark.parametrize("what", ["paused", "away", "not_today", "blocked", "done", "session", "quiet"])
async def test_a_day_without_a_ring_for_another_reason_does_not_wait(
    chat: Talk, stage: Stage, what: str
) -> None:
    """The bot was there all the time."""
    await lives_in(chat)
    await chat.says("/remind 13:00, 13:00 and 20:00")
    match what:
        case "paused":
            await chat.presses_data("pause_one:1")
        case "away":
            await chat.says("away for 2 days")
        case "not_today":
            await chat.says("not today")
        case "blocked":
            await chat.membership("member", "kicked")
        case "done":
            await chat.says("i did it")
        case "session":
            await stage.waits(until=on(23, 12, 58))
            await plays(chat, "quick")
        case "quiet":
            await chat.presses_data("quiet:1230:0700")

    await stage.waits(until=on(26, 9))
    if what == "blocked":
        await chat.membership("kicked", "member")
        await stage.beats()

    assert await outages(stage) == []


async def test_after_a_block_only_an_outage_counts(chat: Talk, stage: Stage) -> None:
    """Nobody waited for the rings of the block. After it, the bot is away for a day."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.membership("member", "kicked")
    await stage.waits(until=on(26, 9))
    await chat.says("hi")

    await stage.is_away(days=1)

    assert await outages(stage) == [26]


async def test_who_has_not_answered_for_long_would_have_got_no_ring(chat: Talk, stage: Stage) -> None:
    """After 14 ignored days one ring a week is left. An outage on the other days takes nothing."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await stage.waits(until=stage.clock.at + timedelta(days=16, hours=2))

    await stage.is_away(days=2)

    assert await outages(stage) == []


async def test_a_ring_that_telegram_never_took_lets_its_day_wait(chat: Talk, stage: Stage) -> None:
    """The bot is there, and Telegram is not until the evening is over. The next day rings as usual."""
    await does_three_days(chat, "/remind 20:00")
    stage.telegram.holds = lambda row: row.kind is Kind.reminder
    while stage.clock.at < on(27, 1):
        stage.clock.forward(timedelta(minutes=15))
        await stage.beats()

    stage.telegram.holds = lambda row: False
    await stage.waits(until=on(27, 21))

    assert await outages(stage) == [26]
    assert await shows_streak(chat, 3, best=3, left=2)


async def test_a_ring_that_telegram_took_late_is_a_ring(chat: Talk, stage: Stage) -> None:
    await does_three_days(chat, "/remind 20:00")
    stage.telegram.holds = lambda row: row.kind is Kind.reminder
    for _ in range(40):
        stage.clock.forward(timedelta(minutes=15))
        await stage.beats()

    stage.telegram.holds = lambda row: False
    await stage.waits(until=on(28, 9))

    assert await outages(stage) == []


async def test_coming_back_early_from_a_time_away_keeps_the_days_of_an_outage(
    chat: Talk, stage: Stage
) -> None:
    """The days ahead are taken back, those of the outage are not the person's to take back."""
    await does_three_days(chat)
    await stage.is_away(days=2)
    await chat.says("away for 5 days")

    await chat.presses(button.back_now)

    rows = await stage.rows("done_days WHERE what IN ('away', 'outage') ORDER BY \"on\"")
    assert [(row["what"], str(row["on"])[-2:]) for row in rows] == [("outage", "26"), ("outage", "27")]
