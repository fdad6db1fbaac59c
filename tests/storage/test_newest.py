"""Whether a message is still the newest of its chat: only then a typed line may answer it."""

from __future__ import annotations

from bot.domain.ids import MessageId
from bot.ports import Row, RowState, Settlement, Work
from tests.storage.samples import ANNA, BERT, claim, outgoing

FIRST, SECOND = MessageId(20), MessageId(22)


def sent(work: Work, key: str, message: MessageId) -> Row:
    """Send a message, and note its number."""
    work.outbox.put(outgoing(key))
    [row] = claim(work)
    work.outbox.settle([Settlement(row, RowState.sent, message=message)])
    return row


def test_only_the_last_message_that_has_come_is_the_newest(work: Work) -> None:
    first = sent(work, "a", FIRST)
    assert work.outbox.is_newest(ANNA, first.id, FIRST)
    assert not work.outbox.is_newest(BERT, first.id, FIRST)

    second = sent(work, "b", SECOND)

    assert not work.outbox.is_newest(ANNA, first.id, FIRST)
    assert work.outbox.is_newest(ANNA, second.id, SECOND)


def test_a_message_that_waits_is_newer_but_not_for_another_chat(work: Work) -> None:
    first = sent(work, "a", FIRST)
    work.outbox.put(outgoing("b", BERT))
    assert work.outbox.is_newest(ANNA, first.id, FIRST)

    work.outbox.put(outgoing("b"))

    assert not work.outbox.is_newest(ANNA, first.id, FIRST)


def test_a_message_that_may_have_arrived_or_was_refused_is_newer(work: Work) -> None:
    for ended in (RowState.unknown, RowState.failed):
        first = sent(work, f"{ended} 1", FIRST)
        work.outbox.put(outgoing(f"{ended} 2"))
        [row] = claim(work)
        work.outbox.settle([Settlement(row, ended)])

        assert not work.outbox.is_newest(ANNA, first.id, FIRST)
