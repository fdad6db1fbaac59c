"""In a session the newest message of the bot has the session's buttons, whatever a person types."""

from __future__ import annotations

import pytest

from bot.ports import Kind, Row
from tests.conversations.ringing import ANSWERS, lives_in
from tests.conversations.stage import HandClock, Stage, Talk, begins, kinds, plays
from tests.texts import button, texts

READY = [button.start_now, button.wait, button.stop]
RUNNING = [button.lighter, button.just_right, button.pause, button.skip, button.more, button.stop]
SOFTER = [*RUNNING[:2], button.as_before, *RUNNING[2:]]
PAUSED = [button.lighter, button.resume, button.stop]
ASKING = [button("continue"), button.stop]
TIME_LEFT = " left."

ANYTHING = [
    *("/tip", "/help", "/safety", "/privacy", "/start", "hi", "hello?", "/routine", "/routine full"),
    *("/technique kneading", "kneading", "/techniques", "/settings", "/reminders", "/history", "/remind"),
    *(
        "bla bla",
        "what now",
        "how long",
        "softer",
        "firmer",
        "louder",
        "slower",
        "thanks",
        "ok",
        "what's next",
    ),
    *("+15", "15 less", "just right", "can my neck be done", "does it heal", "/my_routines", "/new_routine"),
    *("/timezone Lisbon", "/quiet", "/delete_me", "/link_to_nowhere", "not today", "as before"),
]


def steering(chat: Talk) -> list[list[str]]:
    """Return the buttons of each message that can steer a session; the newest message comes last."""
    return [shown.labels for shown in chat.messages if button.stop in shown.labels]


def leads(chat: Talk, *ways: list[str]) -> bool:
    """Has the newest message, and no other, the session's buttons, and does no older copy show a time?"""
    older = chat.messages[:-1]
    return (
        steering(chat) == [chat.messages[-1].labels]
        and chat.messages[-1].labels in ways
        and not any(TIME_LEFT in shown.text for shown in older)
    )


@pytest.mark.parametrize("line", ANYTHING)
async def test_whatever_is_typed_the_newest_message_has_the_buttons(chat: Talk, line: str) -> None:
    """While a step runs."""
    await plays(chat, "full", seconds=10)

    await chat.says(line)

    assert leads(chat, RUNNING, SOFTER)


@pytest.mark.parametrize("line", ["/tip", "ouch", "bla bla", "hi", "what now", "pause", "/routine", "/help"])
async def test_so_it_is_in_every_state_of_a_session(chat: Talk, stage: Stage, line: str) -> None:
    """In the get-ready count, paused, and when the bot has asked whether to go on."""
    await begins(chat, "full")
    await chat.says(line)
    assert leads(chat, READY, [button.resume, button.stop])

    await chat.presses(button.stop)
    await plays(chat, "full", seconds=10)
    await chat.presses(button.pause)
    await chat.says(line)
    assert leads(chat, PAUSED)

    await chat.presses(button.resume)
    await stage.is_away(minutes=10)
    await chat.says(line)
    assert chat.messages[-1].labels == ASKING


async def test_ouch_what_now_resume(chat: Talk) -> None:
    """A session can be paused and resumed by words alone, and each answer can be tapped on."""
    await plays(chat, "full", seconds=10)

    await chat.says("ouch")
    assert chat.headlines() == [texts.headline("paused_pain")]
    assert leads(chat, PAUSED)
    await chat.says("what now")
    assert chat.headlines() == [texts.headline("paused", i=1, n=7, left="0:20")]
    assert leads(chat, PAUSED)
    await chat.says("resume")
    assert chat.headlines() == [texts("resumed")]
    assert leads(chat, RUNNING)
    assert "0:20 left." in chat.messages[-1].text

    await chat.waits(seconds=20)
    assert chat.headlines() == [texts.step(2, 7, "kneading", 180)]
    assert leads(chat, RUNNING)


