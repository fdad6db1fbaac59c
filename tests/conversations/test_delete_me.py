"""Deleted data is gone, and data that is kept for a limited time is deleted when that time is over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.ports import Kind, Lane, Outcome, Row, Sender
from tests.conversations.stage import Stage, Talk, begins, plays
from tests.texts import button, texts

TABLES = ("chats", "sessions", "reminders", "outbox", "tips_shown")
DEAD = {button.stop, button("continue"), button.later}  # labels of what is over without its rows


class Noting:
    """A sender that notes what leaves."""

    def __init__(self, inner: Sender, calls: list[tuple[Kind, Lane]]) -> None:
        self.inner = inner
        self.calls = calls

    async def is_healthy(self) -> bool:
        return await self.inner.is_healthy()

    async def send(self, row: Row) -> Outcome:
        self.calls.append((row.kind, row.lane))
        return await self.inner.send(row)


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


async def _deletes_all(chat: Talk) -> None:
    await chat.says("/delete_me")
    await chat.presses(button.delete_all)


async def _is_asked_to_go_on(chat: Talk) -> None:
    await plays(chat)
    await chat.stage.is_away(minutes=30)
    assert button("continue") in chat.card().labels


async def _feels_unwell(chat: Talk) -> None:
    await plays(chat)
    await chat.says("my legs are numb")
    assert button.stop in chat.card().labels


async def _is_reminded(chat: Talk) -> None:
    await chat.says("/timezone Lisbon")
    await chat.says("/remind 13:00")
    await chat.waits(days=1)
    assert button.later in chat.card().labels


@pytest.mark.parametrize("lives", [plays, _is_asked_to_go_on, _feels_unwell, _is_reminded])
async def test_delete_me_leaves_no_dead_buttons(
    chat: Talk, stage: Stage, lives: Callable[[Talk], Awaitable[None]]
) -> None:
    """What stays in the chat loses the buttons that would do nothing more, before the good-bye is said."""
    await lives(chat)
    await chat.says("/delete_me")
    dead = [shown for shown in chat.messages if {*shown.labels} & DEAD]
    assert dead
    goodbye = next(shown for shown in chat.messages if button.delete_all in shown.labels)

    await chat.presses(button.delete_all)

    assert [shown.labels for shown in dead] == [[]] * len(dead)
    assert goodbye.headline == texts("deleted")
    assert [await stage.rows(table) for table in TABLES] == [[]] * len(TABLES)


async def test_the_good_bye_comes_last_and_at_once(chat: Talk, stage: Stage) -> None:
    """It follows the edits within the same beat, and nothing follows it."""
    await plays(chat)
    calls: list[tuple[Kind, Lane]] = []
    stage.sender.inner = Noting(stage.sender.inner, calls)

    await _deletes_all(chat)

    assert calls[-2:] == [(Kind.tidy, Lane.farewell), (Kind.edit, Lane.farewell)]


async def test_a_button_that_stayed_is_answered_and_nothing_is_kept(chat: Talk, stage: Stage) -> None:
    """A prompt may have been on its way while its session was deleted. Its buttons go with the first tap."""
    await plays(chat)
    card = chat.card()
    stop = card.data(button.stop)
    assert stop is not None
    await _deletes_all(chat)
    card.keys = [[(button.stop, stop)]]

    await chat.presses_data(stop, card.id)

    assert chat.toasts()[-1] == texts("e_session_gone")
    await stage.is_away(seconds=2)
    assert card.labels == []
    assert [await stage.rows(table) for table in TABLES] == [[]] * len(TABLES)


async def test_a_summary_of_a_deleted_session_is_answered_so_too(chat: Talk, stage: Stage) -> None:
    """Rate it and Swap places belong to a session of which nothing is kept."""
    await plays(chat)
    await chat.waits(minutes=5)
    summary = chat.card()
    await _deletes_all(chat)
    for label in (button.rate_it, button.swap_places):
        data = summary.data(label)
        assert data is not None
        await chat.presses_data(data, 1)

    assert chat.toasts()[-2:] == [texts("e_session_gone")] * 2
    await stage.is_away(seconds=2)
    assert [await stage.rows(table) for table in TABLES] == [[]] * len(TABLES)


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
