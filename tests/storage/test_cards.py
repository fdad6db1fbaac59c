"""Prompts and cards of a session: which message an edit changes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection

from bot.domain.ids import MessageId
from bot.ports import Kind, Lane, RowState, Settlement, Work
from tests.storage.rows import play, prompt, states
from tests.storage.samples import BERT, at, begin, claim, outgoing, text


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
    """Whatever the reason: without the buttons nobody could steer the session."""
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


# The prompt of the turn, and how it stands after the card has got its new text.
PROMPTS = {
    RowState.cancelled: "pending",
    RowState.pending: "pending",
    RowState.sent: "sent",
    RowState.expired: "expired",
}


@pytest.mark.parametrize(("stands", "then"), PROMPTS.items(), ids=PROMPTS.keys())
@pytest.mark.parametrize("moved_on", [False, True], ids=["in the same state", "in another state"])
def test_a_new_text_of_the_card_takes_the_place_of_what_waits(
    work: Work, connection: Connection, stands: RowState, then: str, moved_on: bool
) -> None:
    session, other = begin(work), begin(work, BERT)
    work.outbox.put(prompt("before", session.id, turn=1, state=RowState.cancelled))
    work.outbox.put(prompt("prompt", session.id, turn=2, state=stands, expires_at=at(9)))
    card: dict[str, Any] = {"session": session.id, "turn": 2}
    work.outbox.put(outgoing("edit", kind=Kind.edit, **card))
    work.outbox.put(outgoing("countdown", kind=Kind.countdown, lane=Lane.countdown, **card))
    work.outbox.put(outgoing("tidy", kind=Kind.tidy, lane=Lane.countdown, session=session.id, turn=1))
    work.outbox.put(outgoing("answer", session=session.id))
    work.outbox.put(outgoing("theirs", BERT, kind=Kind.edit, session=other.id, turn=2))

    revived = work.outbox.make_way(session.id, 2, text("new"), moved_on=moved_on)

    assert states(connection) == {
        "before": "cancelled",
        "prompt": then,
        "edit": "cancelled",
        "countdown": "cancelled",
        "tidy": "pending",
        "answer": "pending",
        "theirs": "pending",
    }
    gets_new_words = stands is RowState.cancelled or (moved_on and stands is RowState.pending)
    assert revived == gets_new_words
    if gets_new_words:
        [row] = [each for each in claim(work, people=10) if each.kind is Kind.prompt]
        assert row.message == text("new")


@pytest.mark.parametrize("moved_on", [False, True])
def test_a_prompt_in_flight_is_recalled_only_if_the_session_moved_on(work: Work, moved_on: bool) -> None:
    session = begin(work)
    work.outbox.put(prompt("prompt", session.id, turn=2))
    [row] = claim(work)

    assert not work.outbox.make_way(session.id, 2, text("new"), moved_on=moved_on)
    work.outbox.settle([Settlement(row, RowState.pending)])

    assert [each.message for each in claim(work)] == ([] if moved_on else [row.message])


def test_a_prompt_that_may_have_arrived_is_not_given_other_words(work: Work, connection: Connection) -> None:
    session = begin(work)
    work.outbox.put(prompt("prompt", session.id, turn=2))
    [row] = claim(work)
    work.outbox.settle([Settlement(row, RowState.pending, sends=1)])

    assert not work.outbox.make_way(session.id, 2, text("new"), moved_on=True)

    assert states(connection) == {"prompt": "cancelled"}
