"""The courier: it makes one call for every claimed row, outside any unit of work."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from bot.delivery.closed_topics import ClosedTopics
from bot.delivery.desk import Desk
from bot.delivery.newest import NewestButtons
from bot.delivery.outcomes import Result
from bot.delivery.recorder import Recorder
from bot.domain.ids import ChatId
from bot.ports import (
    UNCOUNTED,
    Ambiguous,
    Clock,
    Figures,
    Misconfigured,
    NotSent,
    Outcome,
    Refused,
    Row,
    Sender,
    Turn,
)

log = logging.getLogger(__name__)

BEGUN_AT_ONCE = 6  # calls; more would keep the event loop from everything else for milliseconds


class Courier:
    """Takes the rows that the desk has claimed, calls Telegram, and gives the results to the recorder."""

    def __init__(
        self,
        desk: Desk,
        recorder: Recorder,
        sender: Sender,
        clock: Clock,
        figures: Figures = UNCOUNTED,
        newest: NewestButtons | None = None,
    ) -> None:
        self._desk = desk
        self._recorder = recorder
        self._sender = sender
        self._clock = clock
        self._figures = figures
        self._newest = newest or NewestButtons()
        self._closed = ClosedTopics()

    async def run(self) -> None:
        """Make the calls of claimed rows until cancelled; calls that are in flight then end as ambiguous."""
        async with asyncio.TaskGroup() as tasks:
            helpers = (
                tasks.create_task(self._recorder.run()),
                tasks.create_task(self._desk.keep_pace()),
            )
            try:
                while True:
                    await self._begin_some(tasks)
                    await self._clock.sleep(0)
            finally:
                for helper in helpers:
                    helper.cancel()

    async def _begin_some(self, tasks: asyncio.TaskGroup) -> None:
        for _ in range(BEGUN_AT_ONCE):
            row = await self._desk.claimed.get()
            tasks.create_task(self._carry(row))

    async def stop(self, within: float) -> None:
        """Let nothing more be claimed, and wait up to `within` seconds for the calls in flight."""
        try:
            async with asyncio.timeout(within):
                await self._desk.close()
                await self._desk.emptied()
        except TimeoutError:
            log.warning("Calls were still in flight at the stop; they are marked as ambiguous.")

    async def finish(self) -> None:
        """After `run`, give back the rows that were claimed and not called, and write the last results."""
        while not self._desk.claimed.empty():
            self._note(self._desk.claimed.get_nowait(), NotSent())
        await self._recorder.write()

    async def _carry(self, row: Row) -> None:
        """Make the row's call. If its chat must wait after that, claim again when its turns come."""
        await self._call(row)
        turn = self._desk.holds.busy(self._clock.now()).get(row.chat)
        if turn is not None:
            for moment in (turn.session, turn.others):
                if await self._waits(row.chat, turn, moment):
                    await self._desk.claim_more()

    async def _waits(self, chat: ChatId, turn: Turn, moment: datetime) -> bool:
        """Wait until `moment`, which `turn` names, or until the chat has another turn; False: no wait."""
        has_waited = False
        # A pause may end slightly too early, since another clock measures it.
        while (now := self._clock.now()).steady < moment and self._desk.holds.busy(now).get(chat) == turn:
            await self._clock.pause((moment - now.steady).total_seconds())
            has_waited = True
        return has_waited

    async def _call(self, row: Row) -> None:
        outcome: Outcome = NotSent()
        try:
            if row.sends and not await self._sender.is_healthy():
                return
            if not self._desk.begins(row):
                return
            outcome = Ambiguous()
            outcome = await self._sender.send(row)
            if isinstance(outcome, Misconfigured) and await self._sender.is_healthy():
                # The token is accepted after all: something between us and Telegram has answered with a 404.
                outcome = NotSent()
        except Exception:
            # The sender returns an outcome for every failed call, so an error was raised before the call.
            outcome = Refused("it could not be put into words")
            log.exception("Sending failed in a way that is our bug.", extra={"outbox": row.id})
        finally:
            self._note(row, outcome)

    def _note(self, row: Row, outcome: Outcome) -> None:
        now = self._clock.now()
        self._desk.ends(row)
        self._desk.holds.note(row, outcome, now)
        self._closed.note(row, outcome)
        self._newest.note(row, outcome)
        self._figures.called(outcome)
        if isinstance(outcome, Refused):
            log.error("Telegram refuses a message: %s", outcome.why, extra={"kind": row.kind})
        self._recorder.note(Result(row, outcome, now.steady))
