"""A machine's clock that is set back while a session runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.storage.file_store import FileStore
from bot.storage.server_store import ServerStore
from bot.storage.trouble import InTrouble, Trouble
from tests import kept
from tests.conversations.ringing import lives_in, on
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


async def test_a_clock_set_back_is_not_forgotten_with_a_commit_that_is_tried_again(
    chat: Talk, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server undoes the first try because of a deadlock; the second one moves the session."""
    await plays(chat, seconds=20)
    clashes = [InTrouble(Trouble.clash)]
    kind = ServerStore if kept.ON_SERVER else FileStore
    usual: Callable[[Any], AbstractContextManager[object]] = kind.transaction

    @contextmanager
    def transaction(store: object) -> Iterator[None]:
        with usual(store):
            yield
            if clashes:
                raise clashes.pop()

    stage.clock.set_back(timedelta(hours=1))
    monkeypatch.setattr(kind, "transaction", transaction)
    await stage.beats()
    await chat.waits(seconds=30)

    assert not clashes
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


async def test_a_clock_set_back_makes_no_ring_late_that_waits_for_its_turn(stage: Stage) -> None:
    """Thirty people are rung at 12:02, and the beats take minutes for it. All hear the words of that hour."""
    people = [stage.private(f"Person {number}", 1000 + number) for number in range(30)]
    for person in people:
        await lives_in(person)
        await person.says("/remind 12:02")
        person.hears()
    stage.clock.at = on(23, 12, 2)

    for number in range(6):
        if number == 4:
            stage.clock.set_back(timedelta(minutes=1))
        await stage.house.tick()
        await stage.settles()
        stage.clock.forward(timedelta(seconds=50))

    openings = {person.headlines()[0] for person in people}
    assert texts.headline("late") not in openings


async def test_a_reminder_that_failed_is_tried_again_however_the_clock_is_set_back(
    chat: Talk, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """It was put off for five minutes, and does not wait for the step back as well."""
    await lives_in(chat)
    await chat.says("/remind 12:02")
    await stage.writes("UPDATE chats SET pace = 'hasty'")
    await stage.waits(minutes=3)
    assert any("could not be kept" in record.getMessage() for record in caplog.records)
    caplog.clear()
    await stage.writes("UPDATE chats SET pace = 'beginner'")
    chat.hears()

    stage.clock.set_back(timedelta(minutes=2))
    await stage.beats()
    await stage.waits(minutes=2)

    assert len(chat.hears()) == 1


async def test_after_a_restart_with_the_clock_set_back_the_card_counts_down(chat: Talk, stage: Stage) -> None:
    """The card was edited in the future, as it seems."""
    await plays(chat, seconds=16)
    before = chat.card().edits

    stage.clock.at -= timedelta(hours=1)
    await stage.restarts()
    await chat.waits(seconds=30)

    assert chat.card().edits > before
