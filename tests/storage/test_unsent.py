"""Rows that are not needed any more are not sent."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from bot.domain.ids import MessageId
from bot.ports import Kind, Lane, RowState, Settlement, Work
from bot.storage.tables import outbox
from tests.storage.rows import prompt, states
from tests.storage.samples import ANNA, BERT, begin, claim, outgoing


def test_cancelling_a_session_ends_its_unsent_rows_only(work: Work, connection: Connection) -> None:
    session = begin(work)
    work.outbox.put(prompt("sending", session.id))
    claim(work)
    work.outbox.put(prompt("prompt", session.id))
    work.outbox.put(outgoing("countdown", kind=Kind.countdown, lane=Lane.countdown, session=session.id))
    work.outbox.put(outgoing("answer", session=session.id))
    work.outbox.put(outgoing("hello"))

    work.outbox.cancel(session.id)

    expected = {"sending": "sending", "prompt": "cancelled", "countdown": "cancelled"}
    assert states(connection) == {**expected, "answer": "pending", "hello": "pending"}
    texts = connection.execute(select(outbox.c.payload).where(outbox.c.state == "cancelled")).scalars()
    assert set(texts) == {None}


def test_a_row_that_comes_back_unsent_after_its_session_moved_on_does_not_leave(
    work: Work, connection: Connection
) -> None:
    """The session was stopped while the call was in flight, so no row of the session is sent any more."""
    session = begin(work)
    work.outbox.put(prompt("prompt", session.id))
    [row] = claim(work)

    work.outbox.cancel(session.id)
    work.outbox.settle([Settlement(row, RowState.pending)])

    assert claim(work) == []
    assert states(connection) == {"prompt": "expired"}


def test_a_newer_edit_replaces_unsent_countdowns_of_the_session(work: Work, connection: Connection) -> None:
    mine, other = begin(work), begin(work, BERT)
    for key, session in (("1", mine), ("2", other)):
        edit = {"kind": Kind.countdown, "lane": Lane.countdown, "session": session.id, "turn": 1}
        work.outbox.put(outgoing(key, session.chat, **edit))
    work.outbox.put(outgoing("3", kind=Kind.edit, session=mine.id, turn=1))

    work.outbox.replace_countdowns(mine.id)

    assert states(connection) == {"1": "cancelled", "2": "pending", "3": "pending"}


def test_a_countdown_that_comes_back_unsent_after_a_newer_edit_does_not_leave(work: Work) -> None:
    """The countdown was in flight when the newer edit was written, and would undo that edit."""
    session = begin(work)
    countdown = outgoing("1", kind=Kind.countdown, lane=Lane.countdown, session=session.id)
    work.outbox.put(replace(countdown, edits=MessageId(7)))
    [row] = claim(work)

    work.outbox.replace_countdowns(session.id)
    work.outbox.settle([Settlement(row, RowState.pending)])

    assert claim(work) == []


def test_a_newer_change_of_a_message_takes_the_place_of_what_waits_for_it(
    work: Work, connection: Connection
) -> None:
    """Also when a late edit becomes a new message, or only the buttons are removed."""
    work.outbox.put(outgoing("1", kind=Kind.edit, edits=MessageId(7)))
    claim(work, limit=0, people=60)  # late, and held back by the pace
    work.outbox.put(outgoing("2", kind=Kind.tidy, edits=MessageId(7), keys_only=True, lane=Lane.countdown))

    work.outbox.replace_edit(ANNA, MessageId(7))

    assert states(connection) == {"1": "cancelled", "2": "cancelled"}
