"""Reminders as people live through them: set in any words, rung at their hour, answered with a tap."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest

from bot.actions.ringing.ring import Call, ring
from bot.actions.scene import Visit
from bot.ports import Chat, Kind, Now, Outcome, RetryAt, Row
from tests.conversations.stage import JITTER, MONDAY_NOON, Stage, Talk, kinds

RING_BUTTONS = ["Start 5 min", "Later (15 min)", "Not today", "Stop reminders"]


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026; the 23rd is a Monday, and it is winter in Lisbon: UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


async def lives_in(chat: Talk, city: str = "Lisbon") -> None:
    """Say where the chat is, and forget what was said."""
    await chat.says(f"/timezone {city}")
    chat.hears()


@pytest.mark.parametrize(
    ("line", "answer", "next_ring"),
    [
        ("/remind 20:15", "every day at 20:15", "Mon 23 Nov 20:15"),
        ("/remind 8:30", "every day at 8:30", "Tue 24 Nov 8:30"),
        ("/remind 8.30 pm", "every day at 20:30", "Mon 23 Nov 20:30"),
        ("/remind weekdays 9:00 and 15:00", "weekdays at 9:00 and 15:00", "Mon 23 Nov 15:00"),
        ("/remind mon and thu 7", "Mon and Thu at 7:00", "Thu 26 Nov 7:00"),
        ("remind me 8.30", "every day at 8:30", "Tue 24 Nov 8:30"),
        ("weekdays at 9 & 3pm", "weekdays at 9:00 and 15:00", "Mon 23 Nov 15:00"),
        ("wake me at 7", "every day at 7:00", "Tue 24 Nov 7:00"),
    ],
)
async def test_an_hour_is_set_in_many_ways(chat: Talk, line: str, answer: str, next_ring: str) -> None:
    """Every answer repeats what is set and names the next ring."""
    await lives_in(chat)

    await chat.says(line)

    [said] = chat.hears()
    assert said.splitlines()[:2] == [f"Set: {answer}, Lisbon time.", f"Next ring: {next_ring}"]


async def test_remind_alone_offers_hours(chat: Talk) -> None:
    """One tap sets an hour."""
    await lives_in(chat)

    await chat.says("/remind")
    assert chat.card().labels == ["8:30", "13:00", "20:00"]
    await chat.presses("13:00")

    assert "Next ring: Mon 23 Nov 13:00" in chat.hears()[-1]


async def test_without_a_zone_the_hour_is_kept_and_the_zone_is_asked(chat: Talk) -> None:
    """The hour is not lost, and rings with the answer to one question."""
    await chat.says("/remind 20:15")
    [kept] = chat.hears()
    assert kept.startswith("Kept: every day at 20:15.")
    assert "What time is it where you are?" in kept
    assert chat.messages[-1].question == "14:20"

    await chat.says("Lisbon")
    [said] = chat.hears()
    assert said.splitlines() == ["Zone: Lisbon. There it is 12:00 now.", "Next ring: Mon 23 Nov 20:15"]

    await chat.waits(hours=9)
    assert [shown.at for shown in chat.messages[-1:]] == [on(23, 20, 15)]


@pytest.mark.parametrize(
    ("answer", "there"), [("14:20", "14:"), ("2.20 pm", "14:"), ("lisbonn", "12:00"), ("new york", "7:00")]
)
async def test_the_zone_is_found_by_the_clock_or_by_a_city(chat: Talk, answer: str, there: str) -> None:
    """A local time, a city or a misspelt city all do; the answer shows the time there, to check it."""
    chat.stage.clock.at = on(23, 12, 0) + timedelta(minutes=20 if answer[0].isdigit() or ":" in answer else 0)
    await chat.says("/remind 23:45")
    chat.hears()

    await chat.says(answer)

    [said] = chat.hears()
    assert f"There it is {there}" in said
    assert "Next ring: " in said


async def test_a_zone_that_is_not_known_is_asked_again(chat: Talk) -> None:
    """What is wrong, then an example; the next line is still taken as an answer."""
    await chat.says("/remind 20:15")
    await chat.says("Xyzzyville")
    assert chat.hears()[-1] == 'I can\'t place "Xyzzyville". Try a big city near you, like Lisbon.'

    await chat.says("Tokyo")
    assert chat.hears()[-1].startswith("Zone: Tokyo.")


@pytest.mark.parametrize("line", ["full 10 min", "solo 5", "only 2 min", "remind me at 9:00"])
async def test_a_change_of_subject_is_not_taken_for_the_time(chat: Talk, line: str) -> None:
    """While the zone is asked for, a line with a number that means something else sets no zone."""
    await chat.says("/remind 20:15")

    await chat.says(line)

    assert (await chat.stage.rows("chats"))[0]["zone"] is None


async def test_a_ring_has_encouragement_one_tip_and_four_answers(chat: Talk) -> None:
    """A reminder is an opener and one tip with its source; it notifies."""
    await lives_in(chat)
    await chat.says("/remind 20:15")
    chat.hears()

    await chat.waits(hours=9)

    [ring] = chat.hears()
    tips = [
        text
        for id, text in chat.stage.catalogue.phrases[chat.stage.catalogue.languages[0]].items()
        if id.startswith("tip.")
    ]
    assert chat.card().labels == RING_BUTTONS
    assert not chat.card().silent
    assert sum(tip.strip() in chat.messages[-1].html for tip in tips) == 1
    assert "massage" not in ring.splitlines()[0].lower()


async def test_it_rings_every_day_at_its_hour(chat: Talk) -> None:
    """Ten days, ten rings, all at the hour."""
    await lives_in(chat)
    await chat.says("/remind 20:15")
    chat.hears()

    await chat.waits(days=10)

    rings = [shown.at for shown in chat.messages if shown.labels == RING_BUTTONS]
    assert rings == [on(23, 20, 15) + timedelta(days=day) for day in range(10)]


async def test_tips_do_not_repeat_before_all_were_shown(chat: Talk) -> None:
    """As many rings as there are tips show every tip once."""
    pool = len(chat.stage.catalogue.tips)
    await lives_in(chat)
    await chat.says("/remind 20:15")
    chat.hears()

    await chat.waits(days=pool)

    openers = 2
    tips = {"\n".join(ring.splitlines()[openers:]) for ring in chat.hears()}
    assert len(tips) == pool


async def test_a_newly_set_hour_rings_today(chat: Talk) -> None:
    """Set for the next minute, it rings in the next minute, once, and tomorrow again."""
    await lives_in(chat)
    await chat.says("/remind 12:01")
    chat.hears()

    await chat.waits(hours=20)
    assert len(chat.hears()) == 1
    await chat.waits(hours=10)
    assert len(chat.hears()) == 1


async def test_a_restart_before_and_after_a_ring_does_not_repeat_it(chat: Talk, stage: Stage) -> None:
    """The process may be replaced at any time: one ring, with one tip."""
    await lives_in(chat)
    await chat.says("/remind 12:01")
    chat.hears()

    await stage.restarts()
    await chat.waits(seconds=60)
    await stage.restarts()
    await chat.waits(seconds=60)

    assert len(chat.hears()) == 1
    assert chat.card().labels == RING_BUTTONS
    assert len(await stage.rows("tips_shown")) == 1


async def test_a_new_hour_rings_after_another_was_dropped(chat: Talk) -> None:
    """A reminder that takes the place of one that has rung today still rings today."""
    await lives_in(chat)
    await chat.says("/remind 12:01")
    await chat.waits(minutes=2)
    await chat.says("/remind off")
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.waits(hours=2)

    assert len(chat.hears()) == 1


async def test_later_rings_once_more_in_15_minutes(chat: Talk) -> None:
    """A snooze rings once; the usual hour stays; a second tap changes nothing."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)
    chat.hears(), chat.toasts()

    await chat.presses("Later")
    assert chat.hears() == ["I'll ring at 13:15. Your usual hour stays 13:00."]
    await chat.presses("Later")
    assert chat.toasts() == ["I ring again soon already."]

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
        await chat.presses("Later")
        await chat.waits(minutes=15)
        assert chat.card().at == on(23, 13, minute)


