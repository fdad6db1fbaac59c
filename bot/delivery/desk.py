"""The desk: it commits units of work, and each commit claims the messages that may leave.

A row is `sending` in the database before its call begins. Since every commit claims, nothing polls for rows.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Generic, TypeVar

from bot.delivery.budget import Budget
from bot.delivery.holds import Holds
from bot.delivery.leaving import Leaving
from bot.delivery.life import Life
from bot.delivery.outcomes import Result
from bot.delivery.pace import LONG_AGO
from bot.delivery.shared_pace import Account
from bot.delivery.spacing import Spacing
from bot.domain.ids import ChatId
from bot.ports import (
    NO_TURNS,
    UNCOUNTED,
    Clock,
    Figures,
    Limits,
    Now,
    Pacing,
    PastCall,
    Rank,
    Row,
    Storage,
    Turn,
    TurnRule,
    Work,
    is_logged,
)

T = TypeVar("T")
OnDue = Callable[[datetime | None, datetime | None], None]
log = logging.getLogger(__name__)

MEMORY = timedelta(minutes=1)  # Telegram's limit of a group is for a minute, the others are for less
LEASE = timedelta(seconds=120)


@dataclass(frozen=True, slots=True)
class _Claimed:
    """What a unit of work has claimed."""

    rows: Sequence[Row]  # their calls come next
    at: datetime  # steady time
    next_at: datetime | None  # when the pace allows the rows that it holds back; None: there are none
    turns: Mapping[ChatId, Turn]  # the next ones of their chats, if the database keeps the turns


@dataclass(frozen=True, slots=True)
class Committed(Generic[T]):
    """What follows a committed unit of work."""

    result: T
    claimed: _Claimed
    recorded: int  # how many results were written
    due: datetime | None  # when anything is due next
    rings: datetime | None  # when a message that notifies is due next
    has_deleted: bool  # what says so may leave from the next commit on
    alive_until: datetime | None = None  # wire time; None: the lease was not renewed


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
        self._spacing = Spacing(pacing.turns)
        self.claimed = Leaving()  # the rows whose calls come next
        self.out = 0  # how many rows were claimed whose results are not yet written
        self._storage = storage
        self._clock = clock
        self._pacing = pacing
        self._budget = Budget(pacing.pace)
        self._life = Life(owner) if pacing.shared is not None else None
        self.owner = owner
        self._on_due = on_due
        self._figures = figures
        self._is_closed = False
        self._next_at = LONG_AGO
        self._pace_holds = asyncio.Event()
        self._is_empty = asyncio.Event()
        self._is_empty.set()

    async def remember(self) -> None:
        """Let the pace count the calls made before a restart: the database has those of the last minute."""
        now, before = self._clock.now(), self._budget

        def unit(work: Work) -> Sequence[PastCall]:
            # Rows have people's time; the pace counts in steady time.
            past = [
                replace(call, claimed_at=now.steady - (now.people - call.claimed_at))
                for call in work.outbox.claimed_since(now.people - MEMORY)
            ]
            self._budget = before.remembering(past, now.steady)
            return past

        self.holds.remember(await self._storage.run(unit), now)

    async def commit(
        self,
        do: Callable[[Work], T],
        *,
        recorded: Sequence[Result] = (),
        chats: Collection[ChatId] = (),
        rank: Rank = Rank.usual,
    ) -> T:
        """Run `do` in a unit of work, commit it, and give the claimed rows to the courier.

        `recorded`: the results that `do` writes; the slots of their rows become free. `chats`: those that
        `do` is about. `rank`: which unit of work goes first. If the caller is cancelled, the unit is
        finished all the same, and what it has claimed leaves.
        """
        began = self._clock.now()
        busy = self.holds.busy(began)
        before: list[Budget] = []
        moved = self._spacing.moved(recorded)

        def unit(work: Work) -> Committed[T]:
            alive_until = self._life.renew(work, self._clock.now()) if self._life else None
            result = do(work)
            before.append(self._budget)
            now = self._clock.now()
            if moved and self.is_shared:
                work.outbox.delay_turns(_later(moved, now.people - now.steady))
            claimed = self._settle_up(work, now, recorded, busy)
            return Committed(result, claimed, len(recorded), *work.next_due(), work.has_deleted, alive_until)

        def undone() -> None:
            for budget in before:
                self._budget = budget
            before.clear()  # the next try may fail before it notes the budget, after others have changed it

        chats = {*chats, *(result.row.chat for result in recorded)}
        committed = await self._storage.run(unit, kept=self._hand_on, undone=undone, chats=chats, rank=rank)
        self._figures.committed(self._clock.now().wire - began.wire)
        self._spacing.are_recorded(recorded)
        if committed.has_deleted:
            await self.claim_more()  # what says so was held back until the commit had overwritten it
        return committed.result

    def answering(self) -> AbstractContextManager[None]:
        """Note that updates are being read inside, and that their answers come soon."""
        return self._storage.answering()

    async def claim_more(self, rank: Rank = Rank.usual) -> None:
        """Claim what may leave by now. An error is only logged, since the next beat claims again."""
        try:
            await self.commit(lambda work: None, rank=rank)
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
        # Patient units of work run in order, and after the others. Once this one is committed, those before
        # it are, too.
        await self.claim_more(Rank.patient)

    def held_for(self) -> timedelta:
        """Return for how long the pace lets nothing leave; zero if it holds nothing back."""
        return max(self._next_at - self._clock.now().steady, timedelta(0))

    async def leave(self) -> None:
        """Tell the other processes that this one has ended; all that it claimed has its result."""
        if self.is_shared:
            await self._storage.run(lambda work: work.commons.leave(self.owner))

    async def emptied(self) -> None:
        """Wait until every row that was claimed has its result written."""
        await self._is_empty.wait()

    @property
    def is_shared(self) -> bool:
        """Do other processes send messages of the same database?"""
        return self._life is not None

    @property
    def may_take_over(self) -> bool:
        """May messages of other processes be taken over, if they are dead?"""
        return self._life is not None and self._life.may_take_over(self._clock.now())

    def begins(self, row: Row) -> bool:
        """Note that the call of a claimed row begins; False: it may not, since others may have the row."""
        now, late = self._clock.now(), timedelta(0)
        if self._life is None:
            self.holds.leaves_for(row.chat, now)
        else:
            since_claim = self._life.begins(row, now)
            if since_claim is None:
                return False
            late = since_claim
        self._spacing.begins(row, late, now)
        return True

    def ends(self, row: Row) -> None:
        """Note that the call of a claimed row is over, or was not made."""
        self._spacing.ends(row, self._clock.now())

    def hint(self) -> None:
        """Another process has left messages behind: claim soon."""
        self._next_at = LONG_AGO
        self._pace_holds.set()

    def _settle_up(
        self, work: Work, now: Now, recorded: Sequence[Result], busy: Mapping[ChatId, Turn]
    ) -> _Claimed:
        """Count what was recorded, and claim what may leave."""
        if self._pacing.shared is not None:
            return self._settle_up_together(work, now, recorded, self._pacing.shared)
        self._budget = self._budget.recorded(recorded, now.steady)
        claimed: Sequence[Row] = ()
        if self._may_claim(now):
            limits = self._hold_bulk(self._budget.free(now.steady), now)
            claimed = work.outbox.claim(now, limits, self.owner, LEASE, busy)
        self._budget = self._budget.taking(claimed, now.steady)
        return _Claimed(claimed, now.steady, self._budget.pace.next_at(now.steady), NO_TURNS)

    def _settle_up_together(
        self, work: Work, now: Now, recorded: Sequence[Result], rule: TurnRule
    ) -> _Claimed:
        """Do the same with the pace that all processes of the database share."""
        account = Account(work.commons, self._budget, self.owner, now)
        account.recorded(recorded)
        claimed: Sequence[Row] = ()
        turns = NO_TURNS
        if self._may_claim(now):
            limits = partial(self._free_together, account, now)
            claimed, turns = work.outbox.claim_shared(now, limits, self.owner, LEASE, rule)
        next_at = account.close(claimed, self.holds.limited)
        self._budget = account.budget
        if work.outbox.left_behind:
            work.commons.hint(self.owner)
        return _Claimed(claimed, now.steady, next_at, _later(turns, now.steady - now.people))

    def _free_together(self, account: Account, now: Now) -> Limits:
        return self._hold_bulk(account.free(), now)

    def _may_claim(self, now: Now) -> bool:
        return not self._is_closed and now.wire >= self.holds.everything

    def _hold_bulk(self, limits: Limits, now: Now) -> Limits:
        return replace(limits, bulk=0, slow=0, news=0) if now.wire < self.holds.bulk else limits

    def _hand_on(self, committed: Committed[T]) -> None:
        claimed = committed.claimed
        for row in claimed.rows:
            self.claimed.put_nowait(row)
        self.holds.know(claimed.turns)
        if self._life is not None:
            if committed.alive_until is not None:
                self._life.lasts_until(committed.alive_until)
            self._life.claims(claimed.rows, claimed.at)
        self.out += len(claimed.rows) - committed.recorded
        if self.out:
            self._is_empty.clear()
        else:
            self._is_empty.set()
        if claimed.next_at is not None:
            self._next_at = claimed.next_at
            self._pace_holds.set()
        self._on_due(committed.due, committed.rings)


def _later(turns: Mapping[ChatId, Turn], by: timedelta) -> Mapping[ChatId, Turn]:
    """Return `turns` moved: here they are in steady time, and the database has people's time."""
    return {chat: Turn(turn.session + by, turn.others + by) for chat, turn in turns.items()}
