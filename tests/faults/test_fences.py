"""A late result of an older claim changes nothing, because the row was claimed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.outcomes import settle
from bot.domain.catalogue import Catalogue
from bot.domain.ids import ChatId, MessageId
from bot.ports import Ambiguous, Gone, Limits, Moved, NotSent, Now, Outcome, Refused, RetryAt, Sent, Work
from bot.storage.database import open_database
from tests.faults import crowd
from tests.faults.ledger import new_ledger
from tests.faults.scene import TEN
from tests.storage.samples import outgoing

CHAT = 4001
LEASE = timedelta(minutes=2)
OUTCOMES: list[Outcome] = [
    Sent(MessageId(7)),
    RetryAt(timedelta(seconds=5)),
    Gone(),
    Moved(ChatId(-100)),
    Refused("no"),
    NotSent(),
    Ambiguous(),
]


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: type(outcome).__name__)
async def test_a_result_under_an_older_fence_changes_no_row(
    tmp_path: Path, catalogue: Catalogue, outcome: Outcome
) -> None:
    """Claimed, given back, claimed again: only the second claim's result counts."""
    now = Now(people=TEN, wire=TEN)
    ledger = new_ledger(tmp_path)
    database = open_database(ledger.url)
    await database.migrate()

    def claim_twice(work: Work) -> list[Any]:
        crowd.known(work, catalogue, CHAT)
        work.outbox.put(outgoing("one", ChatId(CHAT), written_at=TEN))
        work.outbox.put(outgoing("two", ChatId(CHAT), written_at=TEN))
        [older] = work.outbox.claim(now, Limits(1, 1, 1), "older", LEASE)
        assert work.outbox.settle([replace(settle(older, NotSent(), now), not_before=now.wire)]) == 1
        [newer] = work.outbox.claim(now, Limits(1, 1, 1), "newer", LEASE)
        assert (newer.id, newer.fence) == (older.id, older.fence + 1)
        return [older, newer]

    older, newer = await database.run(claim_twice)
    before = [ledger.rows(), ledger.ask("select * from chats")]

    counted = await database.run(lambda work: work.outbox.settle([settle(older, outcome, now)]))

    assert counted == 0
    assert [ledger.rows(), ledger.ask("select * from chats")] == before
    assert await database.run(lambda work: work.outbox.settle([settle(newer, outcome, now)])) == 1
    assert ledger.rows() != before[0]
    await database.close()
