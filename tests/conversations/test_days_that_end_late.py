"""The day that is done, for somebody whose day ends after midnight, and what rings in that night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.catalogue import Language
from tests.conversations.ringing import lives_in, on
from tests.conversations.stage import Stage, Talk, begins
from tests.texts import Labels, Texts, button, texts


async def test_done_after_midnight_leaves_out_the_rest_of_that_night(chat: Talk, stage: Stage) -> None:
    """The day begins at 6:00. At 1:00 it is done: 2:00 is left out, 8:00 is of the next day. Undo works."""
    await lives_in(chat)
    await chat.presses_data("day_begins:6")
    await chat.says("/remind 2:00, 8:00")
    await stage.waits(until=on(24, 1))
    await chat.says("done already")
    assert texts.are_in(chat.messages[-1].text, "done", next="Tue 24 Nov 8:00")

    await chat.presses(button.undo)
    assert texts.are_in(chat.messages[-1].text, "taken_back", next="Tue 24 Nov 2:00")
    await chat.says("done already")
    chat.hears()
    await stage.waits(until=on(24, 8))

    assert [shown.at for shown in chat.messages if button.not_today in shown.labels] == [on(24, 8)]
    assert len(chat.hears()) == 1


@pytest.mark.parametrize(
    ("begins", "rings", "tapped", "done"),
    [(4, "23:00", on(24, 0, 30), "2026-11-23"), (6, "5:50", on(24, 6, 5), "2026-11-24")],
    ids=["until the day ends", "just before the day begins"],
)
async def test_a_ring_can_be_answered_on_its_date_and_on_its_day(
    chat: Talk, stage: Stage, begins: int, rings: str, tapped: datetime, done: str
) -> None:
    """A day of the person that begins at 4:00 has not ended at 0:30; and at 6:05 the date is that of 5:50."""
    await lives_in(chat)
    await chat.presses_data(f"day_begins:{begins}")
    await chat.says(f"/remind {rings}")
    await stage.waits(until=tapped)

    await chat.presses(button.did)

    assert chat.toasts() == []
    assert [row["on"] for row in await stage.rows("done_days")] == [done]


async def test_a_day_that_is_done_stays_so_when_days_begin_later(chat: Talk, stage: Stage) -> None:
    """At 1:00 of the 24th it is done for the 24th. Then the day begins at 6:00, and is the 23rd again."""
    await lives_in(chat)
    await chat.says("/remind 9:00")
    await stage.waits(until=on(24, 1))
    await chat.says("done already")
    undo = chat.tap(button.undo)
    await chat.presses_data("day_begins:6")
    await chat.says("/remind 20:30")
    chat.hears()

    await stage.waits(until=on(24, 1, 30))
    await stage.takes(undo)
    assert any(texts.are_in(shown.text, "taken_back", next="Tue 24 Nov 9:00") for shown in chat.messages)
    await chat.presses_data("day_begins:0")
    await chat.says("done already")
    await chat.presses_data("day_begins:6")
    await chat.says("/remind 21:30")
    chat.hears()

    await stage.waits(until=on(25, 8))
    assert chat.hears() == []
    await stage.waits(until=on(25, 22))
    assert len(chat.hears()) == 3


async def test_a_day_that_is_done_has_no_rings_in_a_zone_that_is_behind(chat: Talk, stage: Stage) -> None:
    """It is done on the 24th in Auckland. In Lisbon the 24th begins later, also for a new reminder."""
    await lives_in(chat, "Auckland")
    await stage.waits(until=on(23, 22))
    await chat.says("done already")
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 9:00")
    chat.hears()

    await stage.waits(until=on(25, 8))
    assert chat.hears() == []
    await stage.waits(until=on(25, 9))
    assert len(chat.hears()) == 1


async def test_a_session_that_ended_just_before_midnight_leaves_the_next_day_its_rings(
    chat: Talk, stage: Stage
) -> None:
    """The beat that ends it comes after midnight."""
    await lives_in(chat)
    await chat.says("/remind 9:00")
    await stage.waits(until=on(23, 23, 58) + timedelta(seconds=40))
    await begins(chat)
    await chat.presses(button.start_now)
    await chat.waits(seconds=55)
    await stage.is_away(seconds=30)
    assert [row["ended_on"] for row in await stage.rows("sessions")] == ["2026-11-23"]
    chat.hears()

    await stage.waits(until=on(24, 9))

    assert len(chat.hears()) == 1


async def test_what_is_put_off_after_done_comes_also_in_another_zone(chat: Talk, stage: Stage) -> None:
    """Done drops what was put off before it, even to the next day; what is asked for afterwards stays."""
    await lives_in(chat)
    await chat.presses_data("quiet:2100:0800")
    await chat.says("/remind 20:55")
    await stage.waits(until=on(23, 20, 55))
    await chat.says("later")
    assert texts.are_in(chat.messages[-1].text, "later_ok", time="8:00", usual="20:55")
    await chat.says("done already")
    assert [row["snooze_at"] for row in await stage.rows("reminders")] == [None]

    await chat.says("later")
    await chat.says("/timezone Madrid")

    assert [row["snooze_at"] for row in await stage.rows("reminders")] == ["2026-11-24 08:00:00.000000"]


async def test_what_was_asked_for_on_a_later_date_rings_though_the_day_is_done(
    chat: Talk, stage: Stage
) -> None:
    """At 22:00 a ring is asked for at 5:30, which is still the person's own day, and then the day is done."""
    await lives_in(chat)
    await chat.presses_data("day_begins:6")
    await stage.waits(until=on(23, 22))
    await chat.says("remind me tomorrow at 5:30")
    await chat.says("done already")
    chat.hears()

    await stage.waits(until=on(24, 5, 30))

    assert [shown.at for shown in chat.messages if button.did in shown.labels] == [on(24, 5, 30)]