async def test_the_card_that_leads_is_the_card(chat: Talk) -> None:
    """Taps on it steer, and the countdown goes on there; the older card keeps only its first line."""
    await plays(chat, "full", seconds=40)
    old = chat.card()

    await chat.says("/tip")
    card = chat.messages[-1]
    await chat.waits(seconds=21)

    assert old.text == texts.step(2, 7, "kneading", 180)
    assert "2:30 left." in card.text
    await chat.presses(button.pause)
    assert card.headline == texts.headline("paused", i=2, n=7, left="2:29")
    await chat.presses(button.stop)
    assert card.headline.startswith(texts.opening("stopped"))
    assert steering(chat) == []


async def test_a_card_that_does_not_arrive_leaves_the_older_one_as_it_is(chat: Talk, stage: Stage) -> None:
    """It is sent only once, since it may have arrived; the older card can still be tapped."""
    await plays(chat, "full", seconds=10)
    stage.telegram.swallows = lambda row: row.kind is Kind.lead

    await chat.says("/tip")
    await chat.waits(seconds=5)

    assert steering(chat) == [RUNNING]
    await chat.presses(button.pause)
    assert steering(chat) == [PAUSED]


async def test_of_many_answers_only_the_last_is_followed_by_the_card(chat: Talk, stage: Stage) -> None:
    """Else a chat would get twice as many messages."""
    await plays(chat, "full", seconds=10)

    await stage.takes(*(chat.line("/tip") for _ in range(5)))

    assert len(chat.headlines()) == 6
    assert leads(chat, RUNNING)


async def test_no_answer_follows_a_step_that_is_over(chat: Talk) -> None:
    """A card that waits when the next step begins is not sent."""
    await plays(chat, "full", seconds=29)
    chat.stage.telegram.holds = lambda row: row.kind in (Kind.lead, Kind.reply)
    await chat.says("/tip")
    await chat.waits(seconds=3)
    chat.stage.telegram.holds = lambda row: False
    await chat.waits(seconds=8)

    assert chat.headlines()[0] == texts.step(2, 7, "kneading", 180)
    assert steering(chat) == [RUNNING]


@pytest.mark.parametrize(
    "line", ["/start", "hi", "hello?", "/routine", "/technique kneading", "/routine full"]
)
async def test_a_session_is_known_wherever_one_goes(chat: Talk, line: str) -> None:
    """It is said first, and the buttons to go on follow."""
    await plays(chat, "full", seconds=10)
    await chat.says(line)
    assert chat.headlines()[0] == texts.headline("session_on", i=1, n=7)

    await chat.presses(button.pause)
    await chat.says(line)
    assert chat.headlines()[0] == texts.headline("session_waits", i=1, n=7)
    assert leads(chat, PAUSED)


async def test_start_on_an_old_plan_leads_to_the_session_that_is_on(chat: Talk) -> None:
    """A double tap on Start is not an old plan: its card comes already."""
    await chat.says("/routine full")
    plan = chat.card()
    await plays(chat, "quick", seconds=10)
    tap = plan.data(button.start)
    assert tap is not None
    await chat.presses_data(tap, on=plan.id)
    assert chat.hears() == []

    await chat.says("/settings")
    newer = chat.messages[-2].id
    chat.hears()
    await chat.presses_data(tap, on=chat.messages[-1].id + 1)
    assert chat.messages[-1].headline == texts.headline("session_on", i=1, n=4)
    assert newer < chat.messages[-1].id
    assert leads(chat, RUNNING)


async def test_a_ring_says_that_a_session_waits_for_long_and_the_card_follows(chat: Talk) -> None:
    """It offers no other session, and makes no sound."""
    await lives_in(chat)
    await chat.says("/remind 14:00")
    await plays(chat, "full", seconds=30)
    await chat.presses(button.pause)
    await chat.waits(hours=2)

    ring = next(shown for shown in chat.messages if button.not_today in shown.labels)
    assert ring.headline == texts.headline("session_waits", i=2, n=7)
    assert ring.silent
    assert ring.labels == ANSWERS
    assert leads(chat, PAUSED)


