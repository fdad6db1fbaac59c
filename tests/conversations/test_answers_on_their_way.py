"""Answers whose call hangs or gets no answer, and what is tapped meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ports import Kind
from tests.conversations.stage import Stage, Talk, begins
from tests.texts import button, texts


@pytest.mark.parametrize("way", ["answer", "question"])
async def test_a_tap_proves_that_an_answer_has_arrived(chat: Talk, stage: Stage, way: str) -> None:
    """A message without an answer from Telegram is not reported as missing once somebody taps its button."""
    await begins(chat)
    stage.telegram.loses = lambda row: row.kind in (Kind.reply, Kind.notice)
    if way == "answer":
        await chat.says("/technique kneading")
    else:
        await chat.presses(button.start_now)
        await stage.is_away(minutes=30)
    for _ in range(3):
        stage.clock.forward(timedelta(seconds=3))
        await stage.beats()
    stage.telegram.loses = lambda row: False
    assert "unknown" in {row["state"] for row in await stage.rows("outbox")}

    chat.hears()
    lost = chat.messages[-2]  # the newest message is the session's card
    await chat.presses_data(str(lost.data(lost.labels[0])), on=lost.id)
    assert "unknown" not in {row["state"] for row in await stage.rows("outbox")}
    await chat.says("/help")

    assert texts("unknown_note") not in "".join(chat.hears())


@pytest.mark.parametrize("is_done", [True, False])
async def test_what_the_newest_tap_has_brought_keeps_its_buttons(
    stage: Stage, chat: Talk, is_done: bool
) -> None:
    """The call of an earlier tap gets no answer for half a minute.

    It does not replace what the newest tap has shown.
    """
    await chat.says("/routine taster")
    plan = chat.card()
    hanging = stage.hangs(kinds=[Kind.edit], arrives=is_done)
    taps = [chat.tap_data(plan.data(label) or "", plan.id) for label in (button.length, button.start)]
    for tap in taps:
        await stage.house.taking.take([tap])
        stage.clock.forward(timedelta(seconds=20))
    hanging.release()
    await stage.settles()
    await chat.waits(minutes=1)

    assert hanging.hung
    assert plan.headline == texts.headline("gate")
    assert plan.labels[0] == button.yes_all_clear


@pytest.mark.parametrize("way", ["taps again", "blocks"])
async def test_what_happens_while_a_late_answer_is_on_its_way_counts(
    stage: Stage, chat: Talk, way: str
) -> None:
    """The replaced message keeps buttons that it got meanwhile; a chat that is gone gets nothing more."""
    await chat.says("/routine taster")
    plan = chat.card()
    length, start = (
        chat.tap_data(plan.data(label) or "", plan.id) for label in (button.length, button.start)
    )
    stage.telegram.holds = lambda row: True
    await stage.takes(length)
    await chat.waits(seconds=40)
    stage.telegram.holds = lambda row: False
    hanging = stage.hangs(None, [Kind.replacement])
    stage.clock.forward(timedelta(minutes=1))
    await stage.house.tick()
    await stage.house.taking.take([start if way == "taps again" else chat.changes("member", "kicked")])
    hanging.release()
    await stage.settles()
    await chat.waits(minutes=1)

    assert hanging.hung
    assert plan.labels[0] == (button.yes_all_clear if way == "taps again" else button.start)
    assert "pending" not in {row["state"] for row in await stage.rows("outbox")}


async def test_a_message_that_is_replaced_twice_loses_its_buttons_all_the_same(
    stage: Stage, chat: Talk
) -> None:
    """Also if the buttons of the first message were not yet removed."""
    await chat.says("/routine")
    menu = chat.card()
    taps = [chat.tap_data(menu.data(label) or "", menu.id) for label in menu.labels[:2]]
    for tap, waits in zip(taps, (lambda row: row.kind is Kind.tidy, lambda row: False), strict=True):
        stage.telegram.holds = lambda row: True
        await stage.takes(tap)
        await chat.waits(seconds=40)
        stage.telegram.holds = waits
        await chat.waits(minutes=1)
    await chat.waits(minutes=5)

    assert menu.labels == []
