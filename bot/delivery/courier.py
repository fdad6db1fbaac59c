"""The one road out: every commit claims what may leave, and every claimed row makes one call.

A row is `sending` in the database before its call, and calls happen outside any unit of work. Results are
written together; writing them claims what comes next, so that the courier needs no polling of its own.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.delivery.budget import Budget
from bot.delivery.holds import Holds
from bot.delivery.outcomes import settle
from bot.delivery.pace import LONG_AGO
from bot.domain.ids import ChatId
from bot.ports import (
    Ambiguous,
    Clock,
    Kind,
    Misconfigured,
    NotSent,
    Now,
    Outcome,
    Pacing,
    Refused,
    Row,
    RowState,
    Sender,
    Settlement,
    Storage,
    Work,
)

T = TypeVar("T")
log = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)
# A longer wait may rest on a clock that was wrong; one call too early costs a refusal.
LONGEST_HOLD_AT_START = timedelta(seconds=60)
LINGER = 0.005  # seconds to wait for more results while calls are in flight


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a row's call."""

    row: Row
    outcome: Outcome
    answered_at: datetime  # people's time


@dataclass(frozen=True, slots=True)
class Committed(Generic[T]):
    """What a committed unit of work leaves to do."""

    result: T
    rows: Sequence[Row]  # claimed: their calls come next
    recorded: int  # how many results it has written
    next_at: datetime | None  # when the pace allows what it held back; None: it held nothing back
    due: datetime | None
    rings: datetime | None


