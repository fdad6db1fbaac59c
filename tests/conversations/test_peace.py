"""Reminders keep the peace: none after it is done, none in a session, fewer for who does not answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.domain.message import minutes
from bot.ports import Kind
from tests.conversations.ringing import IN_15, lives_in, on, ring_states, rings_again_later
from tests.conversations.stage import Stage, Talk, plays
from tests.conversations.stage.chats import Shown
from tests.texts import button, texts


async def test_a_session_that_ends_well_leaves_no_ring_for_the_rest_of_the_day(
    chat: Talk, stage: Stage
) -> None:
    """Neither the one that came in the session, nor the later one; the next day rings as usual."""
    await lives_in(chat)
    await chat.says("/remind 12:02, 18:00")
    await plays(chat, "quick")
    await chat.waits(minutes=10)
    assert all(button.not_today not in shown.labels for shown in chat.messages)
    chat.hears()

    await stage.waits(until=on(24, 12))
    assert chat.hears() == []
    assert await ring_states(stage) == ["cancelled"]

    await stage.waits(until=on(24, 18))
    assert len(chat.hears()) == 2


async def test_a_ring_that_a_session_kept_back_comes_after_a_stop(chat: Talk, stage: Stage) -> None:
    """No ring sounds while the session goes on; it comes once, within a quarter of an hour."""
    await lives_in(chat)
    await chat.says("/remind 12:01")
    await plays(chat, "full", seconds=120)
    assert all(button.not_today not in shown.labels for shown in chat.messages)
    await chat.presses(button.stop)
    chat.hears()

    await chat.waits(minutes=15)
    assert [button.did in shown.labels for shown in chat.messages[-1:]] == [True]
    assert len(chat.hears()) == 1
    await stage.waits(until=on(24, 12))
    assert chat.hears() == []


async def test_a_ring_that_has_not_left_yet_does_not_sound_in_a_session(chat: Talk, stage: Stage) -> None:
    """It was held back on its way, and the session has begun since."""
    await lives_in(chat)
    await chat.says("/remind 12:01")
    stage.telegram.holds = lambda row: row.kind is Kind.reminder
    await chat.waits(minutes=1)
    await plays(chat, "full")

    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=5)

    assert all(button.not_today not in shown.labels for shown in chat.messages)
    assert await ring_states(stage) == ["cancelled"]


async def test_done_is_kept_once_with_its_date_and_can_be_taken_back(chat: Talk, stage: Stage) -> None:
    """The later ring of the day is left out; after Undo it comes."""
    await lives_in(chat)
    await chat.says("/remind 13:00, 18:00")
    await chat.waits(hours=1)
    ring = chat.card()
    chat.hears()
    again = chat.tap(button.did)

    await chat.presses(button.did)
    assert chat.hears() == [texts("done", next="Tue 24 Nov 13:00")]
    assert ring.labels == []
    await stage.takes(again | {"update_id": next(stage.updates)})
    chat.hears()
    [done] = await stage.rows("done_days")
    assert (done["on"], done["what"]) == ("2026-11-23", "massage")

    await chat.presses(button.undo)
    assert await stage.rows("done_days") == []
    assert texts.are_in(chat.messages[-1].text, "taken_back", next="Mon 23 Nov 18:00")
    await stage.waits(until=on(23, 18))
    assert len(chat.hears()) == 1


@pytest.mark.parametrize("answer", [button.not_today, button.did])
async def test_after_undo_the_ring_can_be_answered_again(chat: Talk, stage: Stage, answer: str) -> None:
    """Its own buttons are gone, and the newest message has them. Each works, also once more."""
    await lives_in(chat)
    await chat.says("/remind 13:00, 18:00")
    await chat.waits(hours=1)
    buttons = chat.card().labels

    for _ in range(2):
        await chat.presses(answer)
        await chat.presses(button.undo)
        assert texts.are_in(chat.messages[-1].text, "taken_back", next="Mon 23 Nov 18:00")
        assert chat.messages[-1].labels == buttons

    await chat.presses(button.later)
    await chat.presses(IN_15)
    assert chat.messages[-1].text == texts("later_ok", time="13:15", usual="13:00")
    assert all(button.did not in shown.labels for shown in chat.messages)
    chat.hears()
    await chat.waits(minutes=20)
    assert len(chat.hears()) == 1


async def answers_again(chat: Talk, by: str = button.did) -> Shown:
    """Answer the ring, and take it back; return the message that has the ring's buttons now."""
    await chat.presses(by)
    await chat.presses(button.undo)
    assert button.did in chat.messages[-1].labels
    return chat.messages[-1]


