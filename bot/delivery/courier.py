"""The one road out: every commit claims what may leave, and every claimed row makes one call.

A row is `sending` in the database before its call, and calls happen outside any unit of work. Results are
written together; writing them claims what comes next, so that the courier needs no polling of its own.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bot.delivery.outcomes import MISCONFIGURED_WAIT, settle
from bot.delivery.pace import LONG_AGO, Pace
from bot.domain.ids import ChatId
from bot.ports import (
    Ambiguous,
    Clock,
    Kind,
    Lane,
    Limits,
    Misconfigured,
    NotSent,
    Now,
    Outcome,
    Refused,
    RetryAt,
    Row,
    RowState,
    Sender,
    Settlement,
    Storage,
    Work,
)

T = TypeVar("T")
log = logging.getLogger(__name__)

# Rows in `sending` at most: what a crash can leave ambiguous. Prompts have few of their own, since an
# ambiguous prompt is not sent again, and slow bulk never takes the place of an answer.
SLOTS = Limits(replies=16, session=8, bulk=8)
LEASE = timedelta(seconds=120)
LIMITS_TOGETHER = timedelta(seconds=10)
# A longer wait may rest on a clock that was wrong; one call too early costs a refusal.
LONGEST_HOLD_AT_START = timedelta(seconds=60)
LINGER = 0.005  # seconds to wait for more results while calls are in flight


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a row's call."""

    row: Row
    outcome: Outcome


