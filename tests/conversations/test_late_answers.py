"""Answers and edits that wait for the network, and are sent late or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.actions.saying.answers import MOST_WAITING
from bot.domain.session import EDITS_APART
from bot.ports import Kind, Outcome, RetryAt, Row
from tests.conversations.playing import OTHER_SIDE
from tests.conversations.stage import HandClock, Stage, Talk, begins, kinds, plays
from tests.texts import button, texts

TEN_SECONDS = texts("cue_ten")


async def test_a_countdown_that_waits_does_not_undo_what_a_tap_changed(chat: Talk, stage: Stage) -> None:
    """The newer edit of a card replaces the older one."""
    await plays(chat)
    stage.telegram.holds = lambda row: row.kind is Kind.countdown
    await chat.waits(seconds=10 + 10.5)  # 0:30 waits to leave
    stage.telegram.holds = lambda row: False

    await chat.presses(button.lighter)
    assert texts("pressure", range="2–3") in chat.card().text
    await stage.is_away(seconds=3)

    assert texts("pressure", range="2–3") in chat.card().text
    [countdown] = kinds(await stage.rows("outbox"), "countdown")
    assert countdown["state"] == "cancelled"


@pytest.mark.parametrize(("before", "edits"), [(4, 0), (6, 1)])
async def test_the_countdown_keeps_away_from_the_answer_to_a_tap(chat: Talk, before: int, edits: int) -> None:
    """A countdown edit within 5 s of any edit of the card is skipped."""
    await plays(chat, seconds=10 + 10 - before)
    await chat.presses(button.lighter)
    answered = chat.card().edits

    await chat.waits(seconds=before + 1)  # past 0:30

    assert chat.card().edits - answered == edits


@pytest.mark.parametrize("first", [button.lighter, button.pause])
@pytest.mark.parametrize("way", ["tap", "word"])
async def test_what_was_asked_before_a_stop_does_not_come_over_it(
    stage: Stage, chat: Talk, first: str, way: str
) -> None:
    """Stop overtakes the edit of an earlier tap, and the card ends without buttons."""
    await plays(chat, seconds=4)

    await stage.takes(chat.tap(first), chat.tap(button.stop) if way == "tap" else chat.line("stop"))
    await chat.waits(minutes=1)

    assert [
        shown.labels
        for shown in chat.messages
        if button.stop in shown.labels or button.resume in shown.labels
    ] == []
    assert any(shown.text.startswith(texts.opening("stopped")) for shown in chat.messages)


async def test_a_card_that_was_deleted_by_hand_is_followed_by_one_that_lives(
    stage: Stage, chat: Talk
) -> None:
    """The answer to the next wish is the card from then on: it counts down, and loses its buttons in time."""
    await plays(chat, seconds=11)
    gone = chat.card()
    gone.is_deleted = True
    chat.hears()

    await chat.says("softer")
    fresh = next(shown for shown in chat.messages if shown.id != gone.id and button.lighter in shown.labels)
    assert fresh.headline == texts.step(2, 3, "kneading", 40)
    await chat.waits(seconds=10)
    assert "0:30 left." in fresh.text
    await chat.waits(seconds=30)

    assert fresh.labels == []
    assert chat.card().headline == texts.step(3, 3, "finish", 10)


async def test_an_answer_that_leaves_late_is_a_new_card(stage: Stage, chat: Talk) -> None:
    """An answer over half a minute late is sent as a new message, which becomes the card."""
    await plays(chat, seconds=12)
    old = chat.card()
    chat.hears()

    stage.telegram.holds = lambda row: True
    await chat.presses(button.pause)
    await chat.waits(seconds=40)
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=2)

    assert chat.headlines() == [texts.headline("paused", i=2, n=3, left="0:38")]
    fresh = chat.card()
    assert (old.labels, button.resume in fresh.labels) == ([], True)
    await chat.presses(button.resume)
    assert (old.labels, button.pause in fresh.labels) == ([], True)


async def test_an_answer_that_may_have_arrived_is_late_where_it_was(stage: Stage, chat: Talk) -> None:
    """The edit is repeated, because that is harmless; a new message might be a second copy."""
    await plays(chat, seconds=12)
    card = chat.card()
    chat.hears()
    stage.telegram.loses = lambda row: row.kind is Kind.edit
    await chat.presses(button.pause)
    stage.telegram.loses = lambda row: False

    stage.telegram.holds = lambda row: True
    await chat.waits(seconds=40)
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=2)

    assert chat.hears() == []
    assert (chat.card(), button.resume in card.labels) == (card, True)
    row = kinds(await stage.rows("outbox"), "edit")[-1]
    assert (row["state"], row["sends"]) == ("sent", 1)


async def test_a_new_card_whose_answer_got_lost_is_the_card_once_it_is_tapped(
    stage: Stage, chat: Talk
) -> None:
    """The tap proves that it is there: what it asks for shows on it, and its buttons go with its step."""
    await plays(chat, seconds=12)
    stage.telegram.holds = lambda row: True
    await chat.presses(button.pause)
    await chat.waits(seconds=40)
    stage.telegram.holds = lambda row: False
    stage.telegram.loses = lambda row: row.kind is Kind.replacement
    for _ in range(2):  # calls
        await chat.waits(minutes=1)
    stage.telegram.loses = lambda row: False
    [row] = kinds(await stage.rows("outbox"), "replacement")
    assert row["state"] == "unknown"

    fresh = chat.card()
    await chat.presses(button.resume)
    assert button.pause in fresh.labels
    await chat.waits(minutes=3)
    assert fresh.labels == []


async def test_an_edit_that_was_held_is_not_followed_at_once_by_the_countdown(
    stage: Stage, chat: Talk
) -> None:
    """Five seconds lie between two edits of a card, counted from when the first one leaves."""
    left, refused = list[tuple[datetime, str]](), list[Row]()

    def refuses_an_edit_once(row: Row) -> Outcome | None:
        if row.kind is Kind.edit and not refused:
            refused.append(row)
            return RetryAt(timedelta(seconds=25))
        if row.edits is not None:
            left.append((stage.clock.now().wire, row.kind.value))
        return None

    await plays(chat, "quick")
    await chat.presses(button.skip)
    await chat.waits(seconds=4)
    stage.telegram.refuses = refuses_an_edit_once
    await chat.presses(button.lighter)
    for _ in range(60):  # it leaves at the first beat after its time
        await chat.waits(seconds=1)

    assert refused and [kind for _, kind in left].count("countdown") >= 2
    for (before, _), (after, kind) in pairwise(left):
        assert kind != "countdown" or after - before >= EDITS_APART


async def test_an_edit_that_was_long_on_its_way_is_not_followed_at_once_by_the_countdown(
    stage: Stage, chat: Talk
) -> None:
    """The five seconds count from when the call of the first edit has ended."""
    left = list[tuple[datetime, str]]()

    def notes(row: Row) -> Outcome | None:
        if row.edits is not None:
            left.append((stage.clock.now().wire, row.kind.value))
        return None

    await plays(chat, "quick")
    await chat.presses(button.skip)
    await chat.waits(seconds=4)
    stage.telegram.refuses = notes
    hanging = stage.hangs(None, [Kind.edit])
    await stage.house.taking.take([chat.tap(button.lighter)])
    for _ in range(8):
        stage.clock.forward(timedelta(seconds=1))
        await stage.house.tick()
    hanging.release()
    await stage.settles()
    for _ in range(40):
        await chat.waits(seconds=1)

    assert len(hanging.hung) == 1 and [kind for _, kind in left].count("countdown") >= 2
    for (before, _), (after, kind) in pairwise(left):
        assert kind != "countdown" or after - before >= EDITS_APART


async def test_a_stop_that_is_told_late_leaves_no_live_button(stage: Stage, chat: Talk) -> None:
    """The session ends at once, and a new message says so later."""
    await plays(chat, seconds=12)

    stage.telegram.holds = lambda row: True
    await chat.presses(button.stop)
    await chat.waits(seconds=40)
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=2)

    [said] = chat.headlines()
    assert said.startswith(texts.opening("stopped"))
    assert [shown.labels for shown in chat.messages if button.pause in shown.labels] == []


async def test_what_was_said_before_a_stop_is_not_answered_after_it(stage: Stage, chat: Talk) -> None:
    """Several lines in a row: of the answers that still wait at a Stop, only the answer to Stop is sent."""
    await plays(chat, seconds=4)

    words = ("softer", "just right", "pause", "go on", "softer", "stop")
    await stage.takes(*(chat.line(word) for word in words))

    assert chat.headlines() == [texts.opening("stopped")]


# Its kind, how many seconds after the start it comes, for how many it waits, and a part of it.
HELD = {
    "prompt": (Kind.prompt, 0, 12, texts.step(1, 3, "settle", 10)),
    "stand-in": (Kind.stand_in, 0, 12, texts.step(1, 3, "settle", 10)),
    "cue": (Kind.cue, 30, 12, OTHER_SIDE),
    "time": (Kind.countdown, 20, 31, "0:30 left."),
    "cue on the card": (Kind.countdown, 40, 7, TEN_SECONDS),
}


async def is_held_back(chat: Talk, stage: Stage, what: str) -> list[str]:
    """Let a message wait without a beat until it is too late, and an answer leave then.

    Return what is to be read of it.
    """
    kind, comes, waits, said = HELD[what]
    await begins(chat, alone=True)
    stage.telegram.swallows = lambda row: kind is Kind.stand_in and row.kind is Kind.prompt
    stage.telegram.holds = lambda row: row.kind is kind and stage.clock.at >= due
    due = stage.clock.at + timedelta(seconds=comes)
    await chat.presses(button.start_now)
    await chat.waits(seconds=comes)
    assert kinds(await stage.rows("outbox"), kind.value)[-1]["state"] == "pending"
    stage.clock.forward(timedelta(seconds=waits))
    stage.telegram.holds = lambda row: False
    await chat.says("/tip")
    return [shown.text for shown in chat.messages if said in shown.text]


@pytest.mark.parametrize("what", HELD)
async def test_what_a_step_has_to_say_does_not_leave_once_its_time_is_over(
    chat: Talk, stage: Stage, what: str
) -> None:
    """Also where something else is sent before the beat comes to it."""
    assert await is_held_back(chat, stage, what) == []


@pytest.mark.parametrize("what", ["prompt", "cue", "cue on the card"])
async def test_a_faster_clock_ends_nothing_on_its_way(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """At sixty times the speed a step of ten seconds is over before any message can leave."""
    jitter = timedelta(minutes=1)
    monkeypatch.setattr(stage.clock, "now", lambda: replace(HandClock.now(stage.clock), jitter=jitter))

    assert len(await is_held_back(chat, stage, what)) == 1


async def test_what_waited_longer_than_a_place_is_kept_is_not_said(chat: Talk, stage: Stage) -> None:
    """The bot does not offer to resume a session whose place is lost."""
    await plays(chat, seconds=20)
    card = chat.card()
    chat.hears()
    stage.telegram.holds = lambda row: True
    await chat.presses(button.pause)
    await chat.waits(hours=24)
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=5)

    assert chat.hears() == []
    assert card.text == texts("lapsed")


async def test_a_stop_is_told_however_many_answers_wait(chat: Talk, stage: Stage) -> None:
    """A person who asked for too much does not get every answer, but gets this one."""
    await plays(chat, seconds=11)
    stage.telegram.holds = lambda row: True
    for _ in range(MOST_WAITING + 1):
        await chat.says("/tip")
    chat.hears()

    await chat.says("stop")
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=5)

    heard = chat.headlines()
    assert heard[0].startswith(texts.opening("stopped"))
    assert len(heard) == 1 + MOST_WAITING + 1  # the last line says that the others were left out
    assert heard[-1] == texts("overflow_note")


async def test_of_the_answers_on_a_card_that_wait_only_the_newest_is_told(chat: Talk, stage: Stage) -> None:
    """Otherwise each of the late answers would be a new message."""
    await plays(chat, "quick")
    await chat.presses(button.skip)
    await chat.waits(seconds=4)
    step = chat.card().headline
    chat.hears()
    stage.telegram.holds = lambda row: True
    for label in (button.lighter, button.more, button.lighter):
        await chat.presses(label)
    await chat.waits(seconds=35)
    stage.telegram.holds = lambda row: False
    await chat.waits(minutes=1)

    assert chat.headlines() == [step]


async def test_of_the_countdowns_that_wait_the_newest_is_shown(chat: Talk, stage: Stage) -> None:
    """No older countdown is shown before it."""
    await plays(chat, "quick")
    await chat.presses(button.skip)
    stage.telegram.holds = lambda row: row.kind is Kind.countdown
    await chat.waits(seconds=31)
    stage.telegram.holds = lambda row: False
    await stage.is_away(seconds=3)

    countdowns = kinds(await stage.rows("outbox"), "countdown")[-2:]
    assert [row["state"] for row in countdowns] == ["cancelled", "sent"]
    assert chat.card().edits == 1
