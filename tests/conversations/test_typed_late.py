"""A typed answer presses nothing once the message that it answers may no longer be the newest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.ports import Kind, Outcome, Refused, RetryAt, Row
from tests.conversations.stage import Stage, Talk, plays
from tests.texts import button, texts

DANGER = "my chest hurts"


async def test_a_yes_in_the_batch_of_a_danger_starts_nothing(chat: Talk, stage: Stage) -> None:
    await chat.says("/routine quick")
    await chat.presses(button.start)

    await stage.takes(chat.line(DANGER), chat.line("none of these"))

    assert await stage.rows("sessions") == []
    assert texts("gate_yes") not in chat.hears()


async def test_a_yes_in_the_batch_of_a_danger_resumes_nothing(chat: Talk, stage: Stage) -> None:
    await plays(chat)
    await chat.says(DANGER)
    await chat.presses(button.not_meant)
    assert texts.headline("gate") in [each.headline for each in chat.messages]

    await stage.takes(chat.line(DANGER), chat.line("none of these"))

    assert [row["state"] for row in await stage.rows("sessions")] == ["paused"]


@pytest.mark.parametrize("held", ["waits", "refused"])
async def test_a_danger_that_has_not_arrived_hides_the_question_above(
    chat: Talk, stage: Stage, held: str, caplog: pytest.LogCaptureFixture
) -> None:
    await chat.says("/routine quick")
    await chat.presses(button.start)
    outcome = RetryAt(timedelta(minutes=5)) if held == "waits" else Refused("no")

    def refuse(row: Row) -> Outcome | None:
        return outcome if row.kind is Kind.reply else None

    stage.telegram.refuses = refuse
    await chat.says(DANGER)
    await chat.says("none of these")
    caplog.clear()

    assert await stage.rows("sessions") == []


@pytest.mark.parametrize("state", ["sent", "unknown", "failed", "sending"])
async def test_what_another_process_has_sent_hides_the_question_above(
    chat: Talk, stage: Stage, state: str
) -> None:
    """This process has not seen the call, so it knows only what the database says."""
    await chat.says("/routine quick")
    await chat.presses(button.start)
    names = await _columns(stage)
    values = {
        "id": "id + 1000",  # one that the database does not give next
        "kind": "'reply'",
        "dedup_key": "'other'",
        "edits": "null",
        "state": f"'{state}'",
        "message_id": "(SELECT max(message_id) + 1 FROM outbox)" if state == "sent" else "null",
    }
    others = ", ".join(values.get(name, name) for name in names)
    await stage.writes(
        f"INSERT INTO outbox ({', '.join(names)}) SELECT {others} FROM outbox ORDER BY id DESC LIMIT 1"
    )

    await chat.says("none of these")

    assert await stage.rows("sessions") == []


async def test_delete_all_counts_only_while_its_question_is_the_newest(chat: Talk, stage: Stage) -> None:
    await chat.says("/delete_me")

    await stage.takes(chat.line("/settings"), chat.line("delete all"))

    assert len(await stage.rows("chats")) == 1


async def test_the_rest_of_a_long_text_presses_nothing(chat: Talk, stage: Stage) -> None:
    await chat.says("/routine quick")

    await stage.takes(chat.line("word " * 720), chat.line("the first one"))

    assert texts.headline("gate") not in [each.headline for each in chat.messages]


async def _columns(stage: Stage) -> list[str]:
    rows: list[dict[str, Any]] = await stage.rows("outbox")
    return list(rows[0])
