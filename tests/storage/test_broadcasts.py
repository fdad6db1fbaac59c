"""Broadcasts: drafts, the one that is on its way, who gets it, and what became of its messages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.ids import ChatId, MessageId
from bot.domain.message import phrase
from bot.domain.quiet import Quiet
from bot.domain.written import Look, Mark, Written
from bot.ports import Ended, Kind, Lane, RowState, Settlement, Wait, Work
from bot.storage import migrations
from bot.storage.server import connect, server_url
from bot.storage.server_store import LeftToServer
from bot.storage.work import OpenWork
from tests.storage.samples import ANNA, BERT, at, begin, chat, claim, outgoing, text

NEWS = Written("New: 6 o'clock 🕕", (Mark(Look.bold, 0, 3), Mark(Look.link, 5, 9, "https://example.org")))
CARL, DORA, EMIL = ChatId(11), ChatId(12), ChatId(13)


def write(work: Work, key: str, to: ChatId) -> None:
    work.outbox.put(outgoing(key, to, kind=Kind.news, lane=Lane.news, expires_at=at(60)))


def test_a_draft_comes_back_the_same_and_takes_the_place_of_an_earlier_one(work: Work) -> None:
    first = work.broadcasts.draft(ANNA, Written("Old"), at(0))
    draft = work.broadcasts.draft(ANNA, NEWS, at(0))

    assert work.broadcasts.get(first.id) is None
    assert work.broadcasts.get(draft.id) == draft
    assert (draft.news, draft.is_on) == (NEWS, False)
    assert work.broadcasts.on_its_way() is None
    assert work.broadcasts.take_due(at(9)) is None

    work.broadcasts.sweep(at(0))
    assert work.broadcasts.get(draft.id) == draft
    work.broadcasts.sweep(at(1))
    assert work.broadcasts.get(draft.id) is None


def test_a_row_of_the_outbox_keeps_the_formatting(work: Work) -> None:
    said = text("x")
    work.outbox.put(outgoing("a", message=replace(said, parts=(phrase("format.verbatim", text=NEWS),))))

    [row] = claim(work)

    assert row.message.parts[0].args["text"] == NEWS


def test_one_is_on_its_way_at_most_and_its_next_step_is_taken_when_it_is_due(work: Work) -> None:
    draft, other = (work.broadcasts.draft(to, NEWS, at(0)) for to in (ANNA, BERT))
    work.broadcasts.begin(draft.id, MessageId(9), 7, at(5))

    with pytest.raises(IntegrityError), work.savepoint():
        work.broadcasts.begin(other.id, None, 7, at(5))

    assert work.broadcasts.take_due(at(4)) is None
    taken = work.broadcasts.take_due(at(5))
    assert taken is not None
    assert taken == work.broadcasts.on_its_way()
    assert (taken.card, taken.total, taken.reached) == (MessageId(9), 7, 0)
    assert work.broadcasts.take_due(at(-3600)) is not None  # the clock was set back: it does not wait for it

    further = replace(taken, reached=None, due_at=at(8), ended=Ended(3, 2, 1), left_out=4, is_shown=False)
    work.broadcasts.put(further)
    assert work.broadcasts.get(draft.id) == further
    assert further.waiting == 0

    work.broadcasts.stop(draft.id, at(9))
    stopped = work.broadcasts.take_due(at(9))
    assert stopped is not None
    assert stopped.is_stopped
    work.broadcasts.drop(draft.id)
    work.broadcasts.begin(other.id, None, 7, at(10))


def test_who_gets_news_in_the_order_of_their_numbers(work: Work) -> None:
    """Private chats that can be reached and want news, with what the next step must know of each."""
    quiet = Quiet(time(22), time(7))
    work.chats.put(chat(CARL, quiet=quiet))
    work.chats.put(chat(DORA, is_gone=True))
    work.chats.put(chat(EMIL, wants_news=False))
    begin(work, ANNA)

    heard = work.broadcasts.next_after(ChatId(0), 9)

    assert [(each.chat.id, each.in_session) for each in heard] == [(CARL, False), (ANNA, True)]
    assert heard[0].chat.quiet == quiet
    assert work.broadcasts.listeners() == 2
    assert [each.chat.id for each in work.broadcasts.next_after(CARL, 9)] == [ANNA]
    assert [each.chat.id for each in work.broadcasts.next_after(ChatId(0), 1)] == [CARL]


def test_who_waits_for_a_free_moment(work: Work) -> None:
    draft = work.broadcasts.draft(ANNA, NEWS, at(0))
    for number, to in enumerate((CARL, DORA, EMIL)):
        work.chats.put(chat(to))
        work.broadcasts.let_wait(draft.id, [Wait(to, at(20 - number), at(0))])
    work.broadcasts.let_wait(draft.id, [Wait(CARL, at(30), at(1))])  # it is looked at again

    found = work.broadcasts.waiting(draft.id, at(19), 9)
    assert [(each.chat.id, each.since) for each in found] == [(EMIL, at(0)), (DORA, at(0))]
    assert work.broadcasts.next_moment(draft.id) == at(18)

    work.broadcasts.wait_no_more([EMIL, DORA])
    assert work.broadcasts.next_moment(draft.id) == at(30)
    work.chats.forget(CARL)
    assert work.broadcasts.next_moment(draft.id) is None

    for to in (DORA, EMIL):
        work.broadcasts.let_wait(draft.id, [Wait(to, at(20), at(0))])
    assert work.broadcasts.clear_waiting(1)
    assert [work.broadcasts.clear_waiting(2), work.broadcasts.next_moment(draft.id)] == [False, None]

    work.broadcasts.let_wait(draft.id, [Wait(DORA, at(20), at(0))])
    work.chats.forget(ANNA)  # and the broadcast with it
    work.broadcasts.sweep(at(0))
    assert work.broadcasts.next_moment(draft.id) is None


def test_each_message_is_counted_once_and_what_could_not_leave_is_taken_back(work: Work) -> None:
    draft = work.broadcasts.draft(ANNA, NEWS, at(0))
    ends = dict(enumerate([RowState.sent, RowState.sent, RowState.unknown, RowState.failed], 20))
    ends[24] = RowState.blocked
    for number in ends:
        work.chats.put(chat(ChatId(number)))
        write(work, str(draft.id), ChatId(number))
    work.outbox.put(outgoing("no news"))
    assert work.broadcasts.in_the_outbox() == 5
    assert work.broadcasts.count_ended() == Ended()

    work.outbox.settle(
        [Settlement(row, ends.get(row.chat, RowState.sent)) for _ in range(5) for row in claim(work)]
    )

    assert work.broadcasts.in_the_outbox() == 0
    assert work.broadcasts.count_ended() == Ended(sent=2, unknown=1, failed=2)
    assert work.broadcasts.count_ended() == Ended()

    write(work, str(draft.id), BERT)
    assert claim(work, people=60) == []
    assert work.broadcasts.count_ended() == Ended()
    assert work.broadcasts.take_back(draft.id, at(60)) == 1
    assert [each.chat.id for each in work.broadcasts.waiting(draft.id, at(60), 9)] == [BERT]
    write(work, str(draft.id), BERT)
    assert [row.chat for row in claim(work)] == [BERT]


def test_stop_cancels_what_waits_and_lets_nothing_be_sent_again(work: Work) -> None:
    draft = work.broadcasts.draft(ANNA, NEWS, at(0))
    work.broadcasts.begin(draft.id, None, 2, at(0))
    write(work, str(draft.id), ANNA)
    [leaving] = claim(work)
    write(work, str(draft.id), BERT)

    work.broadcasts.stop(draft.id, at(1))
    work.outbox.settle([Settlement(leaving, RowState.pending, not_before=at(2))])

    assert claim(work, people=5) == []
    assert work.broadcasts.in_the_outbox() == 0
    assert work.broadcasts.count_ended() == Ended()
    assert work.broadcasts.take_back(draft.id, at(5)) == 0


def test_of_two_processes_one_does_a_step_and_the_other_does_not_wait(
    new_postgres: Callable[[], str],
) -> None:
    """On SQLite there is one process."""
    url = server_url(new_postgres())
    with closing(connect(url)) as one, closing(connect(url)) as other:
        migrations.upgrade(one)
        with one.begin():
            of_one = OpenWork(one, LeftToServer())
            of_one.chats.put(chat(ANNA))
            of_one.broadcasts.begin(of_one.broadcasts.draft(ANNA, NEWS, at(0)).id, None, 1, at(0))

        of_other = OpenWork(other, LeftToServer())
        with one.begin():
            taken = of_one.broadcasts.take_due(at(1))
            assert taken is not None
            of_one.broadcasts.put(replace(taken, due_at=at(2)))
            with other.begin():
                assert of_other.broadcasts.take_due(at(1)) is None
        with other.begin():
            assert of_other.broadcasts.take_due(at(1)) is None
            assert of_other.broadcasts.take_due(at(2)) is not None
