"""An edit that is late, or whose message is gone, is sent as a new message."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.ids import MessageId
from bot.ports import Kind, Limits, Now, RowState, Settlement, Work
from tests.storage.samples import LEASE, at, claim, outgoing


def test_a_replacement_edits_nothing(work: Work) -> None:
    work.outbox.put(outgoing("1", edits=MessageId(7), keys_only=True))
    [row] = claim(work)

    work.outbox.settle([Settlement(row, RowState.pending, becomes_new=True)])

    [again] = claim(work)
    assert (again.edits, again.keys_only, again.attempts) == (None, False, 2)


@pytest.mark.parametrize(("seconds", "kind"), [(30, Kind.edit), (31, Kind.replacement)])
def test_a_late_edit_is_sent_as_a_new_message(work: Work, seconds: float, kind: Kind) -> None:
    """An edit up to 30 seconds late edits its message.

    A later edit is sent as a new message, and the old message loses its buttons.
    """
    work.outbox.put(outgoing("1", kind=Kind.edit, edits=MessageId(7)))

    [row] = claim(work, people=seconds)
    assert (row.kind, row.edits) == (kind, 7 if kind is Kind.edit else None)

    work.outbox.settle([Settlement(row, RowState.sent, message=MessageId(9 if row.edits is None else 7))])
    tidied = [(each.kind, each.edits, each.keys_only) for each in claim(work, people=seconds)]
    assert tidied == ([] if kind is Kind.edit else [(Kind.tidy, 7, True)])


def test_a_faster_clock_makes_no_edit_late(work: Work) -> None:
    """At sixty times the speed, half a minute is half a real second. A healthy process may need that long."""
    work.outbox.put(outgoing("1", kind=Kind.edit, edits=MessageId(7)))
    swift = Now(at(59), at(1), jitter=timedelta(minutes=1))

    [row] = work.outbox.claim(swift, Limits(1, 1, 1), "here", LEASE)

    assert (row.kind, row.edits) == (Kind.edit, 7)


def test_what_only_changes_keys_stays_an_edit_however_late(work: Work) -> None:
    work.outbox.put(outgoing("1", kind=Kind.edit, edits=MessageId(7), keys_only=True))

    [row] = claim(work, people=3600)

    assert (row.kind, row.edits) == (Kind.edit, 7)
