"""The desk: it commits units of work, and each commit claims the messages that may leave.

A row is `sending` in the database before its call begins. Since every commit claims, nothing polls for rows.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.delivery.budget import Budget
from bot.delivery.holds import Holds
from bot.delivery.outcomes import Result
from bot.delivery.pace import LONG_AGO
from bot.domain.ids import ChatId
from bot.ports import UNCOUNTED, Clock, Figures, Now, Pacing, PastCall, Row, Storage, Turn, Work, is_logged

T = TypeVar("T")
OnDue = Callable[[datetime | None, datetime | None], None]
log = logging.getLogger(__name__)

MEMORY = timedelta(minutes=1)  # Telegram's limit of a group is for a minute, the others are for less
LEASE = timedelta(seconds=120)


@dataclass(frozen=True, slots=True)
class Committed(Generic[T]):
    """What follows a committed unit of work."""

    result: T
    claimed: Sequence[Row]  # their calls come next
    recorded: int  # how many results were written
    next_at: datetime | None  # when the pace allows the rows that it holds back; None: there are none
    due: datetime | None  # when anything is due next
    rings: datetime | None  # when a message that notifies is due next
    has_deleted: bool  # what says so may leave from the next commit on


class Desk:
    """Commits units of work, claims what may leave, and says what is due next.

    `_budget` is changed only inside units of work, on the storage's thread. Everything else is changed only
    in the event loop. Units of work also read whether the desk is closed, and what must wait.
    """

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        pacing: Pacing,
        owner: str,
        on_due: OnDue,
        figures: Figures = UNCOUNTED,
    ) -> None:
        """`on_due` is called after every commit with the next due moment, and the next one that notifies."""
        self.holds = Holds(pacing.turns)
        self.claimed: asyncio.Queue[Row] = asyncio.Queue()  # the rows whose calls come next
        self.out = 0  # how many rows were claimed whose results are not yet written
        self._storage = storage
        self._clock = clock
        self._budget = Budget(pacing.pace)
        self._owner = owner
        self._on_due = on_due
        self._figures = figures
        self._is_closed = False
        self._next_at = LONG_AGO
        self._pace_holds = asyncio.Event()
        self._is_empty = asyncio.Event()
        self._is_empty.set()

    async def remember(self) -> None:
        """Let the pace count the calls made before a restart: the database has those of the last minute."""
        now = self._clock.now()

        def unit(work: Work) -> Sequence[PastCall]:
            # Rows have people's time; the pace counts in steady time.
            past = [
                replace(call, claimed_at=now.steady - (now.people - call.claimed_at))
                for call in work.outbox.claimed_since(now.people - MEMORY)
            ]
            self._budget = self._budget.remembering(past, now.steady)
            return past

        self.holds.remember(await self._storage.run(unit), now)

    async def commit(self, do: Callable[[Work], T], *, recorded: Sequence[Result] = ()) -> T:
        """Run `do` in a unit of work, commit it, and give the claimed rows to the courier.

        `recorded`: the results that `do` writes; the slots of their rows become free. If the caller is
        cancelled, the unit is finished all the same and its claimed rows leave.
        """
        began = self._clock.now()
        busy = self.holds.busy(began)
        before: list[Budget] = []

        def unit(work: Work) -> Committed[T]:
            result = do(work)
            before.append(self._budget)
            now = self._clock.now()
            self._budget = self._budget.recorded(recorded, now.steady)
            claimed = self._claim(work, now, busy)
            self._budget = self._budget.taking(claimed, now.steady)
            next_at = self._budget.pace.next_at(now.steady)
            return Committed(result, claimed, len(recorded), next_at, *work.next_due(), work.has_deleted)

        def undone() -> None:
            for budget in before:
                self._budget = budget

        committed = await self._storage.run(unit, kept=self._hand_on, undone=undone)
        self._figures.committed(self._clock.now().wire - began.wire)
        if committed.has_deleted:
            await self.claim_more()  # what says so was held back until the commit had overwritten it
        return committed.result

    async def claim_more(self) -> None:
        """Claim what may leave by now. An error is only logged, since the next beat claims again."""
        try:
            await self.commit(lambda work: None)
        except Exception as error:
            if not is_logged(error):
                log.exception("Nothing could be claimed; the next beat tries again.")

    async def keep_pace(self) -> None:
        """Until cancelled, claim again whenever the pace allows the rows that it has held back."""
        while True:
            await self._pace_holds.wait()
            self._pace_holds.clear()
            await self._clock.pause((self._next_at - self._clock.now().steady).total_seconds())
            await self.claim_more()

    async def close(self) -> None:
        """Claim nothing more, and wait for commits under way, as they may claim. Commits stay possible."""
        self._is_closed = True
        # Units of work are run in order: once this one is committed, those before it are as well.
        await self.claim_more()

    def held_for(self) -> timedelta:
        """Return for how long the pace lets nothing leave; zero if it holds nothing back."""
        return max(self._next_at - self._clock.now().steady, timedelta(0))

    async def emptied(self) -> None:
        """Wait until every row that was claimed has its result written."""
        await self._is_empty.wait()

    def _claim(self, work: Work, now: Now, busy: Mapping[ChatId, Turn]) -> Sequence[Row]:
        if self._is_closed or now.wire < self.holds.everything:
            return ()
        limits = self._budget.free(now.steady)
        if now.wire < self.holds.bulk:
            limits = replace(limits, bulk=0, slow=0, news=0)
        return work.outbox.claim(now, limits, self._owner, LEASE, busy)

    def _hand_on(self, committed: Committed[T]) -> None:
        for row in committed.claimed:
            self.claimed.put_nowait(row)
        self.out += len(committed.claimed) - committed.recorded
        if self.out:
            self._is_empty.clear()
        else:
            self._is_empty.set()
        if committed.next_at is not None:
            self._next_at = committed.next_at
            self._pace_holds.set()
        self._on_due(committed.due, committed.rings)
