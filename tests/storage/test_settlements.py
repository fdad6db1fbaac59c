"""What the result of a call changes: its row, and its chat."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection

from bot.delivery.outcomes import settle
from bot.domain.ids import ChatId, MessageId
from bot.ports import Ambiguous, Kind, Lane, Row, RowState, Settlement, Work
from tests.storage.rows import states
from tests.storage.samples import ANNA, BERT, chat, claim, now, outgoing


def test_a_result_under_an_older_fence_changes_nothing(work: Work, connection: Connection) -> None:
    work.outbox.put(outgoing("1"))
    [old] = claim(work)
    work.outbox.settle([Settlement(old, RowState.pending)])
    claim(work)

    late = Settlement(old, RowState.sent, chat_gone=True, move_to=ChatId(5), hold_chat=True)

    assert work.outbox.settle([late]) == 0
    assert states(connection) == {"1": "sending"}
    assert work.chats.get(ANNA) == chat(ANNA)


@pytest.mark.parametrize(
    "odd",
    [
        {"message": MessageId(2**63)},
        {"move_to": ChatId(2**63)},
        {"move_to": ChatId(-(2**70)), "state": "pending"},
    ],
)
def test_a_result_that_cannot_be_written_keeps_no_other_from_being(
    work: Work, connection: Connection, caplog: pytest.LogCaptureFixture, odd: dict[str, Any]
) -> None:
    """That row ends as `unknown`, and none of its changes is half done."""
    work.outbox.put(outgoing("odd"))
    work.outbox.put(outgoing("1", BERT))
    rows = {row.chat: row for row in claim(work)}
    state = RowState(odd.pop("state", "sent"))

    settlements = [Settlement(rows[ANNA], state, **odd), Settlement(rows[BERT], RowState.sent)]

    assert work.outbox.settle(settlements) == 2
    assert states(connection) == {"odd": "unknown", "1": "sent"}
    assert work.chats.get(ANNA) == chat(ANNA)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert ours == ["A result could not be written."]
    caplog.clear()


def _taken_over(work: Work) -> Row:
    """Return a ring that was claimed; another process has taken its call for one without an answer."""
    work.outbox.put(outgoing("1", kind=Kind.reminder, lane=Lane.reminder))
    [row] = claim(work)
    work.outbox.settle([settle(row, Ambiguous(), now())])
    return row


def test_a_message_that_has_arrived_does_not_wait_to_be_sent_again(
    work: Work, connection: Connection
) -> None:
    """Its process was cut off from the database, and tells the result late. Other results change nothing."""
    row = _taken_over(work)

    assert work.outbox.settle([Settlement(row, RowState.failed), Settlement(row, RowState.pending)]) == 0
    assert states(connection) == {"1": "pending"}
    assert work.outbox.settle([Settlement(row, RowState.sent, message=MessageId(7))]) == 1
    assert states(connection) == {"1": "sent"}
    assert claim(work, wire=3600) == []


def test_a_late_result_changes_nothing_once_the_row_is_claimed_again(
    work: Work, connection: Connection
) -> None:
    row = _taken_over(work)
    assert len(claim(work, wire=3600)) == 1

    assert work.outbox.settle([Settlement(row, RowState.sent)]) == 0
    assert states(connection) == {"1": "sending"}


def test_a_result_counts_once(work: Work) -> None:
    work.outbox.put(outgoing("1"))
    [row] = claim(work)
    sent = Settlement(row, RowState.sent)

    assert work.outbox.settle([sent, sent]) == 1


def test_a_chat_that_is_gone_is_marked_and_its_waiting_rows_end(work: Work, connection: Connection) -> None:
    work.outbox.put(outgoing("1"))
    work.outbox.put(outgoing("2"))
    work.outbox.put(outgoing("3", BERT))
    [row, _] = claim(work)

    work.outbox.settle([Settlement(row, RowState.blocked, chat_gone=True)])

    assert work.chats.get(ANNA) == chat(ANNA, is_gone=True)
    assert states(connection) == {"1": "blocked", "2": "blocked", "3": "sending"}