class Courier:
    """Commits units of work and carries what they let go."""

    def __init__(
        self,
        storage: Storage,
        sender: Sender,
        clock: Clock,
        pace: Pace,
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
        self._pace = pace
        self._owner = owner
        self._on_due = on_due
        self._on_lost = on_lost
        # Rows in `sending` by lane; touched only inside units of work, which never overlap.
        self._in_flight: Counter[Lane] = Counter()
        self._paused_until = LONG_AGO  # wire time
        self._bulk_paused_until = LONG_AGO
        self._limited: dict[ChatId, datetime] = {}  # chats refused for their pace of late
        self._more_waits = asyncio.Event()
        self._claimed: asyncio.Queue[Row] = asyncio.Queue()
        self._results: list[Result] = []
        self._new_result = asyncio.Event()
        self._is_stopping = False
        self._idle = asyncio.Event()
        self._idle.set()

    async def commit(self, do: Callable[[Work], T], *, freed: Sequence[Row] = ()) -> T:
        """Run `do` in a unit of work, commit it, and send what may leave at once.

        `freed`: the rows that `do` settles, whose slots become free.
        """
        rows: list[Row] = []
        change: Counter[Lane] = Counter()

        def unit(work: Work) -> tuple[T, datetime | None, datetime | None]:
            result = do(work)
            change.subtract(row.lane for row in freed)
            self._in_flight.subtract(row.lane for row in freed)
            rows.extend(self._claim(work))
            change.update(row.lane for row in rows)
            self._in_flight.update(row.lane for row in rows)
            return result, *work.next_due()

        def kept(ended: tuple[T, datetime | None, datetime | None]) -> None:
            _, due, rings = ended
            for row in rows:
                self._claimed.put_nowait(row)
            if rows:
                self._idle.clear()
            if rows or self._pace.is_spent(self._clock.now().people):
                # What the pace held back leaves when it allows, not only at the next commit.
                self._more_waits.set()
            self._on_due(due, rings)

        def undone() -> None:
            self._in_flight.subtract(change)
            now = self._clock.now().people
            for _ in rows:
                self._pace.answered(now)

        # If the caller is cancelled the unit is finished all the same, and what it claimed must leave.
        result, _, _ = await self._storage.run(unit, kept=kept, undone=undone)
        return result

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
            self._results.append(Result(self._claimed.get_nowait(), NotSent()))
        await self._write_results()

    def _claim(self, work: Work) -> Sequence[Row]:
        now = self._clock.now()
        if self._is_stopping or now.wire < self._paused_until:
            return ()
        pace = self._pace.free(now.people)
        flying = _by_group(self._in_flight)
        limits = Limits(
            replies=min(pace.replies, SLOTS.replies - flying.replies),
            session=min(pace.session, SLOTS.session - flying.session),
            bulk=0 if now.wire < self._bulk_paused_until else min(pace.bulk, SLOTS.bulk - flying.bulk),
            together=pace.together,
        )
        rows = work.outbox.claim(now, limits, self._owner, LEASE, self._pace.busy(now.people))
        self._pace.take(_by_group(Counter(row.lane for row in rows)), now.people)
        return rows

    async def _keep_pace(self) -> None:
        """Claim again when the pace allows it, for as long as something leaves."""
        while True:
            await self._more_waits.wait()
            self._more_waits.clear()
            now = self._clock.now().people
            await self._clock.pause((self._pace.next_at(now) - now).total_seconds())
            await self._claim_more()

    async def _claim_more(self) -> None:
        try:
            await self.commit(_nothing)
        except Exception:
            log.exception("Nothing could be claimed; the next beat tries again.")

    async def _carry(self, row: Row) -> None:
        """Make the row's call. If its chat has had its share, claim again when its turn comes."""
        await self._call(row)
        turn = self._pace.busy(self._clock.now().people).get(row.chat)
        if turn is None:
            return
        # A pause may end a moment too early, since people's time is read from another clock.
        while self._pace.busy(now := self._clock.now().people).get(row.chat) == turn:
            await self._clock.pause((turn - now).total_seconds())
        await self._claim_more()

    async def _call(self, row: Row) -> None:
        outcome: Outcome = NotSent()
        try:
            if row.sends and not await self._sender.is_healthy():
                return
            self._pace.leaves_for(row.chat, self._clock.now().people)
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
            self._pace.answered(self._clock.now().people)
            self._note(row, outcome)

    def _note(self, row: Row, outcome: Outcome) -> None:
        if isinstance(outcome, Misconfigured):
            self._paused_until = self._clock.now().wire + MISCONFIGURED_WAIT
            log.error(
                "Telegram does not accept the token, or the address is no Bot API; sending pauses for 30 s."
            )
        elif isinstance(outcome, RetryAt) and row.lane > Lane.session:
            self._hold_bulk(row, outcome)
        elif isinstance(outcome, Refused):
            log.error("Telegram refuses a message: %s", outcome.why, extra={"kind": row.kind})
        self._results.append(Result(row, outcome))
        self._new_result.set()

    def _hold_bulk(self, row: Row, limit: RetryAt) -> None:
        """Let all that can wait do so, once two chats are refused: whom a limit is for is not said.

        One chat alone has a limit of its own, and waits alone.
        """
        now = self._clock.now().wire
        self._limited = {chat: at for chat, at in self._limited.items() if now - at < LIMITS_TOGETHER}
        self._limited[row.chat] = now
        if len(self._limited) > 1:
            # A shorter limit that is heard of later is another chat's, and ends no longer one.
            self._bulk_paused_until = max(self._bulk_paused_until, now + limit.after)

    async def _record(self) -> None:
        while True:
            await self._new_result.wait()
            self._new_result.clear()
            if self._in_flight.total() > len(self._results):
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
            await self.commit(unit, freed=[result.row for result in results])
        except BaseException:
            self._results = results + self._results
            raise
        if self._in_flight.total() == 0:
            self._idle.set()

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


def _by_group(lanes: Counter[Lane]) -> Limits:
    """Return how many of `lanes` are answers, session messages, and the rest."""
    replies = lanes[Lane.urgent] + lanes[Lane.reply]
    return Limits(replies, lanes[Lane.session], lanes.total() - replies - lanes[Lane.session])


def _nothing(work: Work) -> None:
    """A unit of work that only claims."""
