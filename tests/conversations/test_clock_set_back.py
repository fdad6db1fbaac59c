"""A machine's clock that is set back while a session runs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conversations.stage import Stage, Talk, plays
from tests.delivery.world import Flaky
from tests.texts import button, texts


async def test_a_clock_set_back_an_hour_does_not_stretch_the_step(chat: Talk, stage: Stage) -> None:
    """The machine's clock is set back in mid-step; the step still ends after its own length."""
    await plays(chat, seconds=20)

    stage.clock.set_back(timedelta(hours=1))
    await stage.beats()
    await chat.waits(seconds=29)
    assert chat.headlines() == []
    await chat.waits(seconds=1)
    assert chat.headlines() == [texts.step(3, 3, "finish", 10)]
    await chat.waits(seconds=10)
    assert chat.headlines() == [texts.done("taster", 60)]


async def test_a_clock_set_back_is_not_forgotten_with_a_commit_that_fails(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit fails on a full disk; the next beat moves the session."""
    await plays(chat, seconds=20)

    stage.clock.set_back(timedelta(hours=1))
    with monkeypatch.context() as full:
        full.setattr(stage.house.database, "run", Flaky(stage.house.database, 1).run)
        with pytest.raises(OSError, match="full"):
            await stage.house.tick()
    await stage.beats()
    await chat.waits(seconds=30)

    assert chat.headlines() == [texts.step(3, 3, "finish", 10)]


async def test_a_clock_set_back_does_not_stop_the_countdown(chat: Talk, stage: Stage) -> None:
    """The card still shows the time that is left."""
    await plays(chat, seconds=15)

    stage.clock.set_back(timedelta(hours=1))
    await stage.beats()
    await chat.waits(seconds=5)

    assert "0:30 left." in chat.card().text


async def test_a_clock_set_back_while_paused_keeps_the_place(chat: Talk, stage: Stage) -> None:
    """In a pause the time that is left does not depend on the clock."""
    await plays(chat, seconds=20)
    await chat.presses(button.pause)

    stage.clock.set_back(timedelta(hours=1))
    await stage.beats()
    await chat.presses(button.resume)
    chat.hears()

    await chat.waits(seconds=29)
    assert chat.headlines() == []
    await chat.waits(seconds=1)
    assert chat.headlines() == [texts.step(3, 3, "finish", 10)]
