"""What a tap proves of a message whose call got no usable answer."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bot.domain.ids import MessageId
from bot.ports import RowState, Settlement, Work
from tests.storage.rows import states
from tests.storage.samples import ANNA, claim, outgoing


@pytest.mark.parametrize(
    ("tapped", "arrived"),
    [(20, None), (21, "b"), (22, None), (23, "d"), (9, None)],
    ids=["known", "between", "known too", "after all others", "long before"],
)
def test_a_tap_ends_the_answer_that_lies_where_its_message_does(
    work: Work, connection: Connection, tapped: int, arrived: str | None
) -> None:
    """The messages of a and c are known (20 and 22). Whether b and d arrived was not known."""
    for key in "abcd":
        work.outbox.put(outgoing(key))
        [row] = claim(work)
        number = {"a": MessageId(20), "c": MessageId(22)}.get(key)
        work.outbox.settle([Settlement(row, RowState.sent if number else RowState.unknown, message=number)])

    work.outbox.tapped(ANNA, MessageId(tapped))

    ended = states(connection)
    assert {key for key in "bd" if ended[key] == "sent"} == ({arrived} if arrived else set())