@pytest.mark.parametrize("failures", [1, 2])
async def test_after_an_outage_the_question_comes_once_though_calls_fail(
    chat: Talk, stage: Stage, failures: int
) -> None:
    """A call that may have arrived, and has not."""
    left = [failures]

    def swallows(row: Row) -> bool:
        left[0] -= row.kind in (Kind.notice, Kind.lead)
        return row.kind in (Kind.notice, Kind.lead) and left[0] >= 0

    await plays(chat, "full", seconds=10)
    stage.telegram.swallows = swallows
    stage.clock.forward(HandClock.now(stage.clock).jitter * 600)
    await stage.beats()
    for _ in range(20):
        stage.clock.forward(HandClock.now(stage.clock).jitter)
        await stage.beats()

    asked = [shown for shown in chat.messages if shown.labels == ASKING]
    assert asked == chat.messages[-1:]
    await chat.presses(button("continue"))
    assert asked[0].labels == []
    assert chat.messages[-1].headline == texts.step(2, 7, "kneading", 180)


async def test_lighter_and_resume_never_stand_in_the_same_place(chat: Talk) -> None:
    """A second tap after the buttons have changed lowers no pressure."""

    def place(label: str) -> set[tuple[int, int]]:
        keys = chat.card().keys
        rows = [at for at, row in enumerate(keys) if label in [name for name, _ in row]]
        return {(at, len(keys) - at) for at in rows}

    await plays(chat, "full", seconds=40)
    running = place(button.lighter)
    await chat.presses(button.pause)
    assert place(button.lighter) == running
    resume = place(button.resume)
    assert {row for row, _ in resume}.isdisjoint(row for row, _ in running)
    assert {row for _, row in resume}.isdisjoint(row for _, row in running)


@pytest.mark.parametrize("way", ["tap", "as before", "undo lighter", "firmer"])
async def test_lighter_has_a_way_back_to_the_steps_own_and_not_above(chat: Talk, way: str) -> None:
    """In this step and in those that follow."""
    await plays(chat, "full", seconds=40)
    own = texts("pressure", range="3–5")
    assert own in chat.card().text
    assert button.as_before not in chat.card().labels
    await chat.presses(button.lighter)
    await chat.presses(button.lighter)
    assert own not in chat.card().text

    if way == "tap":
        await chat.presses(button.as_before)
        assert chat.toasts()[-1] == texts("as_before")
    else:
        await chat.says(way)
    assert own in chat.card().text
    assert button.as_before not in chat.card().labels

    await chat.says("as before")
    assert chat.messages[-1].headline == texts("as_before_already")
    assert own in chat.card().text


async def test_the_card_follows_a_clock_that_jumps(chat: Talk, stage: Stage) -> None:
    """The distance between edits is for Telegram; where people's time jumps the card follows it."""
    await plays(chat, "full", seconds=30)
    for left in ("2:45", "2:30", "2:15", "2:00"):
        stage.clock.forward(HandClock.now(stage.clock).jitter * 15)
        await stage.beats()
        assert f"{left} left." in chat.card().text


async def test_time_away_is_told_from_where_it_began_and_does_not_count(chat: Talk, stage: Stage) -> None:
    """The bot was last there shortly before the first moment that it missed."""
    await plays(chat, "full", seconds=40)  # ten seconds of a step of three minutes
    await stage.is_away(minutes=10)

    assert chat.messages[-1].text.startswith(texts("outage", minutes=10, i=3, technique="Pushing")[:28])
    await chat.presses(button.stop)
    [session] = await stage.rows("sessions")
    assert session["played"] == "[30, 15, 0, 0, 0, 0, 0]"


async def test_after_a_stop_nothing_leads(chat: Talk, stage: Stage) -> None:
    """The card that still waits is not sent."""
    await plays(chat, "full", seconds=10)
    stage.telegram.holds = lambda row: row.kind is Kind.lead
    await chat.says("/tip")
    await chat.says("stop")
    stage.telegram.holds = lambda row: False
    await chat.waits(seconds=5)

    assert chat.headlines()[-1] == texts.opening("stopped")
    assert steering(chat) == []
    assert [row["state"] for row in kinds(await stage.rows("outbox"), "lead")] == ["cancelled"]
