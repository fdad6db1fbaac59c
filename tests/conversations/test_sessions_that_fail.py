"""Sessions that cannot be written or read delay nobody, and go on once the cause is gone."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.actions.playing.record import record
from bot.actions.scene import Visit
from bot.domain.session import Session
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts


async def test_sessions_that_cannot_be_kept_hold_up_nobody_and_are_tried_every_five_minutes(
    chat: Talk, stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug stops five sessions. The sixth plays on, and the five can be continued once the bug is fixed."""
    others = [stage.private(f"P{each}", 2001 + each) for each in range(5)]
    for talk in [*others, chat]:
        await plays(talk)

    def fail(visit: Visit, session: Session, after: Session) -> None:
        record(visit, session, after)
        if session.chat != chat.id:
            raise ArithmeticError("a mistake")

    with monkeypatch.context() as patch:
        patch.setattr("bot.actions.keep_time.record", fail)
        async with asyncio.timeout(60):  # else a beat with no end
            await stage.waits(minutes=2)

    assert chat.messages[-1].headline == texts.done("taster", 60)
    said = [record.getMessage() for record in caplog.records]
    assert said == ["A session could not be kept."] * 5
    caplog.clear()
    assert [talk.hears() for talk in others] == [[]] * 5
    await stage.waits(minutes=4)
    assert [talk.card().labels for talk in others] == [[button("continue"), button.stop]] * 5


@pytest.mark.parametrize(
    ("set_back", "said", "then"),
    [
        (0, "A session could not be kept.", button("continue")),
        (10, "A session could not be moved with the clock.", button.rate_it),
    ],
)
async def test_a_session_that_cannot_be_read_holds_up_nobodys(
    chat: Talk, stage: Stage, caplog: pytest.LogCaptureFixture, set_back: int, said: str, then: str
) -> None:
    """A newer version of the bot may have written the session before a rollback.

    The session waits until it can be read.
    """
    other = stage.private("Ben", 2001)
    for talk in (other, chat):
        await plays(talk)
    await stage.beats()
    await stage.writes("UPDATE sessions SET audience = 'robot' WHERE chat_id = 2001")
    stage.clock.set_back(timedelta(minutes=set_back))
    await stage.beats()

    await stage.waits(minutes=2)

    assert chat.messages[-1].headline == texts.done("taster", 60)
    assert [record.getMessage() for record in caplog.records] == [said]
    caplog.clear()
    await stage.writes("UPDATE sessions SET audience = 'partner' WHERE chat_id = 2001")
    await stage.waits(minutes=5 + set_back)
    assert other.card().labels[0] == then
