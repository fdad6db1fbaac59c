"""Reminders are edited by buttons, in the message of the list: the hour, the days, or not at all any more."""

from __future__ import annotations

import pytest

from bot.domain.days import Days
from tests.conversations.ringing import lives_in
from tests.conversations.stage import Stage, Talk
from tests.texts import button, texts

EVERY_DAY, WEEKDAYS = 127, 31


async def kept(stage: Stage) -> list[tuple[str, int | None]]:
    """Return the hour and the days of each reminder."""
    return [(row["at"][:5], row["days"]) for row in await stage.rows("reminders")]


async def edits(chat: Talk, line: str = "/remind 8:30") -> None:
    """Set a reminder, and open it from the list."""
    await lives_in(chat)
    await chat.says(line)
    await chat.says("/reminders")
    await chat.presses("Edit 1")


async def test_an_hour_goes_by_a_quarter_or_to_another(chat: Talk, stage: Stage) -> None:
    """In the same message, which names the next reminder. It rings then, and not at its old hour."""
    await edits(chat)
    shown = chat.card()
    count = len(chat.messages)

    await chat.presses(button.minutes_more)
    await chat.presses(button.minutes_more)
    await chat.presses(button.minutes_less)
    assert await kept(stage) == [("08:45", EVERY_DAY)]
    assert shown.text == texts("reminder_one", days=Days(127), time="8:45") + "\n" + texts(
        "reminder_one_next", next="Tue 24 Nov 8:45"
    )
    await chat.presses(button.other_hour)
    await chat.presses("13:00")
    assert await kept(stage) == [("13:00", EVERY_DAY)]
    assert len(chat.messages) == count

    chat.hears()
    await chat.waits(hours=24)
    assert [each.at.hour for each in chat.messages[count:]] == [13]


async def test_a_second_tap_on_the_same_button_changes_nothing_more(chat: Talk, stage: Stage) -> None:
    await edits(chat)
    data, on = chat.card().data(button.minutes_more), chat.card().id
    assert data is not None

    await chat.presses_data(data, on)
    await chat.presses_data(data, on)

    assert await kept(stage) == [("08:45", EVERY_DAY)]


async def test_days_are_chosen_together_or_one_by_one(chat: Talk, stage: Stage) -> None:
    """The last day cannot be switched off."""
    await edits(chat)
    await chat.presses(button.days)
    await chat.presses("weekdays")
    await chat.presses("• Mon")
    assert await kept(stage) == [("08:30", WEEKDAYS - 1)]

    for day in ("Tue", "Wed", "Thu", "Fri"):
        await chat.presses(f"• {day}")
    assert await kept(stage) == [("08:30", 1 << 4)]
    await chat.presses("Sun")
    await chat.presses(button.close)
    assert button.other_hour in chat.card().labels
    assert await kept(stage) == [("08:30", 1 << 4 | 1 << 6)]


async def test_one_that_has_rung_today_can_ring_today_again(chat: Talk, stage: Stage) -> None:
    """At its new hour, as one does that was moved in words."""
    await lives_in(chat)
    await chat.says("/remind 12:30")
    await chat.waits(hours=1)
    rung = len(chat.messages)
    await chat.says("/reminders")
    await chat.presses("Edit 1")
    await chat.presses(button.other_hour)
    await chat.presses("17:00")
    await chat.waits(hours=5)

    assert [each.at.hour for each in chat.messages[rung:]][-1] == 17
    assert await kept(stage) == [("17:00", EVERY_DAY)]


@pytest.mark.parametrize(
    ("line", "way", "refusal"),
    [
        ("/remind 8:30 and 8:45", button.minutes_more, "e_hour_taken"),
        ("remind me today at 12:10", button.minutes_less, "e_moment_past"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_changes(
    chat: Talk, stage: Stage, line: str, way: str, refusal: str
) -> None:
    """An hour that has a reminder already, and a moment that has passed."""
    await edits(chat, line)
    before = await kept(stage)
    chat.toasts()

    await chat.presses(way)

    assert chat.toasts() == [texts(refusal)]
    assert await kept(stage) == before


async def test_a_single_ring_is_moved_and_deleted(chat: Talk, stage: Stage) -> None:
    """Also one that was set for a span of time. It has no days."""
    await edits(chat, "remind me in 2 hours")
    assert button.days not in chat.card().labels
    await chat.presses(button.minutes_more)
    [row] = await stage.rows("reminders")
    assert (row["at"][:5], row["keeps_moment"]) == ("14:15", 0)

    await chat.presses(button.delete)
    assert await kept(stage) == []


async def test_without_a_zone_a_single_ring_stays_as_it_is(chat: Talk, stage: Stage) -> None:
    """Its new hour would be the hour of no place."""
    await chat.says("remind me in 2 hours")
    await chat.says("/reminders")
    await chat.presses("Edit 1")
    await chat.presses(button.minutes_more)

    assert chat.toasts()[-1] == texts("e_zone_first")


async def test_a_reminder_of_another_chat_or_a_deleted_one_is_not_touched(chat: Talk, stage: Stage) -> None:
    await edits(chat)
    data = chat.card().data(button.minutes_more)
    assert data is not None
    ben = stage.private("Ben", 1002)
    await ben.says("/start")
    await ben.presses_data(data)
    assert ben.toasts() == [texts("e_stale")]

    await chat.presses(button.delete)
    await chat.presses_data(data)
    assert await kept(stage) == []