async def test_a_snooze_that_was_slept_through_for_days_does_not_ring_like_a_fresh_one(
    chat: Talk, stage: Stage
) -> None:
    """After days away there is at most one message, and it does not pretend to be on time."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)
    await chat.presses("Later")
    chat.hears()

    await stage.is_away(days=3, hours=2)

    assert [line.partition(".")[0] for line in chat.headlines()] in ([], ["This comes late: I was offline"])


async def test_later_in_the_evening_means_the_end_of_the_quiet_hours(chat: Talk, stage: Stage) -> None:
    """And says so."""
    await lives_in(chat)
    await chat.presses_data("quiet:2100:0800")
    await chat.says("/remind 20:55")
    await stage.waits(until=on(23, 20, 55))
    chat.hears()

    await chat.presses("Later")

    assert chat.hears() == ["I'll ring at 8:00. Your usual hour stays 20:55."]
    await stage.waits(until=on(24, 7, 59))
    assert chat.hears() == []
    await stage.waits(until=on(24, 8))
    assert len(chat.hears()) == 1


async def test_a_snooze_waits_for_the_end_of_quiet_hours_that_were_set_after_it(
    chat: Talk, stage: Stage
) -> None:
    """Who wants quiet now did not know it when they tapped Later."""
    await lives_in(chat)
    await chat.says("/remind 20:55")
    await stage.waits(until=on(23, 20, 55))
    await chat.presses("Later")
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
    await chat.presses("Later")
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

    await chat.presses("Not today")
    assert chat.hears() == ["Fine. See you Tue 24 Nov 13:00."]

    await chat.waits(hours=23, minutes=59)
    assert chat.hears() == []
    await chat.waits(minutes=1)
    assert len(chat.hears()) == 1


@pytest.mark.parametrize("label", ["Later", "Not today"])
async def test_a_ring_of_an_hour_that_is_no_more_changes_no_other(chat: Talk, label: str) -> None:
    """Its buttons have had their turn."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)
    ring = chat.card()
    await chat.says("/remind off")
    await chat.says("/remind 14:00")
    chat.hears(), chat.toasts()

    await chat.presses_data(str(ring.data(label)), ring.id)

    assert chat.toasts() == ["That button has had its turn. Use the newest message, or /routine."]
    await chat.waits(hours=1)
    assert [shown.at for shown in chat.messages[-1:]] == [on(23, 14)]