async def test_after_undo_the_buttons_go_when_the_next_ring_comes(chat: Talk) -> None:
    """As those of a ring do: they would answer one that is over."""
    await lives_in(chat)
    await chat.says("/remind 13:00, 18:00")
    await chat.waits(hours=1)
    answered = await answers_again(chat)

    await chat.waits(hours=5)

    assert button.did in chat.card().labels
    assert answered.labels == []
    assert texts.are_in(answered.text, "taken_back", next="Mon 23 Nov 18:00")


@pytest.mark.parametrize("line", ["done", "not today", "I did 10 minutes"])
async def test_after_undo_the_buttons_go_when_the_day_is_answered_otherwise(chat: Talk, line: str) -> None:
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)
    answered = await answers_again(chat)

    await chat.says(line)

    assert answered.labels == []


async def test_after_undo_the_buttons_go_with_the_day(chat: Talk, stage: Stage) -> None:
    """Only one day of the week has a ring: no other ring takes them off."""
    await lives_in(chat)
    await chat.says("/remind every Monday 13:00")
    await chat.waits(hours=1)
    answered = await answers_again(chat, button.not_today)

    await chat.waits(hours=26)

    assert answered.labels == []


async def test_after_undo_a_day_that_is_done_otherwise_has_no_buttons(chat: Talk) -> None:
    """A session is added, and "done" said besides. To take "done" back opens no day that is done."""
    await lives_in(chat)
    await chat.says("/remind 13:00, 18:00")
    await chat.waits(hours=1)
    await chat.says("I did 10 minutes")
    await chat.says("done")

    await chat.presses(button.undo)

    assert texts.are_in(chat.messages[-1].text, "taken_back", next="Tue 24 Nov 13:00")
    assert chat.messages[-1].labels == []


async def test_after_undo_a_ring_that_comes_again_has_its_buttons_then(chat: Talk) -> None:
    """Nor has one of another day any: it is over."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)
    await rings_again_later(chat)
    await chat.says("not today")
    await chat.presses(button.undo)
    assert chat.messages[-1].labels == []

    await chat.waits(hours=23)
    await chat.says("not today")
    await chat.presses(button.undo)
    assert chat.messages[-1].labels == []


async def test_what_has_rung_on_a_date_is_not_promised_again_for_it_in_a_zone_that_is_behind(
    chat: Talk, stage: Stage
) -> None:
    """It rang in Auckland on the 24th; in Lisbon that date has just begun when "Not today" is taken back."""
    await lives_in(chat, "Auckland")
    await chat.says("/remind 9:00")
    await stage.waits(until=on(23, 20))
    await chat.says("/timezone Lisbon")
    await stage.waits(until=on(24, 7))
    await chat.says("not today")

    await chat.presses(button.undo)

    assert texts.are_in(chat.messages[-1].text, "taken_back", next="Wed 25 Nov 9:00")


@pytest.mark.parametrize("line", ["i did it already", "/remind 18:00", "/timezone Porto"])
async def test_after_done_nothing_rings_today_whatever_is_changed(
    chat: Talk, stage: Stage, line: str
) -> None:
    """A line says when the next ring is, and that is tomorrow."""
    await lives_in(chat)
    await chat.says("/remind 13:00, 17:00")
    await chat.says("already did it")
    await chat.says(line)
    chat.hears()

    await stage.waits(until=on(24, 12))
    assert chat.hears() == []


async def test_a_day_after_a_massage_is_for_movement(chat: Talk, stage: Stage) -> None:
    """The ring says so, and brings an exercise; Done counts as movement."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.says("already did it")
    chat.hears()
    await chat.waits(hours=25)

    [rung] = chat.hears()
    openers = [texts(f"rest_opener.{number}") for number in (1, 2, 3)]
    assert any(rung.startswith(opener) for opener in openers)
    assert stage.catalogue.tips[(await stage.rows("tips_shown"))[0]["tip"]].is_exercise
    await chat.presses(button.did)
    assert [row["what"] for row in await stage.rows("done_days")] == ["massage", "movement"]
    await chat.waits(hours=24)
    assert not any(chat.messages[-1].text.startswith(opener) for opener in openers)