class Courier:
    """Commits units of work and carries what they let go."""

    def __init__(
        self,
        storage: Storage,
        sender: Sender,
        clock: Clock,
        pacing: Pacing,
        owner: str,
        on_due: Callable[[datetime | None, datetime | None], None],
        on_lost: Callable[[Work, ChatId, Now], None],
    ) -> None:
        """`on_due` hears after every commit the next due moment, and the next one that notifies.

        `on_lost` is told, in the unit of work that settles it, of a prompt that may not have arrived.
        """
        self._storage = storage
        self._sender = sender
        self._clock = clock
        # Changed only inside units of work; all the other attributes only in the event loop.
        self._budget = Budget(pacing.pace)
        self._holds = Holds(pacing.turns)
        self._owner = owner
        self._on_due = on_due
        self._on_lost = on_lost
        self._out = 0  # rows that were claimed and are not yet recorded
        self._next_at = LONG_AGO
        self._more_waits = asyncio.Event()
        self._claimed: asyncio.Queue[Row] = asyncio.Queue()
        self._results: list[Result] = []
        self._new_result = asyncio.Event()
        self._is_stopping = False
        self._idle = asyncio.Event()
        self._idle.set()

    async def commit(self, do: Callable[[Work], T], *, recorded: Sequence[Result] = ()) -> T:
        """Run `do` in a unit of work, commit it, and send what may leave at once.

        `recorded`: the results that `do` writes; the slots of their rows become free.
        """
        rows = [result.row for result in recorded]
        answered = [result.answered_at for result in recorded]
        busy = self._holds.busy(self._clock.now())
        before: list[Budget] = []

        def unit(work: Work) -> Committed[T]:
            result = do(work)
            now = self._clock.now()
            before.append(self._budget)
            self._budget = self._budget.recorded(rows, answered, now.people)
            claimed = self._claim(work, now, busy)
            self._budget = self._budget.taking(claimed, now.people)
            return Committed(result, claimed, len(rows), self._budget.next_at(now.people), *work.next_due())

        def undone() -> None:
            for budget in before:
                self._budget = budget

        # If the caller is cancelled the unit is finished all the same, and what it claimed must leave.
        committed = await self._storage.run(unit, kept=self._hand_on, undone=undone)
        return committed.result

    async def recover(self) -> int:
        """Settle what a process before this one left in mid-call; return how many rows there were."""
        now = self._clock.now()

        def unit(work: Work) -> int:
            stuck = work.outbox.take_stuck()
            work.outbox.hold_until_at_most(now.wire + LONGEST_HOLD_AT_START)
            return self._settle(work, [settle(row, Ambiguous(), now) for row in stuck], now)

        return await self._storage.run(unit)

    async def run(self) -> None:
        """Carry claimed rows until cancelled; what is then in flight ends as ambiguous."""
        async with asyncio.TaskGroup() as calls:
            helpers = (calls.create_task(self._record()), calls.create_task(self._keep_pace()))
            try:
                while True:
                    row = await self._claimed.get()
                    calls.create_task(self._carry(row))
            finally:
                for helper in helpers:
                    helper.cancel()

    async def stop(self, within: float) -> None:
        """Claim nothing more and wait up to `within` seconds for the calls in flight."""
        self._is_stopping = True
        try:
            async with asyncio.timeout(within):
                await self._idle.wait()
        except TimeoutError:
            log.warning("Calls were still in flight at the stop; they are marked as ambiguous.")

    async def finish(self) -> None:
        """Write the last results, after `run` has ended."""
        while not self._claimed.empty():
            now = self._clock.now().people
            self._results.append(Result(self._claimed.get_nowait(), NotSent(), now))
        await self._write_results()

    def _claim(self, work: Work, now: Now, busy: Collection[ChatId]) -> Sequence[Row]:
        if self._is_stopping or now.wire < self._holds.everything:
            return ()
        limits = self._budget.free(now.people)
        if now.wire < self._holds.bulk:
            limits = replace(limits, bulk=0)
        return work.outbox.claim(now, limits, self._owner, LEASE, busy)

    def _hand_on(self, committed: Committed[T]) -> None:
        """Hand on what a unit of work has claimed, and say what is due next."""
        for row in committed.rows:
            self._claimed.put_nowait(row)
        self._out += len(committed.rows) - committed.recorded
        if self._out:
            self._idle.clear()
        else:
            self._idle.set()
        if committed.next_at is not None:
            self._next_at = committed.next_at
            self._more_waits.set()
        self._on_due(committed.due, committed.rings)

    async def _keep_pace(self) -> None:
        """Claim again when the pace allows it, for as long as it has held something back."""
        while True:
            await self._more_waits.wait()
            self._more_waits.clear()
            await self._clock.pause((self._next_at - self._clock.now().people).total_seconds())
            await self._claim_more()

    async def _claim_more(self) -> None:
        try:
            await self.commit(_nothing)
        except Exception:
            log.exception("Nothing could be claimed; the next beat tries again.")

    async def _carry(self, row: Row) -> None:
        """Make the row's call. If its chat has had its share, claim again when its turn comes."""
        await self._call(row)
        turn = self._holds.busy(self._clock.now()).get(row.chat)
        if turn is None:
            return
        # A pause may end a moment too early, since people's time is read from another clock.
        while self._holds.busy(now := self._clock.now()).get(row.chat) == turn:
            await self._clock.pause((turn - now.people).total_seconds())
        await self._claim_more()

    async def _call(self, row: Row) -> None:
        outcome: Outcome = NotSent()
        try:
            if row.sends and not await self._sender.is_healthy():
                return
            self._holds.leaves_for(row.chat, self._clock.now())
            outcome = Ambiguous()
            outcome = await self._sender.send(row)
            if isinstance(outcome, Misconfigured) and await self._sender.is_healthy():
                # One stray 404 of something in between is no refused token.
                outcome = NotSent()
        except Exception:
            # The sender turns every failed call into an outcome: what it raises, it raised before the call.
            outcome = Refused("it could not be put into words")
            log.exception("Sending failed in a way that is our bug.", extra={"outbox": row.id})
        finally:
            self._note(row, outcome)

    def _note(self, row: Row, outcome: Outcome) -> None:
        now = self._clock.now()
        self._holds.note(row, outcome, now)
        if isinstance(outcome, Refused):
            log.error("Telegram refuses a message: %s", outcome.why, extra={"kind": row.kind})
        self._results.append(Result(row, outcome, now.people))
        self._new_result.set()

    async def _record(self) -> None:
        while True:
            await self._new_result.wait()
            self._new_result.clear()
            if self._out > len(self._results):
                await self._clock.sleep(LINGER)
            try:
                await self._write_results()
            except Exception:
                # The calls are made; their results must not be lost with the database for a moment away.
                log.exception("Results could not be written; trying again in a second.")
                await self._clock.sleep(1)
                self._new_result.set()

    async def _write_results(self) -> None:
        results, self._results = self._results, []
        if not results:
            return
        now = self._clock.now()

        def unit(work: Work) -> None:
            self._settle(work, [settle(result.row, result.outcome, now) for result in results], now)

        try:
            await self.commit(unit, recorded=results)
        except BaseException:
            self._results = results + self._results
            raise

    def _settle(self, work: Work, settlements: Sequence[Settlement], now: Now) -> int:
        counted = work.outbox.settle(settlements)
        for each in settlements:
            if each.row.kind is Kind.prompt and each.state is RowState.unknown:
                try:
                    with work.savepoint():
                        self._on_lost(work, each.row.chat, now)
                except Exception:
                    # The results must be written all the same.
                    log.exception("A lost prompt could not be made up for.")
        return counted


def _nothing(work: Work) -> None:
    """A unit of work that only claims."""
