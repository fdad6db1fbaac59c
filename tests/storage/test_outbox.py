"""Rows of the outbox: how they are written, claimed and ended."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, select

from bot.domain.ids import MessageId
from bot.ports import Kind, Lane, RowState, Settlement, Work
from bot.storage.tables import outbox
from tests.storage.samples import ANNA, BERT, HELLO, at, claim, outgoing

ENDS = [state for state in RowState if state not in (RowState.pending, RowState.sending)]


def test_a_key_is_written_once_per_chat_and_kind(work: Work) -> None:
    assert work.outbox.put(outgoing("1"))
    assert not work.outbox.put(outgoing("1"))
    assert work.outbox.put(outgoing("1", BERT))
    assert work.outbox.put(outgoing("1", kind=Kind.edit))


def test_a_key_is_known_of_its_chat_and_kind_sent_or_not(work: Work) -> None:
    work.outbox.put(outgoing("1"))
    work.outbox.put(outgoing("2", state=RowState.sent))
    work.outbox.put(outgoing("3", BERT))
    work.outbox.put(outgoing("4", kind=Kind.edit))

    assert [work.outbox.has(ANNA, Kind.reply, [key]) for key in "12345"] == [True, True, False, False, False]
    assert work.outbox.has(ANNA, Kind.reply, ["5", "2"])


def test_a_row_planned_too_late_keeps_no_text(work: Work, connection: Connection) -> None:
    work.outbox.put(outgoing("1", state=RowState.expired))

    assert connection.execute(select(outbox.c.payload)).scalar_one() is None
    assert claim(work) == []


def test_a_claimed_row_carries_all_that_the_courier_needs(work: Work) -> None:
    work.outbox.put(outgoing("1", edits=MessageId(7), keys_only=True))

    [row] = claim(work)

    assert (row.chat, row.kind, row.lane, row.message) == (ANNA, Kind.reply, Lane.reply, HELLO)
    assert (row.language, row.edits, row.keys_only) == ("en", 7, True)
    assert (row.fence, row.sends, row.attempts) == (1, 0, 1)


@pytest.mark.parametrize("end", ENDS)
def test_an_end_state_keeps_no_text(work: Work, connection: Connection, end: RowState) -> None:
    work.outbox.put(outgoing("1"))
    [row] = claim(work)

    assert work.outbox.settle([Settlement(row, end, message=MessageId(5), error="why")]) == 1

    stored = connection.execute(select(outbox)).one()
    assert (stored.state, stored.payload, stored.message_id, stored.error) == (end, None, 5, "why")
    assert (stored.owner, stored.lease_until) == (None, None)


def test_a_row_sent_back_waits_by_the_wire_and_keeps_its_counts(work: Work) -> None:
    work.outbox.put(outgoing("1", edits=MessageId(7), keys_only=True))
    [row] = claim(work)
    back = Settlement(row, RowState.pending, not_before=at(60), attempts=0, sends=2)
    work.outbox.settle([back])

    assert claim(work, people=1000, wire=59) == []
    [again] = claim(work, wire=60)

    assert (again.fence, again.attempts, again.sends) == (2, 1, 2)
    assert (again.edits, again.keys_only) == (7, True)


def test_stuck_rows_are_those_left_in_sending_and_stay_so_until_settled(work: Work) -> None:
    work.outbox.put(outgoing("1"))
    work.outbox.put(outgoing("2", BERT))
    left = claim(work)

    assert sorted(work.outbox.take_stuck(), key=lambda row: row.id) == left
    assert work.outbox.settle([Settlement(row, RowState.unknown) for row in work.outbox.take_stuck()]) == 2
    assert work.outbox.take_stuck() == []


def test_the_id_of_a_row_is_not_given_again(work: Work, connection: Connection) -> None:
    work.outbox.put(outgoing("1", BERT))
    [gone] = claim(work)
    work.chats.forget(BERT)
    work.outbox.put(outgoing("1"))

    assert connection.execute(select(outbox.c.id)).scalar_one() > gone.id