async def test_stop_reminders_ends_all_rings(chat: Talk) -> None:
    """One tap on a ring turns everything off."""
    await lives_in(chat)
    await chat.says("/remind 13:00 and 18:00")
    await chat.waits(hours=1)
    chat.hears()

    await chat.presses("Stop reminders")
    assert chat.headlines() == ["All reminders are off. No more rings."]

    await chat.waits(days=3)
    assert chat.hears() == []


@pytest.mark.parametrize(
    "line", ["/remind off", "stop reminding me", "stop remindng me", "no more reminders"]
)
async def test_reminders_are_turned_off_in_many_words(chat: Talk, line: str) -> None:
    """The longest form wins: this is not the Stop of a session."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.says(line)

    assert chat.headlines() == ["All reminders are off. No more rings."]


@pytest.mark.parametrize("line", ["/remind off 13:00", "stop reminding me at 1 pm", "reminders off 13:00"])
async def test_one_hour_is_turned_off_alone(chat: Talk, stage: Stage, line: str) -> None:
    """The others ring on, and are shown."""
    await lives_in(chat)
    await chat.says("/remind 13:00 and 20:00")
    chat.hears()

    await chat.says(line)

    [said] = chat.hears()
    assert ("13:00" in said, "20:00" in said) == (False, True)
    await stage.waits(until=on(23, 21))
    assert [shown.at for shown in chat.messages[-1:]] == [on(23, 20)]


@pytest.mark.parametrize("line", ["/remind off 9:00", "/remind off 25:99", "don't remind me for 3 days"])
async def test_an_hour_that_is_not_set_turns_nothing_off(chat: Talk, line: str) -> None:
    """What there is is shown, with a button for each."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.says(line)

    assert "13:00" in chat.hears()[0]
    assert "Turn all off" in chat.messages[-1].labels