async def test_a_later_day_that_is_done_stays_without_rings_after_a_ring(chat: Talk, stage: Stage) -> None:
    """It is done on the 24th in Auckland. In Lisbon it rings on the 23rd, and next on the 25th."""
    await lives_in(chat, "Auckland")
    await stage.waits(until=on(23, 13))
    await chat.says("done already")
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 14:00, 16:00")
    chat.hears()

    await stage.waits(until=on(23, 15))
    await chat.says("done already")
    assert texts.are_in(chat.messages[-1].text, "done", next="Wed 25 Nov 14:00")
    chat.hears()
    await stage.waits(until=on(25, 13))

    assert chat.hears() == []


@pytest.mark.parametrize(("language", "done"), [("en", "done already"), ("zh-Hans", "今天已经按过了")])
async def test_undo_takes_back_the_day_of_its_own_message_and_no_other(
    chat: Talk, stage: Stage, language: str, done: str
) -> None:
    """At 1:00 the 24th is done. Then days begin at 6:00, it is the 23rd again, and that day is done too."""
    await chat.presses_data(f"speak:{language}")
    await lives_in(chat)
    await chat.says("/remind 3:00")
    await stage.waits(until=on(24, 1))
    await chat.says(done)
    await chat.presses_data("day_begins:6")
    await chat.says(done)
    words = Texts(Language(language))
    assert words.are_in(chat.messages[-1].text, "done")

    await chat.presses(Labels(words).undo)
    assert [row["on"] for row in await stage.rows("done_days")] == ["2026-11-24"]
    await stage.waits(until=on(26, 3))

    rung = [row for row in await stage.rows("outbox") if row["kind"] in ("reminder", "snooze")]
    assert [row["written_at"][:16] for row in rung] == ["2026-11-24 03:00", "2026-11-26 03:00"]


async def test_undo_brings_back_both_dates_that_one_done_left_out(chat: Talk, stage: Stage) -> None:
    """On 28 March 2027 Lisbon moves 1:30 to 2:30. That day begins at 2:00, and has the next 1:30 too."""
    await lives_in(chat)
    await chat.presses_data("day_begins:2")
    await chat.says("/remind 1:30")
    await stage.waits(until=datetime(2027, 3, 28, 1, 10, tzinfo=UTC))
    await chat.says("done already")
    assert texts.are_in(chat.messages[-1].text, "done", next="Tue 30 Mar 1:30")

    await chat.presses(button.undo)
    assert texts.are_in(chat.messages[-1].text, "taken_back", next="Sun 28 Mar 2:30")
    await stage.waits(until=datetime(2027, 3, 29, 12, tzinfo=UTC))

    rung = [row for row in await stage.rows("outbox") if row["kind"] in ("reminder", "snooze")]
    assert [row["written_at"][:16] for row in rung[-2:]] == ["2027-03-28 01:30", "2027-03-29 00:30"]
