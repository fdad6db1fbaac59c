"""Telegram has told the bot to wait: a chat gets nothing until then."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bot.domain.ids import ChatId
from bot.ports import Kind, Lane, RowState, Settlement, Work
from tests.storage.samples import ANNA, BERT, at, chat, claim, outgoing


def hold(work: Work, to: ChatId, until: int) -> None:
    """Let Telegram refuse a message for `to`, `until` so many seconds after noon."""
    work.outbox.put(outgoing("refused", to))
    [row] = [row for row in claim(work) if row.chat == to]
    work.outbox.settle([Settlement(row, RowState.pending, not_before=at(until), hold_chat=True)])


def test_a_held_chat_waits_and_others_do_not(work: Work) -> None:
    work.outbox.put(outgoing("1"))
    work.outbox.put(outgoing("2", kind=Kind.reminder, lane=Lane.reminder))
    [row] = claim(work)
    work.outbox.put(outgoing("3", BERT))

    work.outbox.settle([Settlement(row, RowState.pending, not_before=at(30), hold_chat=True)])

    assert [row.chat for row in claim(work, wire=29)] == [BERT]
    assert [row.chat for row in claim(work, wire=30)] == [ANNA]


@pytest.mark.parametrize("lane", Lane)
def test_what_is_written_while_a_chat_is_held_waits_too(work: Work, lane: Lane) -> None:
    """Urgent rows wait as well, and changing a setting meanwhile does not end the hold."""
    hold(work, ANNA, 30)
    work.chats.put(chat(ANNA, zone="Asia/Tokyo"))
    work.outbox.put(outgoing("2", lane=lane))

    assert claim(work, wire=29) == []
    # An answer waits too: only urgent rows and the messages of a session leave before it.
    first = lane if lane in (Lane.urgent, Lane.session) else Lane.reply
    assert [row.lane for row in claim(work, wire=30)] == [first]


def test_a_shorter_hold_does_not_end_a_longer_one(work: Work) -> None:
    for number in (1, 2):
        work.outbox.put(outgoing(str(number)))
    [row] = claim(work)
    work.outbox.settle([Settlement(row, RowState.pending, not_before=at(30), hold_chat=True)])
    [again] = claim(work, wire=30)

    work.outbox.settle([Settlement(again, RowState.pending, not_before=at(20), hold_chat=True)])

    assert claim(work, wire=29) == []
    assert len(claim(work, wire=30)) == 1


def test_a_hold_is_cut_at_the_start(work: Work) -> None:
    """The holds of the chat and of its rows are cut. A shorter hold stays as it is."""
    hold(work, ANNA, 3600)
    hold(work, BERT, 30)

    work.outbox.hold_until_at_most(at(60))

    assert [row.chat for row in claim(work, wire=30)] == [BERT]
    assert [row.chat for row in claim(work, wire=60)] == [ANNA]


@pytest.mark.parametrize(("old", "new"), [(30, None), (None, 30), (30, 20), (20, 30)])
def test_a_moved_chat_is_held_as_long_as_either_number(
    work: Work, connection: Connection, old: int | None, new: int | None
) -> None:
    there = ChatId(-100)
    work.chats.put(chat(there))
    for number, until in ((ANNA, old), (there, new)):
        if until is not None:
            hold(work, number, until)

    work.chats.move(ANNA, there)
    work.outbox.put(outgoing("written there", there))

    assert there not in [row.chat for row in claim(work, wire=29)]
    assert there in [row.chat for row in claim(work, wire=30)]
