"""Later and Not today: a ring that is put off, and a day without rings."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.conversations.ringing import IN_15, lives_in, on, rings_again_later
from tests.conversations.stage import Stage, Talk, kinds
from tests.texts import button, texts

RINGS = ("reminder", "snooze")


async def test_later_rings_once_more_in_15_minutes(chat: Talk) -> None:
    """A snooze rings once; the usual hour stays; a second tap changes nothing."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)
    chat.hears(), chat.toasts()

    await chat.presses(button.later)
    tap = chat.tap(IN_15)
    await chat.presses(IN_15)
    assert chat.hears() == [texts("later_ok", time="13:15", usual="13:00")]
    await chat.stage.takes(tap | {"update_id": next(chat.stage.updates)})
    assert chat.toasts() == [texts("already_later")]

    await chat.waits(minutes=14, seconds=59)
    assert chat.hears() == []
    await chat.waits(seconds=1)
    assert len(chat.hears()) == 1
    await chat.waits(hours=23)
    assert [shown.at for shown in chat.messages[-1:]] == [on(23, 13, 15)]
    await chat.waits(hours=1)
    assert [shown.at for shown in chat.messages[-1:]] == [on(24, 13, 0)]


async def test_later_may_be_said_again_and_again(chat: Talk) -> None:
    """Each time it rings."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)

    for minute in (15, 30, 45):
        await rings_again_later(chat)
        await chat.waits(minutes=15)
        assert chat.card().at == on(23, 13, minute)


async def test_a_snooze_that_was_slept_through_for_days_does_not_ring_like_a_fresh_one(
    chat: Talk, stage: Stage
) -> None:
    """After days away there is at most one message, and its words say that it is late."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)
    await rings_again_later(chat)
    chat.hears()

    await stage.is_away(days=3, hours=2)

    assert chat.headlines() in ([], [texts.headline("late")])


async def test_later_in_the_evening_means_the_end_of_the_quiet_hours(chat: Talk, stage: Stage) -> None:
    """And says so."""
    await lives_in(chat)
    await chat.presses_data("quiet:2100:0800")
    await chat.says("/remind 20:55")
    await stage.waits(until=on(23, 20, 55))
    chat.hears()

    await rings_again_later(chat)

    assert chat.hears() == [texts("later_ok", time="8:00", usual="20:55")]
    await stage.waits(until=on(24, 7, 59))
    assert chat.hears() == []
    await stage.waits(until=on(24, 8))
    assert len(chat.hears()) == 1


async def test_a_snooze_waits_for_the_end_of_quiet_hours_that_were_set_after_it(
    chat: Talk, stage: Stage
) -> None:
    """The person set the quiet hours after the tap on Later, so the quiet hours count."""
    await lives_in(chat)
    await chat.says("/remind 20:55")
    await stage.waits(until=on(23, 20, 55))
    await rings_again_later(chat)
    await chat.presses_data("quiet:2100:0800")
    chat.hears()

    await stage.waits(until=on(24, 7, 59))
    assert chat.hears() == []
    await stage.waits(until=on(24, 8))
    assert len(chat.hears()) == 1


@pytest.mark.parametrize("back", [on(23, 22), on(26, 22)])
async def test_a_snooze_that_came_too_late_for_its_day_does_not_ring_after_the_quiet_hours(
    chat: Talk, stage: Stage, back: datetime
) -> None:
    """It has expired, like any ring that nobody could send in time; the usual hour rings next."""
    await lives_in(chat)
    await chat.presses_data("quiet:2100:0800")
    await chat.says("/remind 13:00")
    await stage.waits(until=on(23, 13))
    await rings_again_later(chat)
    chat.hears()

    await stage.is_away((back - stage.clock.at).total_seconds())
    await stage.waits(until=back + timedelta(hours=14))

    assert chat.hears() == []
    assert [row["state"] for row in kinds(await stage.rows("outbox"), "snooze")] == ["expired"]
    await stage.waits(until=back + timedelta(hours=15))
    assert len(chat.hears()) == 1


async def test_not_today_is_quiet_until_tomorrow_for_every_hour(chat: Talk) -> None:
    """No ring of any reminder on this date; the answer names the next one."""
    await lives_in(chat)
    await chat.says("/remind 13:00 and 18:00")
    await chat.waits(hours=1)
    chat.hears()

    await chat.presses(button.not_today)
    assert chat.hears() == [texts("nottoday", next="Tue 24 Nov 13:00")]

    await chat.waits(hours=23, minutes=59)
    assert chat.hears() == []
    await chat.waits(minutes=1)
    assert len(chat.hears()) == 1


@pytest.mark.parametrize("label", [button.later, button.not_today])
async def test_a_ring_of_an_hour_that_is_no_more_changes_no_other(chat: Talk, label: str) -> None:
    """The ring's buttons are outdated."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)
    ring = chat.card()
    await chat.says("/remind off")
    await chat.says("/remind 14:00")
    chat.hears(), chat.toasts()

    await chat.presses_data(str(ring.data(label)), ring.id)

    assert chat.toasts() == [texts("e_stale")]
    await chat.waits(hours=1)
    assert [shown.at for shown in chat.messages[-1:]] == [on(23, 14)]


async def test_later_is_said_of_what_was_put_off_and_of_what_came_late(chat: Talk, stage: Stage) -> None:
    """Only the hour of the plan was known, and it was long ago; so nothing rang again."""
    await lives_in(chat)
    await chat.presses_data("quiet:2200:0700")
    await chat.says("/remind 21:55")
    await stage.waits(until=on(23, 21, 56))
    await rings_again_later(chat)
    await stage.waits(until=on(24, 7, 1))
    chat.hears()

    await chat.says("later")
    assert texts.are_in(chat.hears()[-1], "later_ok", time="7:16", usual="21:55")

    await chat.says("/remind 12:00")
    await stage.waits(until=on(24, 11, 59))
    await stage.is_away(hours=4)
    await chat.says("later")
    assert texts.are_in(chat.hears()[-1], "later_ok", time="16:14", usual="12:00")


@pytest.mark.parametrize("line", ["not today", "i did it"])
async def test_undo_brings_back_what_was_put_off(chat: Talk, stage: Stage, line: str) -> None:
    """It was dropped with the day, and Undo brought only the later hours back."""
    await lives_in(chat, "Auckland")
    await chat.says("/remind 13:00, 20:00")
    await stage.waits(until=on(24, 0))
    await rings_again_later(chat)
    await chat.says(line)
    assert [row["snooze_at"] for row in await stage.rows("reminders")] == [None, None]

    await chat.presses(button.undo)
    assert texts.are_in(chat.messages[-1].text, "taken_back", next="Tue 24 Nov 13:15")
    await stage.waits(until=on(24, 9))

    rung = [row["written_at"][11:16] for row in await stage.rows("outbox") if row["kind"] in RINGS]
    assert rung == ["00:00", "00:15", "07:00"]


async def test_undo_brings_nothing_back_that_is_past_or_on_a_day_that_is_done(
    chat: Talk, stage: Stage
) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await stage.waits(until=on(23, 13))
    await rings_again_later(chat)
    await chat.says("not today")
    undo = chat.tap(button.undo)
    await chat.says("i did 10 min today")
    await stage.takes(undo)
    assert [row["snooze_at"] for row in await stage.rows("reminders")] == [None]

    await chat.presses(button.undo)
    await stage.waits(until=on(23, 14))
    await chat.presses_data("ring_again:20261123:1:2235")

    assert [row["snooze_at"] for row in await stage.rows("reminders")] == [None]
