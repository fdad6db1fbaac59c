"""Two processes with one database: within a chat everything happens one after the other, and once."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.ids import ChatId, UpdateId
from bot.ports import (
    CannotWrite,
    Kind,
    Lane,
    Limits,
    NotTheIntake,
    Row,
    RowState,
    Settlement,
    Turn,
    TurnRule,
    Work,
)
from bot.storage.database import MOST_TRIES, Database, DatabaseInUse, open_database
from bot.storage.migrations import migrations_folder, revisions
from bot.timing.clock import SystemClock
from tests.postgres import command
from tests.storage.samples import ANNA, BERT, NOON, begin, chat, now, outgoing, reminder
from tests.storage.test_server import END_ALL
from tests.together.conftest import clashing

RULE = TurnRule(5, timedelta(seconds=1), timedelta(seconds=4))
MANY = Limits(100, 100, 100, slow=100)
LEASE = timedelta(seconds=60)
SOON = "SET SESSION idle_in_transaction_session_timeout = '400ms'"
FOR_EVER = timedelta(days=1)


def claim(work: Work, owner: str = "one", people: float = 0) -> list[Row]:
    return work.outbox.claim_shared(now(people), lambda: MANY, owner, LEASE, RULE)[0]


def knows(work: Work) -> None:
    work.chats.put(chat(ANNA))
    work.chats.put(chat(BERT))


def answers_anna(work: Work, times: int) -> None:
    knows(work)
    for number in range(times):
        work.outbox.put(outgoing(str(number), ANNA))


def sends_all(work: Work, people: float) -> int:
    """Claim what may leave at a moment, as sent; return how many rows that were."""
    rows = claim(work, people=people)
    work.outbox.settle([Settlement(row, RowState.sent) for row in rows])
    return len(rows)


@asynccontextmanager
async def at_work(database: Database, do: Callable[[Work], object], *chats: ChatId) -> AsyncIterator[None]:
    """Let a process have an open unit of work that has done `do`; it is committed at the end."""
    has_done, may_end = threading.Event(), threading.Event()

    def unit(work: Work) -> None:
        do(work)
        has_done.set()
        may_end.wait(30)

    working = asyncio.create_task(database.run(unit, chats=chats))
    await asyncio.to_thread(has_done.wait, 30)
    try:
        yield
    finally:
        may_end.set()
        await working


async def test_what_two_processes_do_in_a_chat_is_done_one_after_the_other(
    one: Database, other: Database
) -> None:
    """Each reads, and writes what it has read plus one. The chat is not known at first."""

    def count(work: Work) -> bool:
        known = work.chats.get(ANNA)
        work.chats.put(chat(zone=str(int(known.zone or 0) + 1 if known else 1)))
        return known is None

    units = [database.run(count, chats=[ANNA]) for _ in range(30) for database in (one, other)]
    were_new = await asyncio.gather(*units)

    assert sum(were_new) == 1
    assert await one.run(lambda work: work.chats.get(ANNA)) == chat(zone="60")


async def test_a_ring_that_expires_lets_its_day_wait(one: Database, other: Database) -> None:
    """Also one of a chat that is free only with the next claim, and no ring twice."""

    def rings(work: Work) -> None:
        knows(work)
        for who in (ANNA, BERT):
            ring = {"kind": Kind.reminder, "lane": Lane.reminder, "expires_at": NOON + LEASE}
            work.outbox.put(outgoing("1:2026-11-22", who, **ring))

    await one.run(rings)
    async with at_work(other, lambda work: work.chats.get(ANNA), ANNA):
        await one.run(partial(claim, people=61))
        assert await one.run(lambda work: work.away_days.of(ANNA)) == set()
        assert await one.run(lambda work: work.away_days.of(BERT)) == {NOON.date()}
    for database in (one, other):
        await database.run(partial(claim, people=62))

    assert await one.run(lambda work: work.away_days.of(ANNA)) == {NOON.date()}


async def test_processes_that_want_the_same_chats_never_wait_for_each_other(
    one: Database, other: Database
) -> None:
    await one.run(knows)
    units = [one.run(knows, chats=[ANNA, BERT, ChatId(7)]) for _ in range(20)]
    units += [other.run(knows, chats=[ChatId(7), BERT, ANNA]) for _ in range(20)]

    async with asyncio.timeout(30):
        await asyncio.gather(*units)


async def test_an_update_has_one_effect_whichever_process_takes_it(one: Database, other: Database) -> None:
    updates = [UpdateId(number) for number in range(20)]
    takes = [
        database.run(lambda work: work.receipts.write(updates, now()), chats=[ANNA])
        for database in (one, other, one, other)
    ]

    assert Counter(number for taken in await asyncio.gather(*takes) for number in taken) == Counter(updates)


async def test_a_row_is_claimed_once_and_a_chat_has_one_call_in_flight(
    one: Database, other: Database
) -> None:
    chats = [ChatId(number) for number in range(1, 11)]

    def write(work: Work) -> None:
        for number in chats:
            work.chats.put(chat(number))
            for key in "abc":
                work.outbox.put(outgoing(key, number))

    await one.run(write)
    claims = [database.run(claim) for _ in range(10) for database in (one, other)]
    claimed = [row for rows in await asyncio.gather(*claims) for row in rows]

    assert sorted(row.chat for row in claimed) == chats


async def test_claims_and_beats_pass_over_a_chat_at_which_another_process_is_at_work(
    one: Database, other: Database
) -> None:
    def write(work: Work) -> None:
        knows(work)
        for number in (ANNA, BERT):
            work.outbox.put(outgoing("a", number))
            work.reminders.add(reminder(number))
            begin(work, number)

    def due(work: Work) -> tuple[set[ChatId], set[ChatId], set[ChatId]]:
        sessions = {
            session.chat for id in work.sessions.due(NOON + FOR_EVER, 9) if (session := work.sessions.get(id))
        }
        reminders = {each.chat for each in work.reminders.due(NOON + FOR_EVER, 9)}
        return {row.chat for row in claim(work)}, sessions, reminders

    await one.run(write)
    async with at_work(one, lambda work: None, ANNA):
        assert await other.run(due) == ({BERT}, {BERT}, {BERT})

    assert await other.run(due) == ({ANNA}, {ANNA, BERT}, {ANNA, BERT})


async def test_what_is_due_is_done_once_by_two_beats(one: Database, other: Database) -> None:
    """Each takes what is due for some time; what one has taken the other does not see."""

    def write(work: Work) -> None:
        for number in range(1, 21):
            work.chats.put(chat(ChatId(number)))
            work.reminders.add(reminder(ChatId(number)))

    def take(work: Work) -> list[ChatId]:
        taken = [each.chat for each in work.reminders.due(NOON, 3)]
        for number in taken:
            work.reminders.put_off(number, NOON, NOON + FOR_EVER)
        return taken

    await one.run(write)
    beats = [database.run(take) for _ in range(10) for database in (one, other)]
    taken = Counter(number for each in await asyncio.gather(*beats) for number in each)

    assert taken == Counter(range(1, 21))


async def test_only_the_calls_of_a_dead_process_are_taken_over(one: Database, other: Database) -> None:
    def write(work: Work) -> list[Row]:
        knows(work)
        work.commons.renew("one", LEASE)
        work.commons.renew("dead", timedelta(0))
        work.outbox.put(outgoing("a", ANNA))
        rows = claim(work, "one")
        work.outbox.put(outgoing("b", BERT))
        return rows + claim(work, "dead")

    mine, lost = await one.run(write)

    def take_over(work: Work) -> list[Row]:
        assert work.commons.news("other", NOON).are_some_dead
        taken = work.outbox.take_stuck()
        work.outbox.settle([Settlement(row, RowState.pending) for row in taken])
        work.commons.bury()
        return taken

    assert [row.id for row in await other.run(take_over)] == [lost.id]
    assert not (await other.run(lambda work: work.commons.news("other", NOON))).are_some_dead
    # The dead process wakes up: its result is not accepted. The one that lives still has its call.
    sent = [Settlement(row, RowState.sent) for row in (mine, lost)]
    assert await one.run(lambda work: work.outbox.settle(sent)) == 1


async def test_the_turns_of_a_chat_hold_for_all_processes(one: Database, other: Database) -> None:
    """Four answers leave at once; the fifth place is for the session. Later ones are a second apart.

    A clock set back holds up nobody.
    """

    await one.run(partial(answers_anna, times=6))
    moments = [100, 100, 100, 100, 100, 100.9, 101.1, 102.05, 40]
    left = [
        await (one, other)[place % 2].run(partial(sends_all, people=at)) for place, at in enumerate(moments)
    ]

    assert left == [1, 1, 1, 1, 0, 0, 1, 0, 1]


async def test_a_call_that_begins_late_moves_the_turn_of_its_chat(one: Database, other: Database) -> None:
    await one.run(partial(answers_anna, times=5))
    assert [await one.run(partial(sends_all, people=100)) for _ in range(5)] == [1, 1, 1, 1, 0]
    turn = Turn(session=now(100.5).people, others=now(101.5).people)
    await one.run(lambda work: work.outbox.delay_turns({ANNA: turn}))

    assert [await other.run(partial(sends_all, people=at)) for at in (101.4, 101.6)] == [0, 1]


async def test_a_message_of_the_session_has_the_last_place(one: Database) -> None:
    def write(work: Work) -> list[int]:
        knows(work)
        counts = []
        for number in range(5):
            work.outbox.put(outgoing(str(number), ANNA))
            counts.append(_sent(work))
        work.outbox.put(outgoing("p", ANNA, kind=Kind.prompt, lane=Lane.session))
        return [*counts, _sent(work)]

    def _sent(work: Work) -> int:
        rows = claim(work)
        work.outbox.settle([Settlement(row, RowState.sent) for row in rows])
        return len(rows)

    assert await one.run(write) == [1, 1, 1, 1, 0, 1]


async def test_expiring_waits_for_no_other_process(one: Database, other: Database) -> None:
    def write(work: Work) -> None:
        knows(work)
        for number in (ANNA, BERT):
            work.outbox.put(outgoing("a", number, expires_at=NOON))

    def waiting(work: Work) -> Counter[int]:
        return Counter(work.outbox.backlog(number).waiting for number in (ANNA, BERT))

    await one.run(write)
    async with at_work(one, lambda work: None, ANNA):
        await other.run(lambda work: claim(work, people=1))
        assert await other.run(waiting) == Counter([1, 0])


async def test_one_that_stands_still_in_a_transaction_holds_up_the_others_for_a_moment_only(
    one: Database, other: Database
) -> None:
    """The server ends its transaction; nothing of that is kept, and it goes on with a new connection."""
    await one.run(knows)
    await one.run(lambda work: work.outbox._connection.exec_driver_sql(SOON))  # type: ignore[attr-defined]

    def stands_still(work: Work) -> None:
        work.chats.forget(ANNA)
        threading.Event().wait(1.5)

    standing = asyncio.create_task(one.run(stands_still, chats=[ANNA]))
    await asyncio.sleep(0.1)
    async with asyncio.timeout(30):
        await other.run(lambda work: work.chats.put(chat(ANNA, zone="UTC")), chats=[ANNA])

    with pytest.raises(CannotWrite, match="This process stood still"):
        await standing
    assert await one.run(lambda work: work.chats.get(ANNA)) == chat(ANNA, zone="UTC")


async def test_a_newer_version_may_change_the_tables_meanwhile(one: Database, url: str) -> None:
    """It adds what the older one does not know. That goes on, also with a new connection."""
    await one.run(knows)
    command(url, "ALTER TABLE chats ADD COLUMN mood text; UPDATE alembic_version SET version_num = 'newer'")
    try:
        await one.run(lambda work: work.chats.put(chat(ANNA, zone="UTC")), chats=[ANNA])
        command(url, END_ALL)
        with pytest.raises(CannotWrite):
            await one.run(knows)
        assert await one.run(lambda work: work.chats.get(ANNA)) == chat(ANNA, zone="UTC")
    finally:
        newest = revisions(migrations_folder())[0]
        command(
            url, f"ALTER TABLE chats DROP COLUMN mood; UPDATE alembic_version SET version_num = '{newest}'"
        )


async def test_all_processes_have_the_time_of_the_server(one: Database, url: str) -> None:
    """The clock of one machine is an hour fast."""
    hour = timedelta(hours=1)
    fast = open_database(url, SystemClock(lambda: SystemClock().now().wire + hour))
    assert one.wall is not None and fast.wall is not None

    assert abs(fast.wall() - one.wall()) < timedelta(seconds=1)
    assert SystemClock(fast.wall).set_back_by() == timedelta(0)
    await fast.close()


async def test_a_step_of_the_clock_is_done_by_the_first_that_sees_it(one: Database, other: Database) -> None:
    def sees(owner: str, seconds: float, at: float) -> Callable[[Work], tuple[bool, bool]]:
        by = timedelta(seconds=seconds)
        return lambda work: (
            work.commons.news(owner, now(at).wire).has_moved,
            work.commons.is_first_to_move(owner, by, now(at).wire),
        )

    assert await one.run(sees("one", 3600, 0)) == (False, True)
    assert await other.run(sees("other", 3600.4, 0.5)) == (True, False)
    assert await other.run(sees("other", 3600, 10)) == (False, True)  # the clock is set back once more
    assert await one.run(sees("one", 3600, 10.5)) == (True, False)
    assert await one.run(sees("one", 60, 100)) == (False, True)


async def test_only_the_newest_intake_may_commit(one: Database, other: Database, url: str) -> None:
    def check(owner: str, term: int, work: Work) -> None:
        work.commons.check_intake(owner, term)

    command(url, "UPDATE shared SET owner = 'one', term = 3 WHERE name = 'intake'")
    await one.run(partial(check, "one", 3))

    for owner, term in (("one", 2), ("other", 3)):
        with pytest.raises(NotTheIntake):
            await other.run(partial(check, owner, term))


async def test_who_wants_to_be_alone_is_refused_while_bots_run(
    one: Database, other: Database, url: str
) -> None:
    with pytest.raises(DatabaseInUse):
        open_database(url)


async def test_two_units_that_wait_for_each_other_are_both_done(one: Database, other: Database) -> None:
    """The server undoes one of them (a deadlock). It is done again, and nobody loses an answer."""
    await one.run(lambda work: work.chats.put(chat(ANNA, zone="0")))
    await one.run(lambda work: work.chats.put(chat(BERT, zone="0")))
    both_hold_one = threading.Barrier(2)
    begun: list[ChatId] = []
    undone: list[ChatId] = []

    def count(work: Work, number: ChatId) -> None:
        known = work.chats.get(number)
        assert known is not None
        work.chats.put(replace(known, zone=str(int(known.zone or 0) + 1)))

    def crosswise(first: ChatId, second: ChatId, work: Work) -> str:
        begun.append(first)
        count(work, first)
        if begun.count(first) == 1:
            both_hold_one.wait(30)
        count(work, second)  # a unit should ask for its chats at its beginning; this one waits in the middle
        return f"{first} is done"

    ends = await asyncio.gather(
        *(
            database.run(
                partial(crosswise, first, second), chats=[first], undone=partial(undone.append, first)
            )
            for database, first, second in ((one, ANNA, BERT), (other, BERT, ANNA))
        )
    )

    assert ends == [f"{ANNA} is done", f"{BERT} is done"]
    assert len(undone) == len(begun) - 2 >= 1
    found = await one.run(lambda work: [work.chats.get(ANNA), work.chats.get(BERT)])
    assert [known and known.zone for known in found] == ["2", "2"]


@pytest.mark.parametrize("clashes", [MOST_TRIES - 1, 100])
async def test_a_commit_that_clashes_is_tried_a_few_times(one: Database, url: str, clashes: int) -> None:
    """Then it fails as one that cannot be written just now, and its caller tries again later."""
    begun: list[int] = []

    def unit(work: Work) -> int:
        begun.append(len(begun))
        work.chats.put(chat(ANNA))
        return len(begun)

    def fails(work: Work) -> None:
        work.chats.put(chat(BERT))
        raise LookupError

    with clashing(url, "chats", clashes):
        [ended, bug] = await asyncio.gather(one.run(unit), one.run(fails), return_exceptions=True)

    assert isinstance(bug, LookupError)
    assert len(begun) == MOST_TRIES
    found = await one.run(lambda work: (work.chats.get(ANNA), work.chats.get(BERT)))
    if clashes < MOST_TRIES:
        assert (ended, found) == (MOST_TRIES, (chat(ANNA), None))
    else:
        assert isinstance(ended, CannotWrite)
        assert found == (None, None)