async def story(chat: Talk, days: int) -> list[tuple[int, str, bool]]:
    """Let days pass without an answer; return the day, the kind and the silence of each message."""
    soft = {texts.headline(f"soft_opener.{number}") for number in (1, 2, 3)}
    named = {texts.headline(name): name for name in ("ask_fewer", "rings_goodbye")}
    before = len(chat.messages)
    first = chat.stage.clock.at.date() + timedelta(days=1)
    await chat.waits(days=days)
    told = []
    for shown in chat.messages[before:]:
        kind = "soft" if shown.headline in soft else named.get(shown.headline, "usual")
        if texts.are_in(shown.text, "turned_weekly"):
            kind = "turned_weekly"
        told.append(((shown.at.date() - first).days, kind, shown.silent))
    return told


async def test_who_does_not_answer_hears_less_and_less_and_then_nothing(chat: Talk, stage: Stage) -> None:
    """3 ignored days: softer; 7: asked; 14: weekly; 30: a last word. One word brings it all back."""
    await lives_in(chat)
    await chat.says("/remind 11:00, 11:30")

    told = await story(chat, 50)

    assert [each for each in told if each[0] < 3] == [
        (day, "usual", False) for day in range(3) for _ in range(2)
    ]
    assert all(silent for day, _, silent in told if day >= 3)
    assert [day for day, kind, _ in told if kind == "ask_fewer"] == [7]
    assert [each for each in told if each[0] >= 14] == [
        (14, "turned_weekly", True),
        (21, "soft", True),
        (28, "soft", True),
        (30, "rings_goodbye", True),
    ]
    assert all(len([day for day, *_ in told if day == each]) == 2 for each in range(14))

    await chat.says("hi")
    chat.hears()
    assert (
        await story(chat, 4)
        == [(day, "usual", False) for day in range(3) for _ in range(2)] + [(3, "soft", True)] * 2
    )


async def test_any_sign_of_life_begins_the_count_anew(chat: Talk) -> None:
    """Here it is a tap on a button of the ring; the ring of that day is as usual again."""
    await lives_in(chat)
    await chat.says("/remind 11:00")
    await story(chat, 5)
    assert chat.messages[-1].silent

    await chat.presses(button.later)

    assert [silent for *_, silent in await story(chat, 3)] == [False] * 3


async def test_fewer_rings_are_one_tap_away(chat: Talk, stage: Stage) -> None:
    """Twice a week; and a reminder that rings on two days only is offered nothing more of it."""
    await lives_in(chat)
    await chat.says("/remind 11:00")
    await story(chat, 10)  # the question keeps its buttons, whatever rings after it
    fewer = next(shown for shown in chat.messages if button.twice_a_week in shown.labels)
    assert fewer.labels == [
        *(button.weekdays_only, button.twice_a_week, button.other_hour, button.keep_rings, button.turn_off)
    ]

    await chat.presses(button.twice_a_week)

    assert [row["days"].bit_count() for row in await stage.rows("reminders")] == [2]
    story_of_weeks = await story(chat, 14)
    assert len(story_of_weeks) == 4


