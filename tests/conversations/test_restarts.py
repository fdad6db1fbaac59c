"""The process ends at any moment and starts again: no step is sent twice, and none is skipped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conversations.playing import OTHER_SIDE
from tests.conversations.stage import Stage, Talk, begins, plays
from tests.texts import button, texts

STEPS = [texts.step(1, 3, "settle", 10), texts.step(2, 3, "kneading", 40), texts.step(3, 3, "finish", 10)]


def steps(chat: Talk) -> list[str]:
    """Return the steps that were shown."""
    return [shown.headline for shown in chat.messages if shown.headline[0].isdigit()]


@pytest.mark.parametrize("after", [0, 30, 60, 65, 70, 109, 115])
async def test_a_restart_in_any_step_repeats_and_skips_nothing(chat: Talk, stage: Stage, after: int) -> None:
    """Wherever a quick restart falls, each step is shown once, at its planned moment."""
    await begins(chat)
    begun = chat.messages[-1].at
    await chat.waits(seconds=after)

    await stage.restarts()
    await chat.waits(seconds=120 - after)

    assert steps(chat) == STEPS
    starts = [(shown.at - begun).total_seconds() for shown in chat.messages if shown.headline in STEPS]
    assert starts == [60, 70, 110]
    assert chat.messages[-1].headline == texts.done("taster", 60)


async def test_a_restart_every_second_repeats_and_skips_nothing(chat: Talk, stage: Stage) -> None:
    """However often the process is replaced, the session plays to its end once."""
    await plays(chat)

    for _ in range(20):
        await chat.waits(seconds=3)
        await stage.restarts()

    assert steps(chat) == STEPS
    assert chat.messages[-1].headline == texts.done("taster", 60)


async def test_away_for_less_than_30_percent_of_the_next_step_the_timeline_is_kept(
    chat: Talk, stage: Stage
) -> None:
    """A prompt that is a little late does not move the steps after it."""
    await plays(chat, seconds=5)

    await stage.is_away(seconds=5 + 12)
    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]

    await chat.waits(seconds=28)
    assert chat.headlines() == [texts.step(3, 3, "finish", 10)]


async def test_away_too_long_the_session_asks_before_it_goes_on(chat: Talk, stage: Stage) -> None:
    """No burst of prompts after an outage: one question, and the step waits."""
    await plays(chat, seconds=5)

    await stage.close()
    stage.clock.forward(timedelta(minutes=10))
    await stage.open()
    await stage.beats()

    assert chat.hears() == [texts("outage", minutes=10, i=2, technique="Kneading")]
    assert chat.card().labels == [button("continue"), button.stop]
    await chat.waits(hours=3)
    assert chat.hears() == []

    await chat.presses(button("continue"))
    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]
    await chat.waits(seconds=50)
    assert chat.headlines() == [texts.step(3, 3, "finish", 10), texts.done("taster", 60)]


async def test_after_an_outage_the_step_before_tells_its_own_story(chat: Talk, stage: Stage) -> None:
    """Going on after an outage does not change the text on the card of the step that was played."""
    await plays(chat)
    await stage.is_away(minutes=10)
    await chat.presses(button("continue"))

    assert steps(chat) == STEPS[:2]


@pytest.mark.parametrize("line", ["resume", "skip", "back", "stop"])
async def test_an_outage_answered_in_words_leaves_no_buttons_on_the_question(
    chat: Talk, stage: Stage, line: str
) -> None:
    """The question stays in the chat as plain text."""
    await plays(chat)
    await stage.is_away(minutes=5)
    question = chat.card()
    assert question.labels == [button("continue"), button.stop]

    await chat.says(line)

    assert (question.headline[:16], question.keys) == ("Sorry, I was awa", [])


async def test_stop_after_an_outage_ends_the_session(chat: Talk, stage: Stage) -> None:
    """The question can be answered with Stop, and what was played is counted."""
    await plays(chat)
    await stage.is_away(minutes=10)

    await chat.presses(button.stop)

    assert chat.messages[-1].headline.startswith(texts.opening("stopped"))
    await chat.says("/resume")
    assert chat.hears()[-1] == texts("e_idle")


async def test_away_for_more_than_a_day_the_session_can_still_be_picked_up(chat: Talk, stage: Stage) -> None:
    """The question comes when the bot is back, and holds for 24 hours from then."""
    await plays(chat)

    await stage.is_away(hours=30)
    assert chat.hears() == [texts("outage", minutes=1800, i=2, technique="Kneading")]

    await chat.waits(hours=23)
    await chat.presses(button("continue"))
    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]


async def test_unanswered_for_a_day_the_question_lapses(chat: Talk, stage: Stage) -> None:
    """24 hours after the question the session is over."""
    await plays(chat)
    await stage.is_away(minutes=10)
    asks = chat.card()
    data = str(asks.data(button("continue")))
    chat.hears(), chat.toasts()

    await chat.waits(hours=25)
    await chat.presses_data(data, asks.id)

    assert (asks.text, asks.labels) == (texts("lapsed"), [button.routines])

    assert chat.toasts() == [texts("e_stale")]
    assert chat.hears() == []


async def test_time_away_is_not_counted_as_massage(chat: Talk, stage: Stage) -> None:
    """Also if the person goes on before the bot has noticed the outage."""
    await plays(chat, seconds=30)

    stage.clock.forward(timedelta(minutes=10))
    await chat.says("skip")
    await chat.waits(seconds=10)

    assert chat.card().headline == texts.done("taster", 60)
    assert "Kneading 0:40" in chat.card().text


async def test_the_last_step_ends_even_while_the_bot_is_away(chat: Talk, stage: Stage) -> None:
    """If the last step ended during the outage, the session is done, and the summary comes silently."""
    await plays(chat, seconds=55)

    await stage.is_away(hours=2)

    assert chat.headlines() == [texts.done("taster", 60)]
    assert chat.messages[-1].silent


@pytest.mark.parametrize(("away", "is_told"), [(7, True), (10.9, True), (12, False)])
@pytest.mark.parametrize("what", ["bot", "Telegram"])
async def test_the_other_side_is_told_late_while_it_is_worth_beginning(
    chat: Talk, stage: Stage, what: str, away: float, is_told: bool
) -> None:
    """At half time the bot is away, or Telegram is: the cue still comes while ten seconds are left."""
    await plays(chat, alone=True, seconds=29)

    stage.telegram.holds = lambda row: what == "Telegram"
    if what == "Telegram":
        await chat.waits(seconds=away)
        stage.telegram.holds = lambda row: False
        stage.clock.rest(timedelta(minutes=1))  # the next try
        await stage.beats()
    else:
        await stage.is_away(seconds=away)
    came = stage.clock.at
    told = [(each.headline, each.at) for each in chat.arrived if OTHER_SIDE in each.text and each.at >= came]
    assert told == [(OTHER_SIDE, came)] * is_told

    await chat.waits(seconds=22 - away)
    assert chat.headlines()[is_told:] == [texts.step(3, 3, "breathing", 10)]


async def test_a_paused_session_survives_a_restart(chat: Talk, stage: Stage) -> None:
    """Paused, killed, started again: Resume goes on where it was."""
    await plays(chat, seconds=20)
    await chat.presses(button.pause)

    await stage.restarts()
    await chat.presses(button.resume)
    chat.hears()
    await chat.waits(seconds=30)

    assert chat.headlines() == [texts.step(3, 3, "finish", 10)]


async def test_an_update_that_comes_twice_in_one_fetch_has_one_effect(chat: Talk, stage: Stage) -> None:
    """Also if the second update has another text: the first update counts."""
    await plays(chat)
    [before] = await stage.rows("sessions")
    skip, other = chat.line("skip"), chat.line("pause")

    await stage.takes(skip, skip, {**other, "update_id": skip["update_id"]})

    [after] = await stage.rows("sessions")
    assert after["step_number"] == before["step_number"] + 1
    assert after["state"] == before["state"]


async def test_a_repeated_update_has_no_effect(chat: Talk, stage: Stage) -> None:
    """An update that arrives again, before or after a restart, changes nothing and is not answered twice."""
    await plays(chat)
    skip, word = chat.tap(button.skip), chat.line("/tip")
    await stage.takes(skip, word)
    chat.hears()

    await stage.takes(skip, word)
    await stage.restarts()
    await stage.takes(skip, word)

    assert chat.hears() == []


async def test_an_update_that_arrives_again_has_no_second_effect(chat: Talk, stage: Stage) -> None:
    """Keys keep the answers from being sent twice; changes of a session have no such keys."""
    await begins(chat)
    line = chat.line("skip")
    await stage.takes(line)
    first = chat.headlines()

    await stage.takes(line)

    assert (len(first), chat.headlines()) == (1, [])


@pytest.mark.parametrize(("hour", "is_silent"), [(3, True), (12, False)])
async def test_after_an_outage_the_question_is_asked_without_a_sound_in_quiet_hours(
    chat: Talk, stage: Stage, hour: int, is_silent: bool
) -> None:
    """The person wanted a session in the evening, not a sound at night."""
    await chat.says("/timezone Lisbon")
    await chat.presses_data("quiet:2100:0800")
    stage.clock.at = stage.clock.at.replace(hour=20, minute=50)
    await plays(chat)

    stage.clock.at += timedelta(hours=hour + 24 - 21, minutes=10)
    await stage.restarts()

    asked = chat.card()
    assert asked.headline.startswith(texts.opening("outage"))
    assert asked.silent is is_silent
