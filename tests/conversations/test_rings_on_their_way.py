"""Rings that wait for the network, get no answer, or are cancelled before they leave."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.ports import Kind, Now, RetryAt, Row
from tests.conversations.ringing import lives_in, on, ring_states, rings_again_later
from tests.conversations.stage import JITTER, Stage, Talk, kinds
from tests.texts import button, texts


async def test_a_ring_that_has_not_left_is_taken_back(chat: Talk, stage: Stage) -> None:
    """The ring waits because of a 429. The person turns reminders off meanwhile: nothing rings later."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    stage.telegram.refuses = lambda row: RetryAt(timedelta(minutes=5)) if row.kind is Kind.reminder else None
    await chat.waits(hours=1)
    stage.telegram.refuses = lambda row: None
    held = kinds(await stage.rows("outbox"), "reminder")
    chat.hears()
    await chat.waits(minutes=1)

    await chat.says("/remind off")
    await chat.waits(minutes=6)
    await chat.waits(hours=2)

    assert [row["state"] for row in held] == ["pending"]
    assert chat.headlines() == [texts.headline("reminders_off")]


async def test_what_the_network_kept_back_neither_bursts_nor_rings_in_quiet_hours(
    chat: Talk, stage: Stage
) -> None:
    """Of three rings that wait for the network only the newest is sent, and only before 21:00."""
    await lives_in(chat)
    await chat.presses_data("quiet:2100:0800")
    for hour in ("19:30", "20:00", "20:58"):
        await chat.says(f"/remind {hour}")
    chat.hears()
    stage.telegram.holds = lambda row: True
    stage.clock.at = on(23, 19, 29)
    await beats_until(stage, on(23, 20, 59))
    waiting = kinds(await stage.rows("outbox"), "reminder")
    assert [row["state"] for row in waiting] == ["expired", "expired", "pending"]
    await beats_until(stage, on(24, 1))

    stage.telegram.holds = lambda row: False
    await beats_until(stage, on(24, 8, 30))

    assert chat.hears() == []
    assert {row["state"] for row in kinds(await stage.rows("outbox"), "reminder")} == {"expired"}


@pytest.mark.parametrize(("jitter", "minutes"), [(JITTER, 1), (timedelta(minutes=10), 5)])
async def test_a_ring_that_is_hardly_late_is_not_ended_by_the_next(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch, jitter: timedelta, minutes: int
) -> None:
    """Up to a minute late counts as on time; if people's time runs fast, as long as a wake-up may need."""
    monkeypatch.setattr(
        stage.clock, "now", lambda: Now(people=stage.clock.at, wire=stage.clock.at, jitter=jitter)
    )
    await lives_in(chat)
    await chat.says(f"/remind 13:00 and 13:0{minutes}")
    chat.hears()
    stage.telegram.holds = lambda row: True
    for minute in (0, minutes):
        stage.clock.at = on(23, 13, minute)
        await stage.beats()
    stage.telegram.holds = lambda row: False
    await beats_until(stage, on(23, 13, 20))

    assert await ring_states(stage) == ["sent", "sent"]


async def test_a_ring_that_is_over_does_not_end_one_that_waits(chat: Talk, stage: Stage) -> None:
    """The expired ring is not sent, so the ring that waits for the network can be sent without a burst."""
    await lives_in(chat)
    await chat.says("/remind 23:58 and 23:59")
    chat.hears()
    stage.telegram.holds = lambda row: True
    for moment in (on(23, 23, 58), on(24, 0, 2)):
        stage.clock.at = moment
        await stage.beats()
    stage.telegram.holds = lambda row: False
    await beats_until(stage, on(24, 0, 5))

    assert len(chat.hears()) == 1
    assert await ring_states(stage) == ["sent", "expired"]


async def test_a_ring_that_is_set_inside_the_quiet_hours_waits_for_the_network_all_the_same(
    chat: Talk, stage: Stage
) -> None:
    """The person chose this hour, so the ring is sent."""
    await lives_in(chat)
    await chat.says("/remind 21:30")
    await chat.presses_data("quiet:2100:0800")
    await chat.presses_data("ring_inside")
    chat.hears()
    stage.telegram.holds = lambda row: True
    stage.clock.at = on(23, 21, 29)
    await beats_until(stage, on(23, 21, 35))

    stage.telegram.holds = lambda row: False
    await beats_until(stage, on(23, 21, 40))

    assert len(chat.hears()) == 1


