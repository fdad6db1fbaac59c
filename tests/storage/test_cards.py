"""Prompts and cards of a session: which message an edit changes."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bot.domain.ids import MessageId
from bot.ports import Kind, Lane, RowState, Settlement, Work
from tests.storage.rows import play, prompt, states
from tests.storage.samples import begin, claim, outgoing


def test_an_edit_of_a_card_finds_its_message_when_it_leaves(work: Work) -> None:
    """The card of a turn is its own prompt, or the newest one before it that arrived."""
    session = begin(work)
    for turn, number in ((0, 10), (1, 11), (2, None), (3, 13)):
        play(work, session, turn, number)

    found = {}
    for turn in range(4):
        edit = outgoing(f"edit {turn}", kind=Kind.edit, session=session.id, turn=turn)
        work.outbox.put(edit)
        [row] = claim(work)
        found[turn] = row.edits
        work.outbox.settle([Settlement(row, RowState.sent, message=row.edits)])

    assert found == {0: 10, 1: 11, 2: 11, 3: 13}


def test_the_card_before_a_lost_prompt_keeps_its_buttons(work: Work, connection: Connection) -> None:
    session = begin(work)
    play(work, session, 1, 11)
    play(work, session, 2, None)
    work.outbox.put(outgoing("tidy", kind=Kind.tidy, session=session.id, turn=1))

    assert claim(work) == []
    assert states(connection)["tidy"] == "cancelled"


@pytest.mark.parametrize("end", [RowState.unknown, RowState.cancelled, RowState.expired, RowState.failed])
def test_the_card_before_a_prompt_that_is_not_seen_keeps_its_buttons(work: Work, end: RowState) -> None:
    """Whyever it is not: without them the session could not be steered."""
    session = begin(work)
    play(work, session, 1, 11)
    work.outbox.put(prompt("2", session.id, turn=2, state=end))
    work.outbox.put(outgoing("1", kind=Kind.tidy, lane=Lane.countdown, session=session.id, turn=1))

    assert claim(work) == []


def test_a_card_that_never_arrived_is_not_tidied(work: Work, connection: Connection) -> None:
    session = begin(work)
    play(work, session, 0, None)
    work.outbox.put(outgoing("tidy", kind=Kind.tidy, session=session.id, turn=0))

    assert claim(work) == []
    assert states(connection) == {"0": "unknown", "tidy": "cancelled"}


def test_the_card_is_the_newest_prompt_that_arrived(work: Work) -> None:
    session = begin(work)
    assert work.outbox.card_of(session.id) is None

    for key, number in (("1", 11), ("2", 12), ("3", None)):
        work.outbox.put(prompt(key, session.id))
        [row] = claim(work)
        end = RowState.sent if number else RowState.unknown
        work.outbox.settle([Settlement(row, end, message=MessageId(number) if number else None)])

    assert work.outbox.card_of(session.id) == 12


def test_a_tap_proves_that_an_unknown_prompt_arrived(work: Work, connection: Connection) -> None:
    session = begin(work)
    play(work, session, 0, 10)
    play(work, session, 1, None)

    work.outbox.arrived(session.id, 1, MessageId(11))

    assert states(connection) == {"0": "sent", "1": "sent"}
    assert work.outbox.card_of(session.id) == 11