async def test_a_late_ring_says_so_and_makes_no_sound(chat: Talk, stage: Stage) -> None:
    """Over a minute late but on its own date: other words, silent."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await stage.is_away(hours=4)

    assert chat.headlines() == ["This comes late: I was offline."]
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
    """Not sent, but its row ends in a named state."""
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

    assert chat.headlines() == ["This comes late: I was offline."]
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


async def test_undo_takes_back_what_was_set_and_no_older_hour(chat: Talk, stage: Stage) -> None:
    """An hour that was there before stays, though it was named once more."""
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.says("/remind 8:30 and 20:00")

    await chat.presses("Undo")

    assert [row["at"][:5] for row in await stage.rows("reminders")] == ["08:30"]
    await chat.says("/remind 8:30")
    assert chat.card().labels == ["Change zone", "Reminders"]


async def test_reminders_lists_every_hour_and_the_next_ring(chat: Talk) -> None:
    """One can be deleted with a tap, and the list that is left is shown in its place."""
    await lives_in(chat)
    await chat.says("/remind 8:30")
    await chat.says("/remind weekends 10:00")
    chat.hears()

    await chat.says("/reminders")
    assert chat.hears() == [
        "Your reminders\n1. every day 8:30\n2. weekends 10:00\nNext: Tue 24 Nov 8:30. Zone: Lisbon."
    ]

    await chat.presses("Delete 1")
    assert chat.card().text == "Your reminders\n1. weekends 10:00\nNext: Sat 28 Nov 10:00. Zone: Lisbon."


async def test_undo_takes_back_what_was_just_set(chat: Talk) -> None:
    """Undo on the answer removes both hours of the command."""
    await lives_in(chat)
    await chat.says("/remind 13:00 and 18:00")

    await chat.presses("Undo")

    await chat.waits(days=1)
    assert [shown for shown in chat.messages if shown.labels == RING_BUTTONS] == []


async def test_setting_the_same_hour_twice_rings_once(chat: Talk) -> None:
    """The second time the same reminder is confirmed."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.waits(hours=2)

    assert len(chat.hears()) == 1


async def test_six_reminders_are_the_limit(chat: Talk) -> None:
    """The seventh is declined in plain words, and the six stay."""
    await lives_in(chat)
    for hour in range(13, 19):
        await chat.says(f"/remind {hour}:00")
    chat.hears()

    await chat.says("/remind 19:00")

    assert chat.hears() == ["Six reminders is my limit. Change one of these?"]
    assert len(await chat.stage.rows("reminders")) == 6


async def test_a_change_of_zone_moves_the_ring_and_never_rings_a_date_twice(chat: Talk) -> None:
    """Rung at 13:00 in Lisbon, then in New York, where it is morning: 13:00 comes tomorrow."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)
    chat.hears()

    await chat.says("/timezone New York")
    [said] = chat.hears()
    assert "Next ring: Tue 24 Nov 13:00" in said

    await chat.waits(hours=24)
    assert chat.hears() == []
    await chat.waits(hours=6)
    assert len(chat.hears()) == 1


@pytest.mark.parametrize("line", ["/timezone Berlin", "/remind 13:00"])
async def test_a_ring_that_is_due_is_not_lost_with_a_change(stage: Stage, chat: Talk, line: str) -> None:
    """What waited while the bot was away is read before the clock: today's ring comes all the same, once."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    stage.clock.forward(timedelta(hours=1, minutes=5))
    await chat.says(line)
    assert "Next ring: Tue 24 Nov 13:00" in chat.hears()[0]
    await chat.waits(minutes=1)
    [rung] = chat.hears()
    assert rung.startswith("This comes late")

    await chat.waits(hours=24)
    assert len(chat.hears()) == 1
    assert [row["state"] for row in kinds(await stage.rows("outbox"), "reminder")] == ["sent", "sent"]


async def test_not_today_after_days_away_means_this_day(stage: Stage, chat: Talk) -> None:
    """It is read before the clock: nothing rings today, and the next ring is tomorrow's."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    stage.clock.forward(timedelta(hours=49, minutes=5))
    await chat.says("/not_today")
    assert chat.hears() == ["Fine. See you Thu 26 Nov 13:00."]
    await chat.waits(hours=20)
    assert chat.hears() == []
    assert [row["state"] for row in kinds(await stage.rows("outbox"), "reminder")] == ["expired"] * 3

    await chat.waits(hours=4)
    assert len(chat.hears()) == 1


async def test_start_on_a_ring_leads_to_the_session(chat: Talk) -> None:
    """The first button begins the routine, through the gate if need be."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)
    chat.hears()

    await chat.presses("Start 5 min")
    await chat.presses("Yes, all clear")

    assert chat.headlines()[-1] == "Ready in 60 s"


