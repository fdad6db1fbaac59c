"""The sweep deletes receipts and other rows that are kept for a limited time."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.domain import walk
from bot.domain.added import Added
from bot.domain.done import Deed, Done
from bot.domain.ids import MessageId, UpdateId
from bot.domain.plan import EVERY_CUE, Cues, Pace
from bot.domain.quiet import Quiet
from bot.ports import Kind, Lane, Now, Retention, RowState, Settlement, Work
from bot.storage.remains import Remains
from bot.storage.tables import receipts
from bot.storage.work import OpenWork
from tests.storage.rows import prompt, states
from tests.storage.samples import ANNA, BERT, NOON, PIECES, at, begin, chat, claim, now, outgoing

DAY = 24 * 3600


def receipts_in(connection: Connection) -> set[int]:
    return set(connection.execute(select(receipts.c.update_id)).scalars())


def test_a_chat_of_which_nothing_is_known_is_swept_away(work: Work) -> None:
    work.chats.put(chat(BERT, zone="Asia/Tokyo"))

    work.receipts.sweep(now(0))

    assert work.chats.get(ANNA) is None
    assert work.chats.get(BERT) is not None


@pytest.mark.parametrize(
    "chosen",
    [
        {"quiet": Quiet(time(21), time(8))},
        {"pace": Pace.practised},
        {"cues": EVERY_CUE & ~Cues.half},
        {"asks_rating": False},
    ],
)
def test_what_somebody_has_chosen_is_kept_though_they_never_began(work: Work, chosen: dict[str, Any]) -> None:
    anna = replace(chat(ANNA), **chosen)
    work.chats.put(anna)

    work.receipts.sweep(now(0))

    assert work.chats.get(ANNA) == anna


def test_the_broom_takes_what_is_older_than_48_hours(work: Work, connection: Connection) -> None:
    old = at(0) - timedelta(hours=48, seconds=1)
    live, ended = begin(work), begin(work, BERT)
    work.sessions.put(walk.stop(ended, at(1)))
    work.outbox.put(prompt("card", live.id, written_at=old))
    work.outbox.put(outgoing("done", BERT, session=ended.id, written_at=old))
    work.outbox.settle([Settlement(row, RowState.sent, message=MessageId(1)) for row in claim(work)])
    work.outbox.put(outgoing("waiting", written_at=old))
    work.outbox.put(outgoing("young", state=RowState.expired))
    work.receipts.write([UpdateId(1)], Now(old, old))
    work.receipts.write([UpdateId(2)], now(0))

    work.receipts.sweep(now(0))

    assert states(connection) == {"card": "sent", "waiting": "pending", "young": "expired"}
    assert receipts_in(connection) == {2}


def test_receipts_are_kept_for_48_hours_of_the_wires_time(work: Work, connection: Connection) -> None:
    """Moving people's time does not matter, because Telegram keeps updates by wire time."""
    work.receipts.write([UpdateId(1)], Now(at(-9 * DAY), at(0)))
    work.receipts.sweep(Now(at(9 * DAY), at(2 * DAY)))
    assert receipts_in(connection) == {1}

    work.receipts.sweep(Now(at(0), at(2 * DAY + 1)))
    assert receipts_in(connection) == set()


def test_what_may_not_have_arrived_is_kept_for_a_month_to_be_mentioned(
    work: Work, connection: Connection
) -> None:
    """Once the person has been told, the row is deleted like all others."""
    for key in ("lost", "lost too"):
        work.outbox.put(outgoing(key, kind=Kind.reminder, lane=Lane.reminder))
        work.outbox.settle([Settlement(row, RowState.unknown) for row in claim(work)])

    work.receipts.sweep(now(29 * DAY))
    assert states(connection) == {"lost": "unknown", "lost too": "unknown"}
    work.receipts.sweep(now(30 * DAY + 1))
    assert states(connection) == {}


def test_receipts_make_a_replay_harmless(work: Work, connection: Connection) -> None:
    assert work.receipts.write([], now(0)) == set()
    assert work.receipts.write([UpdateId(1), UpdateId(2)], now(0)) == {1, 2}
    assert work.receipts.write([UpdateId(2), UpdateId(3)], now(1)) == {3}
    assert work.receipts.write([UpdateId(3)], now(2)) == set()

    assert receipts_in(connection) == {1, 2, 3}


def test_a_receipt_that_is_taken_back_can_be_written_again(work: Work, connection: Connection) -> None:
    work.receipts.write([UpdateId(1), UpdateId(2)], now(0))

    work.receipts.take_back([])
    work.receipts.take_back([UpdateId(1), UpdateId(3)])

    assert receipts_in(connection) == {2}
    assert work.receipts.write([UpdateId(1)], now(1)) == {1}


def test_many_receipts_are_written_at_once(work: Work, connection: Connection) -> None:
    many = [UpdateId(number) for number in range(1, 2501)]

    assert work.receipts.write(many, now(0)) == set(many)
    assert work.receipts.write(many, now(1)) == set()
    assert receipts_in(connection) == set(many)


def test_the_name_of_a_deleted_routine_goes_with_its_last_session(
    work: OpenWork, connection: Connection
) -> None:
    """A routine that is not deleted stays, and so does a session that is on."""
    gone, other = work.own.add(ANNA, "Gone", PIECES), work.own.add(ANNA, "Other", PIECES)
    ended = walk.stop(replace(begin(work), routine=gone.key), at(1))
    work.sessions.put(ended)
    work.own.drop(gone)
    live = begin(work)
    keeping = OpenWork(connection, Remains(), Retention(history=timedelta(days=1)))

    keeping.receipts.sweep(now(DAY))
    assert work.own.get(gone.id) is not None

    keeping.receipts.sweep(now(DAY + 2))
    assert work.own.get(gone.id) is None
    assert work.own.get(other.id) is not None
    assert work.sessions.get(ended.id) is None
    assert work.sessions.get(live.id) is not None


def test_days_are_kept_no_longer_than_sessions(work: OpenWork, connection: Connection) -> None:
    """`/privacy` says one time for all that was done."""
    kept, gone = NOON.date() + timedelta(days=4), NOON.date() + timedelta(days=3)
    for each in (gone, kept):
        work.done_days.add(ANNA, Done(each, Deed.massage, NOON))
        work.away_days.add(ANNA, [each], NOON)
        work.away_days.add_outage(ANNA, [each], NOON)
        work.added.add(ANNA, Added(each, 10, NOON))

    OpenWork(connection, Remains()).receipts.sweep(now(14 * DAY))
    assert len(work.done_days.since(ANNA, gone)) == 2
    keeping = OpenWork(connection, Remains(), Retention(history=timedelta(days=10)))
    keeping.receipts.sweep(now(14 * DAY))

    assert [each.on for each in work.done_days.since(ANNA, gone)] == [kept]
    assert [each.on for each in work.added.of(ANNA)] == [kept]
    assert work.away_days.of(ANNA) == {kept}
