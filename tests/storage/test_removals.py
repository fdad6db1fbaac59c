"""Rows about the message of another row: removals of cues."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, delete, select

from bot.domain.ids import MessageId
from bot.ports import Kind, RowState, Settlement, Work
from bot.storage.tables import outbox
from tests.storage.rows import cue, removal, states
from tests.storage.samples import BERT, begin, claim, outgoing


def test_a_removal_deletes_the_cue_of_its_key(work: Work) -> None:
    """It deletes no other cue of the session, and no cue with the same key in another session."""
    mine, other = begin(work), begin(work, BERT)
    cue(work, mine, "1:1:side", 11)
    cue(work, mine, "1:2:side", 12)
    work.outbox.put(outgoing("1:1:side", BERT, kind=Kind.cue, session=other.id))
    [row] = claim(work)
    work.outbox.settle([Settlement(row, RowState.sent, message=MessageId(99))])

    work.outbox.put(removal("1:1:side", mine.id))

    [row] = claim(work)
    assert (row.kind, row.edits) == (Kind.removal, MessageId(11))


def test_a_cue_that_nobody_saw_arrive_is_left_alone(work: Work, connection: Connection) -> None:
    """The message id is not known, so the message cannot be deleted."""
    session = begin(work)
    cue(work, session, "1:1:side", None)
    assert work.outbox.put(removal("1:1:side", session.id))

    assert claim(work) == []
    ends = connection.execute(select(outbox.c.state).where(outbox.c.kind == Kind.removal.value))
    assert [*ends.scalars()] == ["cancelled"]


def test_a_cue_that_was_never_said_is_not_removed(work: Work, connection: Connection) -> None:
    """A removal for a row that does not exist is not written."""
    session = begin(work)

    assert not work.outbox.put(removal("1:1:half", session.id))

    assert states(connection) == {}


def test_what_is_about_a_row_that_has_been_swept_away_does_not_leave(
    work: Work, connection: Connection
) -> None:
    session = begin(work)
    cue(work, session, "1:1:side", 11)
    work.outbox.put(removal("1:1:side", session.id))
    connection.execute(delete(outbox).where(outbox.c.kind == Kind.cue.value))

    assert claim(work) == []
    assert states(connection) == {"1:1:side": "cancelled"}


def test_only_what_the_table_of_kinds_names_is_about_another_row(work: Work) -> None:
    with pytest.raises(ValueError, match="about no other row"):
        work.outbox.put(outgoing("1", about="2"))


def test_a_removal_outlives_the_end_of_its_session(work: Work, connection: Connection) -> None:
    session = begin(work)
    cue(work, session, "1:1:side", 11)
    work.outbox.put(removal("1:1:side", session.id))

    work.outbox.cancel(session.id)

    removed = connection.execute(select(outbox.c.state).where(outbox.c.kind == Kind.removal.value))
    assert removed.scalar_one() == "pending"