@pytest.mark.parametrize(
    ("hour", "quiet", "freed", "arrives"),
    [
        ("20:58", True, on(23, 20, 59), True),
        ("20:58", True, on(23, 21, 1), False),  # quiet hours have begun, though the date is not over
        ("23:00", False, on(23, 23, 59), True),
        ("23:00", False, on(24, 0, 1), False),  # its date is over
        ("23:58", False, on(24, 0, 5), True),  # though the date is over: a ring waits at least ten minutes
        ("13:00", False, on(23, 18, 59), True),
        ("13:00", False, on(23, 19, 1), False),  # six hours are over
    ],
)
async def test_how_long_a_ring_waits_for_the_network(
    chat: Talk, stage: Stage, hour: str, quiet: bool, freed: datetime, arrives: bool
) -> None:
    """A ring waits until quiet hours, the end of its date or six hours, and at least ten minutes."""
    await lives_in(chat)
    if quiet:
        await chat.presses_data("quiet:2100:0800")
    await chat.says(f"/remind {hour}")
    chat.hears()
    stage.telegram.holds = lambda row: True
    rings = on(23, *map(int, hour.split(":")))
    stage.clock.at = rings
    await stage.beats()
    stage.clock.at = freed
    stage.telegram.holds = lambda row: False
    await stage.beats()

    assert len(chat.hears()) == arrives
    assert await ring_states(stage) == ["sent" if arrives else "expired"]


@pytest.mark.parametrize("label", [button("start_minutes", n=5), button.later, button.not_today])
async def test_a_ring_that_was_answered_is_not_sent_again(chat: Talk, stage: Stage, label: str) -> None:
    """Telegram gave no answer for the ring. The tap confirms that the ring arrived."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    rung = list[Row]()

    def loses_rings(row: Row) -> bool:
        if row.kind is Kind.reminder:
            rung.append(row)
        return row.kind is Kind.reminder

    stage.telegram.loses = loses_rings
    await chat.waits(hours=1)
    assert await ring_states(stage) == ["pending"]

    await chat.presses(label)
    await chat.waits(minutes=5)

    assert len(rung) == 1
    assert await ring_states(stage) == ["sent"]


@pytest.mark.parametrize("way", ["/remind off", "not today"])
async def test_a_ring_on_its_way_is_not_sent_again_once_there_are_to_be_none(
    chat: Talk, stage: Stage, way: str
) -> None:
    """The person turned reminders off while Telegram refused the call with a 429."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()
    refused = stage.hangs(RetryAt(timedelta(minutes=1)), [Kind.reminder])
    stage.clock.at = on(23, 13)
    await stage.house.tick()

    await stage.house.taking.take([chat.line(way)])
    refused.release()
    await stage.settles()
    await beats_until(stage, on(23, 13, 10))

    assert len(chat.hears()) == 1
    assert kinds(await stage.rows("outbox"), "reminder")[0]["state"] == "expired"


async def test_a_tap_on_todays_ring_says_nothing_of_yesterdays(chat: Talk, stage: Stage) -> None:
    """Yesterday's ring was lost, and the next answer says so."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()
    await loses_mondays_ring(stage)
    stage.clock.at = on(24, 12, 59)
    await beats_until(stage, on(24, 13, 1))

    await rings_again_later(chat)

    states = [row["state"] for row in kinds(await stage.rows("outbox"), "reminder")]
    assert states == ["unknown", "sent"]


async def test_who_comes_back_after_days_hears_that_a_ring_may_have_been_lost(
    chat: Talk, stage: Stage
) -> None:
    await lives_in(chat)
    await chat.says("/remind mondays 13:00")
    chat.hears()
    await loses_mondays_ring(stage)
    stage.clock.at = on(26, 9)
    stage.house.swept_at = None
    await stage.beats()

    await chat.says("/help")

    assert texts("unknown_note") in chat.hears()[0]


async def loses_mondays_ring(stage: Stage) -> None:
    """Let the ring of 13:00 get no answer from Telegram, and never arrive."""
    stage.telegram.swallows = lambda row: row.kind is Kind.reminder
    stage.clock.at = on(23, 12, 59)
    await beats_until(stage, on(23, 13, 10))
    stage.telegram.swallows = lambda row: False


async def beats_until(stage: Stage, moment: datetime) -> None:
    """Let a minute pass at a time, and the network try again in each."""
    while stage.clock.at < moment:
        stage.clock.forward(timedelta(minutes=1))
        await stage.beats()
