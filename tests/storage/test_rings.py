"""Rings of reminders in the outbox."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain.ids import MessageId, ReminderId
from bot.ports import RowState, Settlement, Work
from tests.storage.rows import ring, states
from tests.storage.samples import ANNA, BERT, at, claim, reminder


def test_rings_that_have_not_left_are_cancelled(work: Work, connection: Connection) -> None:
    """Of one reminder of one chat, or of all of the chat."""
    for key, to in (("7:2026-11-23", ANNA), ("70:2026-11-23", ANNA), ("7:2026-11-24", BERT)):
        work.outbox.put(ring(key, to))

    work.outbox.cancel_rings(ANNA, ReminderId(7))
    one = states(connection)
    work.outbox.cancel_rings(ANNA)

    assert one == {"7:2026-11-23": "cancelled", "70:2026-11-23": "pending", "7:2026-11-24": "pending"}
    assert states(connection) == {**one, "70:2026-11-23": "cancelled"}


def test_a_tap_proves_that_a_ring_arrived_and_no_copy_follows(work: Work, connection: Connection) -> None:
    """An unanswered ring waits to be sent again; the tap ends that, for this reminder only."""
    for key, to in (("7:2026-11-23", ANNA), ("70:2026-11-23", ANNA), ("7:2026-11-22", BERT)):
        work.outbox.put(ring(key, to))
        [row] = claim(work)
        work.outbox.settle([Settlement(row, RowState.pending, not_before=at(60), sends=1)])
    work.outbox.put(ring("7:2026-11-24"))

    work.outbox.ring_arrived(ANNA, ReminderId(7), MessageId(5))

    assert states(connection) == {
        "7:2026-11-23": "sent",
        "70:2026-11-23": "pending",
        "7:2026-11-22": "pending",
        "7:2026-11-24": "pending",
    }


def test_a_ring_outlives_its_reminder(work: Work, connection: Connection) -> None:
    """A row that may have arrived keeps the id of its deleted reminder: a tap can still confirm the row."""
    deleted = work.reminders.add(reminder())
    work.outbox.put(ring(f"{deleted.id}:2026-11-23"))
    work.outbox.settle([Settlement(row, RowState.unknown, sends=3) for row in claim(work)])

    work.reminders.drop(ANNA, deleted.id)
    unknown = states(connection)
    work.outbox.ring_arrived(ANNA, deleted.id, MessageId(5))

    assert [*unknown.values(), *states(connection).values()] == ["unknown", "sent"]
    assert work.reminders.add(reminder()).id != deleted.id
