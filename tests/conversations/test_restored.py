"""The drill: make a backup, play on, lose the database, restore, start. Nothing is sent twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions.put_behind import Behind
from bot.storage.moving.restore import LEFT_OUT
from tests.conversations.drill import Drill
from tests.conversations.ringing import lives_in, on, rings_again_later
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts


@pytest.fixture
def kept_open() -> None:
    """Each test has a database file of its own, since it loses it."""


async def test_a_session_that_was_on_asks_once_and_no_step_comes_again(
    chat: Talk, stage: Stage, tmp_path: Path
) -> None:
    """As after an outage, however short the time was."""
    drill = Drill(stage, tmp_path)
    await plays(chat, seconds=5)
    drill.backs_up()
    await chat.waits(seconds=40)
    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]

    await drill.loses_it()
    behind = await drill.restores()

    assert behind.sessions == 1
    assert chat.hears() == [texts("outage", minutes=1, i=2, technique="Kneading")]
    await chat.waits(hours=3)
    assert chat.hears() == []
    await chat.presses(button("continue"))
    assert chat.headlines() == [texts.step(2, 3, "kneading", 40)]
    await chat.waits(seconds=50)
    assert chat.headlines() == [texts.step(3, 3, "finish", 10), texts.done("taster", 60)]


@pytest.mark.parametrize(
    ("backup_at", "lost_for", "state"), [(5, timedelta(hours=25), "stopped"), (55, timedelta(0), "finished")]
)
async def test_a_session_that_cannot_go_on_ends_without_a_word(
    chat: Talk, stage: Stage, tmp_path: Path, backup_at: int, lost_for: timedelta, state: str
) -> None:
    """Nobody waits for it any more; or it was in its last step, and its end was said before."""
    drill = Drill(stage, tmp_path)
    await plays(chat, seconds=backup_at)
    drill.backs_up()
    await chat.waits(seconds=30)
    chat.hears()

    await drill.loses_it()
    stage.clock.forward(lost_for)
    await drill.restores()
    await chat.waits(hours=30)

    assert chat.hears() == []
    [session] = await stage.rows("sessions")
    assert session["state"] == state


async def test_rings_that_were_due_by_now_do_not_come_and_those_after_it_do(
    chat: Talk, stage: Stage, tmp_path: Path
) -> None:
    """A reminder, "Later", a single ring, and the end of a time away, all between backup and restore."""
    drill = Drill(stage, tmp_path)
    bert = stage.private("Bert", 2002)
    await lives_in(chat)
    await lives_in(bert)
    await chat.says("/remind 12:10")
    await bert.says("/remind 13:30")
    await bert.says("pause reminders until tomorrow")
    await stage.waits(until=on(23, 12, 10))
    await rings_again_later(chat)
    await chat.says("remind me in 40 minutes")
    await stage.waits(until=on(23, 12, 20))
    drill.backs_up()
    chat.hears(), bert.hears()
    await stage.waits(until=on(24, 11))
    assert (len(chat.hears()), len(bert.hears())) == (2, 1)

    await drill.loses_it()
    behind = await drill.restores()

    assert behind == Behind(messages=0, rings=2, sessions=0)
    await stage.waits(until=on(24, 12, 9))
    assert (chat.hears(), bert.hears()) == ([], [])
    await stage.waits(until=on(24, 14))
    assert (len(chat.hears()), len(bert.hears())) == (1, 1)


async def test_answers_that_were_on_their_way_at_the_backup_are_not_sent_again(
    chat: Talk, stage: Stage, tmp_path: Path
) -> None:
    """One was in a call, one waited; both arrived before the loss."""
    drill = Drill(stage, tmp_path)
    await chat.says("/start")
    chat.hears()
    hanging = stage.hangs(None)
    for line in ("/help", "/privacy"):
        await stage.house.taking.take([chat.line(line)])
    drill.backs_up()
    hanging.release()
    await stage.settles()
    assert len(chat.hears()) == 2

    await drill.loses_it()
    behind = await drill.restores()

    await chat.waits(hours=30)
    assert (behind.messages, chat.hears()) == (2, [])


async def test_a_button_of_the_lost_time_belongs_to_nobody_elses_session(
    chat: Talk, stage: Stage, tmp_path: Path
) -> None:
    """Its session is not known any more, and no other one gets its number."""
    drill = Drill(stage, tmp_path)
    await chat.says("/start")
    drill.backs_up()
    await plays(chat)

    await drill.loses_it()
    await drill.restores()
    await plays(stage.private("Bert", 2002))

    [session] = await stage.rows("sessions")
    assert session["id"] > LEFT_OUT
    await chat.presses(button.pause)
    assert (await stage.rows("sessions"))[0]["state"] == "running"