async def test_later_can_be_in_an_hour_tonight_or_at_a_typed_time(chat: Talk, stage: Stage) -> None:
    """Each is said back with its time; the base plan stays."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    await chat.waits(hours=1)
    chat.hears()
    ring = chat.card()

    await chat.presses(button.later)
    assert ring.labels == [IN_15, button("in_length", length=minutes(60)), button.tonight, button.other_time]
    assert chat.hears() == []
    await chat.presses(button("in_length", length=minutes(60)))
    assert chat.hears() == [texts("later_ok", time="14:00", usual="13:00")]
    await chat.waits(hours=1)
    await chat.presses(button.later)
    await chat.presses(button.tonight)
    assert texts("later_ok", time="20:00", usual="13:00") in chat.hears()
    await stage.waits(until=on(23, 20))
    await chat.presses(button.later)
    assert button.tonight not in chat.card().labels
    await chat.presses(button.other_time)
    await chat.says("yesterday at 9")
    assert chat.messages[-1].text == texts("later_unread")
    await chat.says("in 40 minutes")
    assert chat.messages[-1].text == texts("later_ok", time="20:40", usual="13:00")
    await stage.restarts()
    chat.hears()
    await stage.waits(until=on(23, 20, 39))
    assert chat.hears() == []
    await stage.waits(until=on(23, 20, 40))
    assert len(chat.hears()) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("quiet hours 22:30 to 6:45", ("22:30", "6:45")),
        ("quiet hours from 10 to 7", ("22:00", "7:00")),
        ("quiet hours between 11pm and 7am", ("23:00", "7:00")),
    ],
)
async def test_quiet_hours_have_free_hours(chat: Talk, line: str, said: tuple[str, str]) -> None:
    """By words in one line."""
    await chat.says(line)

    assert chat.headlines() == [texts.headline("quiet_set", begins=said[0], ends=said[1])]


async def test_quiet_hours_can_be_picked_or_typed_when_asked(chat: Talk) -> None:
    """A beginning and an end in two taps; two hours in a line; one hour alone is asked about."""
    await chat.presses_data("quiet")
    await chat.presses(button.other_hours)
    await chat.presses("23:00")
    await chat.presses("7:00")
    assert chat.messages[-1].headline == texts.headline("quiet_set", begins="23:00", ends="7:00")

    await chat.presses(button.other_hours)
    await chat.says("at 9")
    assert chat.messages[-1].text == texts("quiet_unread")
    await chat.says("21:15 to 5:30")
    assert chat.messages[-1].headline == texts.headline("quiet_set", begins="21:15", ends="5:30")


@pytest.mark.parametrize("by_words", [False, True])
async def test_a_paused_reminder_stays_in_the_list_and_rings_again_when_resumed(
    chat: Talk, stage: Stage, by_words: bool
) -> None:
    """The other one goes on."""
    await lives_in(chat)
    await chat.says("/remind 13:00, 18:00")
    if by_words:
        await chat.says("pause my 13:00 reminder")
    else:
        await chat.says("/reminders")
        await chat.presses(button("edit_n", n=1, time="13:00"))
        await chat.presses(button.pause)
    assert texts("reminder_one_paused") in chat.messages[-1].text
    chat.hears()

    await stage.waits(until=on(23, 17))
    assert chat.hears() == []
    await stage.waits(until=on(23, 18))
    assert len(chat.hears()) == 1
    await chat.presses(button.resume)
    await stage.waits(until=on(24, 13))
    assert len(chat.hears()) == 1


async def test_a_better_hour_is_asked_about_and_moves_nothing_by_itself(chat: Talk, stage: Stage) -> None:
    """Two weeks of sessions in the evening; the ring of the morning asks once, and one tap moves it."""
    await lives_in(chat)
    await chat.says("/remind 8:00")
    for day in range(0, 18, 3):
        await stage.waits(until=on(23, 19, 10) + timedelta(days=day))
        await chat.says("i did it")
    chat.hears()

    await stage.waits(until=on(23, 9) + timedelta(days=16))

    asked = [shown for shown in chat.messages if texts.are_in(shown.text, "better_hour", time="19:15")]
    assert [shown.at.date() for shown in asked] == [date(2026, 12, 9)]
    assert [row["at"][:5] for row in await stage.rows("reminders")] == ["08:00"]
    await chat.presses(button("move_to", old="8:00", new="19:15"))
    assert [row["at"][:5] for row in await stage.rows("reminders")] == ["19:15"]


async def test_a_flight_makes_no_other_hour_a_better_one(chat: Talk, stage: Stage) -> None:
    """What was done around 13:00 in Lisbon was around 14:00 in Berlin. It says nothing about hours there."""
    await lives_in(chat)
    await chat.says("/remind 13:00")
    for day in range(0, 18, 3):
        await stage.waits(until=on(23, 13, 5) + timedelta(days=day))
        await chat.says("i did it")

    await chat.says("i'm in berlin")
    await stage.waits(until=stage.clock.at + timedelta(days=3))

    assert any(button.did in shown.labels for shown in chat.messages)
    assert not any(texts.are_in(shown.text, "better_hour") for shown in chat.messages)
