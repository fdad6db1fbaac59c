"""A group becomes a supergroup: its rows go along to the new number."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import Connection, select

from bot.domain.added import Added
from bot.domain.catalogue import TipKey
from bot.domain.done import Deed, Done
from bot.domain.ids import ChatId
from bot.domain.own import Draft
from bot.domain.quiet import Quiet
from bot.domain.tip_choice import TipSeen
from bot.ports import RowState, Settlement, Work
from bot.storage.tables import outbox
from tests.storage.rows import prompt, states
from tests.storage.samples import ANNA, BERT, PIECES, at, begin, chat, claim, outgoing, reminder


@pytest.mark.parametrize("is_known", [False, True])
def test_a_moved_chat_takes_everything_along(work: Work, connection: Connection, is_known: bool) -> None:
    there = ChatId(-100)
    if is_known:
        work.chats.put(chat(there))
        work.outbox.put(outgoing("1", there))
        work.outbox.put(outgoing("new", there, written_at=at(10)))
        work.reminders.add(reminder(there))
        begin(work, there)
        work.own.add(there, "Morning", PIECES)
        work.drafts.put(Draft(there))
    own = work.own.add(ANNA, "Evening", PIECES)
    work.drafts.put(Draft(ANNA, PIECES))
    work.chats.put(chat(ANNA, zone="Asia/Tokyo"))
    ring = work.reminders.add(reminder())
    session = begin(work)
    work.outbox.put(prompt("1", session.id))
    row = next(row for row in claim(work) if row.chat == ANNA)

    work.outbox.settle([Settlement(row, RowState.pending, move_to=there)])

    assert work.chats.get(ANNA) is None
    assert work.chats.get(there) == chat(there, zone="Asia/Tokyo")
    assert work.sessions.live(there) == replace(session, chat=there)
    assert [found.id for found in work.reminders.of(there)] == [ring.id]
    assert [found.name for found in work.own.of(there)] == ["Morning"] * is_known + [own.name]
    assert work.standing(there).draft == Draft(there, PIECES)
    chats_of_rows = connection.execute(select(outbox.c.chat_id)).scalars()
    assert set(chats_of_rows) == {there}
    assert connection.execute(select(outbox.c.state).where(outbox.c.id == row.id)).scalar_one() == "pending"


def test_a_moved_chat_keeps_the_zone_that_only_its_new_number_has(work: Work) -> None:
    """The zone moves too, because reminders need it; settings of the old chat win."""
    evening = Quiet(time(21), time(8))
    work.chats.put(chat(BERT, zone="Europe/Lisbon", quiet=evening))
    work.chats.move(ANNA, BERT)
    moved = work.chats.get(BERT)
    assert moved is not None
    assert (moved.zone, moved.quiet) == ("Europe/Lisbon", evening)

    other = ChatId(-5)
    work.chats.put(chat(other, zone="Asia/Tokyo"))
    work.chats.move(BERT, other)
    again = work.chats.get(other)
    assert again is not None
    assert (again.zone, again.quiet) == ("Europe/Lisbon", evening)


def test_a_moved_chat_keeps_what_only_its_new_number_has(work: Work, connection: Connection) -> None:
    """Reminders, waiting rows, tips already shown and a draft of a routine stay."""
    evening = work.reminders.add(reminder(BERT, 21))
    work.outbox.put(outgoing("there", BERT))
    work.tips.show(BERT, TipKey("chin_tuck"), at(0))
    work.tags_liked.put(BERT, {"desk": 2})
    work.added.add(BERT, Added(at(0).date(), 10, at(0)))
    work.done_days.add(BERT, Done(at(0).date(), Deed.movement, at(0)))
    work.away_days.add_outage(ANNA, [at(0).date()], at(0))
    work.away_days.add_outage(BERT, [at(0).date()], at(0))
    work.drafts.put(Draft(BERT, PIECES))
    morning = work.reminders.add(reminder(ANNA, 9))
    work.outbox.put(outgoing("here", ANNA))

    work.chats.move(ANNA, BERT)

    assert [each.id for each in work.reminders.of(BERT)] == [morning.id, evening.id]
    assert states(connection) == {"there": "pending", "here": "pending"}
    assert work.tips.seen(BERT) == {TipKey("chin_tuck"): TipSeen(at(0))}
    assert work.tags_liked.of(BERT) == {"desk": 2}
    assert [each.minutes for each in work.added.of(BERT)] == [10]
    assert [done.what for done in work.done_days.since(BERT, at(0).date())] == [Deed.movement]
    assert work.away_days.of(BERT) == {at(0).date()}
    assert work.standing(BERT).draft == Draft(BERT, PIECES)
