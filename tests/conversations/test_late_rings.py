"""Rings that come late, after the bot was away, or after the clock of the chat was changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conversations.ringing import IN_15, lives_in, on, ring_states
from tests.conversations.stage import Stage, Talk, kinds
from tests.texts import button, texts


async def test_a_late_ring_says_so_and_makes_no_sound(chat: Talk, stage: Stage) -> None:
    """Over a minute late but on its own date: other words, silent."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await stage.is_away(hours=4)

    assert chat.headlines() == [texts.headline("late")]
    assert chat.messages[-1].silent


async def test_up_to_a_minute_late_a_ring_is_as_usual(chat: Talk, stage: Stage) -> None:
    """A quick restart does not change the words."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await stage.is_away(hours=1, seconds=60)

    [line] = chat.headlines()
    assert "late" not in line
    assert not chat.messages[-1].silent


async def test_a_ring_of_a_day_that_is_over_does_not_come(chat: Talk, stage: Stage) -> None:
    """The ring is not sent, and its row ends as `expired`."""
    await lives_in(chat)
    await chat.says("/remind 23:00")
    chat.hears()

    await stage.is_away(hours=14)

    assert chat.hears() == []
    assert [row["state"] for row in kinds(await stage.rows("outbox"), "reminder")] == ["expired"]


async def test_days_away_bring_one_catch_up_at_most(chat: Talk, stage: Stage) -> None:
    """Three reminders and four days: one late ring, all others end as expired."""
    await lives_in(chat)
    await chat.says("/remind 8:00 and 13:00 and 18:00")
    chat.hears()

    await stage.is_away(days=4, hours=7)

    assert chat.headlines() == [texts.headline("late")]
    states = [row["state"] for row in kinds(await stage.rows("outbox"), "reminder")]
    assert sorted(set(states)) == ["expired", "sent"]
    assert states.count("sent") == 1


async def test_the_catch_up_is_for_the_nearest_hour(chat: Talk, stage: Stage) -> None:
    """Away from noon, back at 18:30: the ring of 18:00 comes late, and the one of 8:00 does not come."""
    await lives_in(chat)
    await chat.says("/remind 8:00 and 18:00")
    chat.hears()

    await stage.is_away(days=3, hours=6, minutes=30)

    sent = [row for row in kinds(await stage.rows("outbox"), "reminder") if row["state"] == "sent"]
    by_id = {row["id"]: row["at"] for row in await stage.rows("reminders")}
    assert [str(by_id[int(row["dedup_key"].split(":")[0])])[:5] for row in sent] == ["18:00"]


async def test_no_catch_up_in_quiet_hours(chat: Talk, stage: Stage) -> None:
    """The ring ends as expired, and the next day's is as usual."""
    await lives_in(chat)
    await chat.presses_data("quiet:2100:0800")
    await chat.says("/remind 20:30")
    chat.hears()
    stage.clock.at = on(23, 20)
    await stage.beats()

    await stage.is_away(hours=2)

    assert chat.hears() == []
    assert await ring_states(stage) == ["expired"]


async def test_a_change_of_zone_moves_the_ring_and_never_rings_a_date_twice(chat: Talk) -> None:
    """Rung at 13:00 in Lisbon, then in New York, where it is morning: 13:00 comes tomorrow."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)
    chat.hears()

    await chat.says("/timezone New York")
    [said] = chat.hears()
    assert "Next reminder: Tue 24 Nov 13:00" in said

    await chat.waits(hours=24)
    assert chat.hears() == []
    await chat.waits(hours=6)
    assert len(chat.hears()) == 1


@pytest.mark.parametrize("line", ["/timezone Berlin", "/remind 13:00"])
async def test_a_ring_that_is_due_is_not_lost_with_a_change(stage: Stage, chat: Talk, line: str) -> None:
    """Updates that waited are read before the first beat. Today's ring still comes, once."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    stage.clock.forward(timedelta(hours=1, minutes=5))
    await chat.says(line)
    assert "Next reminder: Tue 24 Nov 13:00" in chat.hears()[0]
    await chat.waits(minutes=1)
    [rung] = chat.hears()
    assert rung.startswith("This comes late")

    await chat.waits(hours=24)
    assert len(chat.hears()) == 1
    assert [row["state"] for row in kinds(await stage.rows("outbox"), "reminder")] == ["sent", "sent"]


async def test_not_today_after_days_away_means_this_day(stage: Stage, chat: Talk) -> None:
    """The tap is read before the first beat: nothing rings today, and the next ring is tomorrow's."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    stage.clock.forward(timedelta(hours=49, minutes=5))
    await chat.says("/not_today")
    assert chat.hears() == [texts("nottoday", next="Thu 26 Nov 13:00")]
    await chat.waits(hours=20)
    assert chat.hears() == []
    assert [row["state"] for row in kinds(await stage.rows("outbox"), "reminder")] == ["expired"] * 3

    await chat.waits(hours=4)
    assert len(chat.hears()) == 1


@pytest.mark.parametrize("place", ["Madrid", "UTC+1"])
async def test_an_hour_that_has_passed_in_a_new_zone_can_ring_later_that_day(
    chat: Talk, stage: Stage, place: str
) -> None:
    """At 12:30 in Lisbon it is 13:30 in Madrid. The day would have no ring; nothing sounds unasked."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await stage.waits(until=on(23, 12, 30))
    await chat.says(f"/timezone {place}")
    assert "Tue 24 Nov 13:00" in chat.messages[-1].text  # the next ring
    assert texts.are_in(chat.messages[-1].text, "zone_passed", time="13:00")

    await chat.presses(IN_15)
    chat.hears()
    await stage.waits(until=on(24, 11))

    assert [shown.at for shown in chat.messages if button.not_today in shown.labels] == [on(23, 12, 45)]


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("not today", "Madrid"),
        ("away for 3 days", "Madrid"),
        ("not today", "UTC+1"),
        ("thanks", "UTC+0"),
        ("/stop_reminders", "Madrid"),
        ("thanks", "Porto"),
    ],
)
async def test_nothing_is_offered_for_a_day_that_needs_no_ring_or_has_it(
    chat: Talk, stage: Stage, before: str, place: str
) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await stage.waits(until=on(23, 12, 30))
    await chat.says(before)
    await chat.says(f"/timezone {place}")

    assert not texts.are_in(chat.messages[-1].text, "zone_passed", time="13:00")
