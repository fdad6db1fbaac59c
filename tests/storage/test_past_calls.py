"""What the outbox tells about earlier calls."""

from __future__ import annotations

from datetime import timedelta

from bot.ports import Lane, PastCall, RowState, Settlement
from bot.storage.work import OpenWork
from tests.storage.samples import ANNA, BERT, NOON, claim, outgoing


def test_calls_are_told_in_the_order_in_which_their_rows_were_claimed(work: OpenWork) -> None:
    """Calls with and without an answer count. Rows that still wait and older claims are left out."""
    work.outbox.put(outgoing("old", ANNA))
    claim(work, people=0)
    work.outbox.put(outgoing("ring", BERT, lane=Lane.reminder))
    [answered] = claim(work, people=30)
    work.outbox.settle([Settlement(answered, RowState.sent)])
    work.outbox.put(outgoing("reply", BERT))
    claim(work, people=40)
    work.outbox.put(outgoing("waits", BERT))

    past = work.outbox.claimed_since(NOON + timedelta(seconds=10))

    assert past == [
        PastCall(BERT, Lane.reminder, NOON + timedelta(seconds=30), is_answered=True),
        PastCall(BERT, Lane.reply, NOON + timedelta(seconds=40), is_answered=False),
    ]
