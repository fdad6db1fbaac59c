"""Deleted data is gone, and data that is kept for a limited time is deleted when that time is over."""

from __future__ import annotations

from tests.conversations.stage import Stage, Talk, begins
from tests.texts import button, texts

TABLES = ("chats", "sessions", "reminders", "outbox", "tips_shown")


async def test_delete_me_asks_once_and_can_be_kept(chat: Talk, stage: Stage) -> None:
    """Keep changes nothing."""
    await chat.says("/timezone Lisbon")
    await chat.says("/delete_me")
    await chat.presses(button.keep)

    assert chat.messages[-1].headline == texts("delete_kept")
    assert [row["zone"] for row in await stage.rows("chats")] == ["Europe/Lisbon"]


async def test_delete_me_leaves_nothing(chat: Talk, stage: Stage) -> None:
    """All is gone as soon as the answer has been sent, and receipts with their numbers two days later."""
    await begins(chat)
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 13:00")
    await chat.says("/tip")
    await chat.says("/delete_me")
    await chat.presses(button.delete_all)
    chat.hears()

    for table in TABLES:
        assert await stage.rows(table) == []
    await chat.waits(days=3)
    assert chat.hears() == []
    for table in (*TABLES, "receipts"):
        assert await stage.rows(table) == []


async def test_after_delete_me_start_begins_afresh(chat: Talk) -> None:
    """/start shows the introduction again, and the gate is asked again."""
    await begins(chat)
    await chat.says("/delete_me")
    await chat.presses(button.delete_all)
    chat.hears()

    await chat.says("/start")
    assert chat.headlines() == [texts.headline("start", name="Anna")]
    await chat.presses(button.try_one_minute)
    await chat.presses(button.with_partner)
    assert chat.card().headline == texts.headline("gate")


async def test_what_is_kept_for_a_time_only_goes_while_the_bot_runs(chat: Talk, stage: Stage) -> None:
    """The bot does not sweep only at its start, because it may run for months."""
    await stage.beats()
    await chat.says("/help")
    assert [len(await stage.rows(table)) for table in ("outbox", "receipts")] == [1, 1]

    await stage.is_away(hours=49)

    assert [len(await stage.rows(table)) for table in ("outbox", "receipts")] == [0, 0]
