"""The recorder: it writes what became of calls, several results in one unit of work.

Writing results commits at the desk, and so claims what comes next.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from bot.delivery.desk import Desk
from bot.delivery.outcomes import Result, settle
from bot.domain.ids import ChatId
from bot.ports import (
    UNCOUNTED,
    Ambiguous,
    Clock,
    Figures,
    Kind,
    Moved,
    Now,
    Row,
    RowState,
    Settlement,
    Storage,
    Work,
    is_logged,
)

OnLost = Callable[[Work, ChatId, Kind, Now], None]
log = logging.getLogger(__name__)

# A longer wait may have been set by a wrong clock. A call that is made too early is only refused.
LONGEST_HOLD_AT_START = timedelta(seconds=60)
LINGER = 0.005  # seconds to wait for more results while calls are in flight
LINGERS = 4  # so often at most, while several results come in each of these times
AGAIN_AFTER = 1.0  # seconds until results that could not be written are tried again


class Recorder:
    """Writes the results of calls. It is used in the event loop only."""

    def __init__(
        self, desk: Desk, storage: Storage, clock: Clock, on_lost: OnLost, figures: Figures = UNCOUNTED
    ) -> None:
        """`on_lost` is called in the unit of work that records a session's message as perhaps not arrived."""
        self._desk = desk
        self._storage = storage
        self._clock = clock
        self._on_lost = on_lost
        self._figures = figures
        self._results: list[Result] = []
        self._has_results = asyncio.Event()
        self._writing: asyncio.Task[None] | None = None

    def note(self, result: Result) -> None:
        """Take a result and write it soon."""
        self._results.append(result)
        self._has_results.set()

    async def run(self) -> None:
        """Write results as they come, until cancelled."""
        while True:
            await self._has_results.wait()
            self._has_results.clear()
            await self._linger()
            try:
                await self.write()
            except Exception as error:
                # The calls were made. If the database fails for a moment, their results must not be lost.
                if not is_logged(error):
                    log.exception("Results could not be written; trying again in a second.")
                    await self._clock.sleep(AGAIN_AFTER)
                self._has_results.set()

    async def _linger(self) -> None:
        """Wait for more results, if any may come: a little longer while many come, as each write costs."""
        for _ in range(LINGERS):
            before = len(self._results)
            if self._desk.out <= before:
                return
            await self._clock.sleep(LINGER)
            if len(self._results) - before < 2:
                return

    async def write(self) -> None:
        """Write the results that were noted; if this fails, they are kept for the next time.

        If the caller is cancelled, the write goes on. The next write waits for its end, and so also writes
        the results that it could not write.
        """
        if self._writing is not None:
            await asyncio.wait({self._writing})
        if self._results:
            # A task of its own, so that a cancelled caller does not cancel the code that keeps the results.
            self._writing = asyncio.create_task(self._write())  # noqa: TID251 - the next write waits for it
            await asyncio.shield(self._writing)

    async def _write(self) -> None:
        results, self._results = self._results, []
        now = self._clock.now()
        settlements = [settle(result.row, result.outcome, now) for result in results]
        unit = partial(self._settle, settlements=settlements, now=now)
        try:
            new = [result.outcome.chat for result in results if isinstance(result.outcome, Moved)]
            await self._desk.commit(unit, recorded=results, chats=new)
        except Exception:
            self._results = results + self._results
            raise
        self._count(settlements, now)

    async def recover(self) -> int:
        """Settle the rows that an earlier process left in `sending`; return how many there were.

        First, the pace counts their calls and all other calls of the last minute.
        """
        if self._desk.is_shared:
            return 0  # the pace stands in the database, waits are by its clock, and rows are taken over later
        await self._desk.remember()
        now = self._clock.now()
        settlements: list[Settlement] = []

        def unit(work: Work) -> int:
            stuck = work.outbox.take_stuck()
            work.outbox.hold_until_at_most(now.wire + LONGEST_HOLD_AT_START)
            settlements[:] = [settle(row, Ambiguous(), now) for row in stuck]
            return self._settle(work, settlements, now)

        recovered = await self._storage.run(unit)
        self._count(settlements, now)
        return recovered

    def _count(self, settlements: Sequence[Settlement], now: Now) -> None:
        for each in settlements:
            written_at = each.row.written_at
            after = None if written_at is None else now.people - written_at
            self._figures.ended(each.row.kind, each.row.lane, each.state, after)

    async def take_over(self) -> int:
        """Settle the rows of processes that are no longer alive, and forget these; return how many rows."""
        now = self._clock.now()
        settlements: list[Settlement] = []

        def unit(work: Work) -> int:
            settlements[:] = [settle(row, Ambiguous(), now) for row in work.outbox.take_stuck()]
            counted = self._settle(work, settlements, now)
            work.commons.bury()
            return counted

        taken = await self._desk.commit(unit)
        self._count(settlements, now)
        return taken

    def _settle(self, work: Work, settlements: Sequence[Settlement], now: Now) -> int:
        counted = work.outbox.settle(settlements)
        sent = [each.row for each in settlements if each.state is RowState.sent]
        edits = [row for row in sent if row.kind.rules.edits_card]
        if edits:  # a call may take seconds, and Telegram counts from when the edit arrives
            work.outbox.note_edited(edits, now.steady)
        for each in settlements:
            if each.row.kind.rules.made_up_for and each.state is RowState.unknown:
                self._make_up_for(work, each.row, now)
        return counted

    def _make_up_for(self, work: Work, row: Row, now: Now) -> None:
        try:
            with work.savepoint():
                self._on_lost(work, row.chat, row.kind, now)
        except Exception:
            # The results of all rows must be written in any case.
            log.exception("A lost message could not be made up for.")
