"""Reminders that cannot be written or read delay nobody, and ring once the cause is gone."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from importlib import import_module

import pytest

from bot.actions.ringing.due import ring_due
from bot.actions.scene import Visit
from bot.domain.ids import ChatId
from bot.domain.reminder import Reminder
from bot.ports import Chat
from bot.storage.together.repositories import ChatsTogether
from tests.conversations.ringing import lives_in, on
from tests.conversations.stage import Stage, Talk
from tests.texts import button


async def test_a_chat_whose_reminders_cannot_be_kept_leaves_nothing_half_done(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The chat's writes are undone, all other chats ring, and this chat rings once the cause is gone."""
    anna, bert = stage.private(), stage.private("Bert", 1002)
    for each in (anna, bert):
        await lives_in(each)
        await each.says("/remind 13:00")
        each.hears()

    def fails(visit: Visit, chat: Chat, due: list[Reminder], since: datetime) -> bool:
        if ring_due(visit, chat, due, since) and chat.id == anna.id:
            raise RuntimeError("half done")
        return True

    with monkeypatch.context() as broken:
        broken.setattr(import_module("bot.actions.keep_reminders"), "ring_due", fails)
        stage.clock.at = on(23, 13)
        await stage.beats()
    assert (anna.hears(), len(bert.hears())) == ([], 1)
    assert "Reminders of a chat could not be kept." in caplog.text
    caplog.clear()

    stage.clock.forward(timedelta(minutes=5, seconds=1))
    await stage.beats()
    assert (len(anna.hears()), bert.hears()) == (1, [])


async def test_what_fails_only_for_several_chats_together_is_logged_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Each chat rings alone, so nobody would see that something is wrong."""
    talks = [stage.private(f"P{each}", 2001 + each) for each in range(3)]
    for talk in talks:
        await lives_in(talk)
        await talk.says("/remind 13:00")
        talk.hears()

    def fails(chats: ChatsTogether, chat: ChatId) -> None:
        raise RuntimeError("only together")

    monkeypatch.setattr(ChatsTogether, "get", fails)
    stage.clock.at = on(23, 13)
    await stage.beats()

    assert [len(talk.hears()) for talk in talks] == [1, 1, 1]
    assert [str(record.exc_info and record.exc_info[1]) for record in caplog.records] == ["only together"]
    caplog.clear()


@pytest.mark.parametrize("number", [1, 5, 12])
async def test_reminders_that_cannot_be_kept_hold_up_nobody_and_are_tried_every_five_minutes(
    chat: Talk, stage: Stage, caplog: pytest.LogCaptureFixture, number: int
) -> None:
    """Chats with an invalid zone delay nobody, and keep their reminders."""
    others = [stage.private(f"P{each}", 2001 + each) for each in range(number)]
    for talk in [*others, chat]:
        await lives_in(talk)
        await talk.says("/remind 13:00")
        talk.hears()
    await stage.writes("UPDATE chats SET zone = 'Europe/Nowhere' WHERE id > 2000")

    async with asyncio.timeout(60):  # else a beat with no end
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
    """A newer version of the bot may have written the chat before a rollback.

    It rings once it can be read.
    """
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
    """The ring comes as soon as the zone is set."""
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
    assert button("start_minutes", n=5) in chat.card().labels


async def due(stage: Stage) -> datetime | None:
    """Return when the beat is woken next."""
    return (await stage.house.database.run(lambda work: work.next_due()))[0]


def failures(caplog: pytest.LogCaptureFixture) -> int:
    """Return how often it was said that a chat's reminders could not be kept."""
    return [record.getMessage() for record in caplog.records].count("Reminders of a chat could not be kept.")