async def test_a_blocked_chat_is_not_rung_until_it_is_back(chat: Talk) -> None:
    """Blocked: nothing is planned. Unblocked: the next ring comes as usual."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()

    await chat.membership("member", "kicked")
    await chat.waits(days=2)
    assert chat.hears() == []

    await chat.membership("kicked", "member")
    chat.hears()
    await chat.waits(until_tomorrow(chat))
    assert chat.card().labels == RING_BUTTONS


def until_tomorrow(chat: Talk) -> float:
    """Return the seconds until 14:00 on the day after the chat's present one."""
    now = chat.stage.clock.at
    return ((MONDAY_NOON.replace(day=now.day, hour=14) + timedelta(days=1)) - now).total_seconds()


async def test_many_hours_inside_the_quiet_ones_fit_on_their_buttons(chat: Talk) -> None:
    """Too many hours are declined, or asked about with buttons that Telegram takes: 64 bytes."""
    await lives_in(chat)
    await chat.presses_data("quiet:2100:0800")

    await chat.says("/remind 0:00 1:00 2:00 3:00 4:00 5:00 6:00 7:00 7:10 7:20 7:30 7:40 7:50")

    sent = [data for shown in chat.messages for row in shown.keys for _, data in row]
    assert [data for data in sent if len(data.encode()) > 64] == []


async def test_an_hour_inside_the_quiet_ones_is_asked_about_once_and_then_rings(chat: Talk) -> None:
    """It is the person's own choice: asked, then done."""
    await lives_in(chat)
    await chat.presses_data("quiet:2100:0800")
    chat.hears()

    await chat.says("/remind 22:30")
    assert chat.card().labels == ["Ring at 22:30", "Ring at 8:00"]
    await chat.presses("Ring at 22:30")
    assert "Next ring: Mon 23 Nov 22:30" in chat.hears()[-1]

    await chat.waits(hours=11)
    assert chat.messages[-1].at == on(23, 22, 30)


async def test_a_ring_that_has_not_left_is_taken_back(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram asks for a pause, and the person turns reminders off meanwhile: nothing rings after that."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    sender = stage.house.courier._sender
    real = sender.send

    async def holds_rings(row: Row) -> Outcome:
        return RetryAt(timedelta(minutes=5)) if row.kind is Kind.reminder else await real(row)

    monkeypatch.setattr(sender, "send", holds_rings)
    await chat.waits(hours=1)
    monkeypatch.setattr(sender, "send", real)
    held = kinds(await stage.rows("outbox"), "reminder")
    chat.hears()
    await chat.waits(minutes=1)

    await chat.says("/remind off")
    await chat.waits(minutes=6)
    await chat.waits(hours=2)

    assert [row["state"] for row in held] == ["pending"]
    assert chat.headlines() == ["All reminders are off. No more rings."]


@pytest.mark.parametrize(
    ("typed", "at"), [("8:45", "8:45"), ("9", "9:00"), ("weekdays 9 and 15:00", "9:00 and 15:00")]
)
async def test_an_hour_typed_where_one_was_asked_for_is_set(chat: Talk, typed: str, at: str) -> None:
    """The screen says "pick an hour or type one", and means it."""
    await lives_in(chat)
    await chat.says("/remind")
    chat.hears()

    await chat.says(typed)

    [answer] = chat.hears()
    assert answer.startswith("Set: ")
    assert f"at {at}, Lisbon time" in answer


async def test_a_wrong_hour_typed_where_one_was_asked_for_is_explained(chat: Talk) -> None:
    """And the next try still counts as the answer."""
    await lives_in(chat)
    await chat.says("/remind")
    chat.hears()

    await chat.says("25:99")
    assert chat.headlines() == ["25:99 isn't on my clock. Try /remind 8:30 or /remind 20:15."]
    await chat.says("9")
    assert chat.hears()[0].startswith("Set: every day at 9:00")


async def test_what_was_asked_last_is_what_is_answered(chat: Talk) -> None:
    """The zone was asked for, then an hour: "8:30" is the hour."""
    await lives_in(chat)
    await chat.says("/timezone")
    await chat.says("/remind")
    chat.hears()

    await chat.says("8:30")

    assert chat.hears()[0].startswith("Set: every day at 8:30, Lisbon time")


@pytest.mark.parametrize("line", ["/foo", "holiday til monday"])
async def test_a_question_is_over_when_something_else_was_done(chat: Talk, line: str) -> None:
    """After another command nothing is taken for a city any more."""
    await chat.says("/timezone")
    await chat.says("/tip")
    chat.hears()

    await chat.says(line)

    assert "place" not in chat.hears()[0]


async def test_what_the_network_kept_back_neither_bursts_nor_rings_in_quiet_hours(
    chat: Talk, stage: Stage
) -> None:
    """Three rings wait for the network: the newest takes the place of the others, until 21:00."""
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
    """Up to a minute it is on time, and where people's time runs fast as long as a wake-up may take."""
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
    """It does not come itself, so the one that the network has kept back is no burst beside it."""
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
    """Who sets an hour wishes for it."""
    await lives_in(chat)
    await chat.says("/remind 21:30")
    await chat.presses_data("quiet:2100:0800")
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
        ("20:58", True, on(23, 21, 1), False),  # it has become quiet, though its date is not over
        ("23:00", False, on(23, 23, 59), True),
        ("23:00", False, on(24, 0, 1), False),  # its date is over
        ("23:58", False, on(24, 0, 5), True),  # though it is: ten minutes at least
        ("13:00", False, on(23, 18, 59), True),
        ("13:00", False, on(23, 19, 1), False),  # six hours are over
    ],
)
async def test_how_long_a_ring_waits_for_the_network(
    chat: Talk, stage: Stage, hour: str, quiet: bool, freed: datetime, arrives: bool
) -> None:
    """Until it is quiet, or its date or six hours are over; ten minutes at least."""
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


