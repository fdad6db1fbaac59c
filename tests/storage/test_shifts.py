"""Rows that wait move with a clock that is set back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from bot.ports import Kind, Lane, RowState, Settlement, Work
from bot.storage.tables import NEVER, outbox
from tests.storage.rows import ring
from tests.storage.samples import HELLO, at, chat, claim, outgoing


@pytest.fixture(autouse=True)
def known(work: Work) -> None:
    work.chats.put(chat())


def moments(connection: Connection) -> dict[str, tuple[datetime, datetime]]:
    """Return when each row was written and until when it may leave, by key."""
    rows = connection.execute(select(outbox))
    return {row.dedup_key: (row.written_at, row.expires_at) for row in rows}


def test_what_waits_or_is_in_flight_moves_and_a_ring_keeps_its_limit(
    work: Work, connection: Connection
) -> None:
    work.outbox.put(outgoing("ended", written_at=at(0)))
    [row] = claim(work)
    work.outbox.settle([Settlement(row, RowState.sent)])
    work.outbox.put(outgoing("in flight", written_at=at(1), expires_at=at(31)))
    assert len(claim(work)) == 1
    work.outbox.put(outgoing("waits", written_at=at(2)))
    work.outbox.put(ring("7:today"))
    before = moments(connection)

    work.outbox.move_back(timedelta(hours=1))

    hour = 3600
    assert moments(connection) == {
        "ended": before["ended"],
        "in flight": (at(1 - hour), at(31 - hour)),
        "waits": (at(2 - hour), NEVER),
        "7:today": (before["7:today"][0] - timedelta(hours=1), before["7:today"][1]),
    }


def test_an_answer_that_is_late_after_a_step_back_is_still_a_new_message(work: Work) -> None:
    work.outbox.put(
        outgoing("edit", kind=Kind.edit, lane=Lane.reply, message=HELLO, edits=7, written_at=at(0))
    )

    work.outbox.move_back(timedelta(hours=1))

    [row] = claim(work, people=40 - 3600)
    assert row.kind is Kind.replacement