@pytest.mark.parametrize("label", ["Start 5 min", "Later", "Not today"])
async def test_a_ring_that_was_answered_is_not_sent_again(chat: Talk, stage: Stage, label: str) -> None:
    """Telegram gave no answer to it; the tap proves that it is there."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    rung = list[Row]()
    stage.telegram.loses = lambda row: row.kind is Kind.reminder and rung.append(row) is None
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
    """It was being refused for the moment when the person said so."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()
    refused, refusing = asyncio.Event(), stage.house.courier._sender
    send = refusing.send

    async def refuse(row: Row) -> Outcome:
        if row.kind is Kind.reminder and not refused.is_set():
            await refused.wait()
            return RetryAt(timedelta(minutes=1))
        return await send(row)

    refusing.send = refuse  # type: ignore[method-assign]
    stage.clock.at = on(23, 13)
    await stage.house.tick()

    await stage.house.taking.take([chat.line(way)])
    refused.set()
    await stage.settles()
    await beats_until(stage, on(23, 13, 10))

    assert len(chat.hears()) == 1
    assert kinds(await stage.rows("outbox"), "reminder")[0]["state"] == "expired"


async def test_a_chat_whose_reminders_cannot_be_kept_leaves_nothing_half_done(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What was written for it is undone, everybody else rings, and it rings once the cause has gone."""
    anna, bert = stage.private(), stage.private("Bert", 1002)
    for each in (anna, bert):
        await lives_in(each)
        await each.says("/remind 13:00")
        each.hears()

    def fails(visit: Visit, chat: Chat, call: Call) -> None:
        ring(visit, chat, call)
        if chat.id == anna.id:
            raise RuntimeError("half done")

    with monkeypatch.context() as broken:
        broken.setattr(import_module("bot.actions.keep_time"), "ring", fails)
        stage.clock.at = on(23, 13)
        await stage.beats()
    assert (anna.hears(), len(bert.hears())) == ([], 1)
    assert "Reminders of a chat could not be kept." in caplog.text
    caplog.clear()

    stage.clock.forward(timedelta(minutes=5, seconds=1))
    await stage.beats()
    assert (len(anna.hears()), bert.hears()) == (1, [])


async def test_a_tap_on_todays_ring_says_nothing_of_yesterdays(chat: Talk, stage: Stage) -> None:
    """That one was lost, and the next answer says so."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()
    await loses_mondays_ring(stage)
    stage.clock.at = on(24, 12, 59)
    await beats_until(stage, on(24, 13, 1))

    await chat.presses("Later (15 min)")

    states = [row["state"] for row in kinds(await stage.rows("outbox"), "reminder")]
    assert states == ["unknown", "sent"]


async def test_who_comes_back_after_days_hears_that_a_ring_may_have_been_lost(
    chat: Talk, stage: Stage
) -> None:
    await lives_in(chat)
    await chat.says("/remind mon 13:00")
    chat.hears()
    await loses_mondays_ring(stage)
    stage.clock.at = on(26, 9)
    stage.house.swept_at = None
    await stage.beats()

    await chat.says("/help")

    assert "may not have reached you" in chat.hears()[0]


@pytest.mark.parametrize("number", [1, 5, 12])
async def test_reminders_that_cannot_be_kept_hold_up_nobody_and_are_tried_every_five_minutes(
    chat: Talk, stage: Stage, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    """Their zone is no more: others ring on time, the beat rests, and nothing of theirs is lost."""
    others = [stage.private(f"P{each}", 2001 + each) for each in range(number)]
    for talk in [*others, chat]:
        await lives_in(talk)
        await talk.says("/remind 13:00")
        talk.hears()
    await stage.writes("UPDATE chats SET zone = 'Europe/Nowhere' WHERE id > 2000")

    async with asyncio.timeout(20):  # else a beat with no end
        await stage.waits(until=on(23, 13, 4))

    assert [shown.at for shown in chat.messages[-1:]] == [on(23, 13)]
    assert failures(caplog) == number
    assert (await due(stage)) == on(23, 13, 5)
    await stage.waits(until=on(23, 13, 9))
    assert failures(caplog) == 2 * number
    await stage.writes("UPDATE chats SET zone = 'Europe/Lisbon' WHERE id > 2000")
    await stage.waits(until=on(24, 13))
    assert [[shown.at for shown in talk.messages[-2:]] for talk in others] == [
        [on(23, 13, 10), on(24, 13)]
    ] * number
    assert failures(caplog) == 2 * number
    caplog.clear()


async def test_a_chat_that_cannot_be_read_holds_up_nobodys_reminders(
    chat: Talk, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """A newer version of the bot, since taken back, may have written it: it rings once it can be read."""
    other = stage.private("Ben", 2001)
    for talk in (other, chat):
        await lives_in(talk)
        await talk.says("/remind 13:00")
        talk.hears()
    await stage.writes("UPDATE chats SET pace = 'brisk' WHERE id = 2001")

    await stage.waits(until=on(23, 13, 1))

    assert len(chat.hears()) == 1
    assert failures(caplog) == 1
    await stage.writes("UPDATE chats SET pace = 'beginner' WHERE id = 2001")
    await stage.waits(until=on(23, 13, 6))
    assert len(other.hears()) == 1
    caplog.clear()


async def test_a_ring_that_is_due_where_no_zone_is_known_lets_the_beat_rest_and_waits(
    chat: Talk, stage: Stage
) -> None:
    """It comes as soon as somebody says what time it is there."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    chat.hears()
    await stage.writes("UPDATE chats SET zone = NULL")

    await stage.is_away(hours=1, seconds=1)

    assert await due(stage) == on(23, 13, 5) + timedelta(seconds=1)
    assert chat.hears() == []
    await lives_in(chat)
    await stage.beats()
    assert len(chat.hears()) == 1
    assert "Start 5 min" in chat.card().labels


async def due(stage: Stage) -> datetime | None:
    """Return when the beat is woken next."""
    return (await stage.house.database.run(lambda work: work.next_due()))[0]


def failures(caplog: pytest.LogCaptureFixture) -> int:
    """Return how often it was said that a chat's reminders could not be kept."""
    return [record.getMessage() for record in caplog.records].count("Reminders of a chat could not be kept.")


async def loses_mondays_ring(stage: Stage) -> None:
    """Let the ring of 13:00 get no answer from Telegram, and never arrive."""
    stage.telegram.swallows = lambda row: row.kind is Kind.reminder
    stage.clock.at = on(23, 12, 59)
    await beats_until(stage, on(23, 13, 10))
    stage.telegram.swallows = lambda row: False


async def ring_states(stage: Stage) -> list[str]:
    """Return how the rings have ended so far, the oldest first."""
    return [row["state"] for row in kinds(await stage.rows("outbox"), "reminder")]


async def beats_until(stage: Stage, moment: datetime) -> None:
    """Let a minute pass at a time, and the network try again in each."""
    while stage.clock.at < moment:
        stage.clock.forward(timedelta(minutes=1))
        await stage.beats()
