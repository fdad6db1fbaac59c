"""The way in for a batch of updates: run them through the routing and commit what they cause."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Update

from bot.delivery.courier import Courier
from bot.domain.ids import UpdateId
from bot.domain.message import Phrase
from bot.telegram.allowance import Allowance
from bot.telegram.batch import Batch
from bot.telegram.context import Handling
from bot.telegram.raw import Raw, first_of_each, number_of, person_of
from bot.telegram.round import Round
from bot.telegram.routing import App
from bot.telegram.toasts import answer_taps

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """Updates that were read and are committed, and the toasts for those that were taps."""

    read: list[Update]
    toasts: dict[UpdateId, Phrase | None]


class Taking:
    """Takes updates in, each with one effect. It does not know where the updates come from."""

    def __init__(self, application: App, courier: Courier, handling: Handling) -> None:
        self._application = application
        self._courier = courier
        self._handling = handling
        self._allowance = Allowance()

    async def take(self, updates: Sequence[Raw]) -> Taken:
        """Handle `updates` and commit what they cause, with a receipt for each, read or not."""
        updates = first_of_each(updates)
        read = self._read(updates)
        batch = Batch(tuple(UpdateId(update.update_id) for update in read))
        toasts: dict[UpdateId, Phrase | None] = {}
        self._handling.batch, self._handling.toasts = batch, toasts
        async with asyncio.TaskGroup() as tasks:
            for update in read:
                tasks.create_task(self._handle(update, batch))
            await self._commit(batch, [number_of(update) for update in updates])
        return Taken(read, toasts)

    async def answer_taps(self, taken: Taken) -> None:
        """Answer every tap that was taken, each tried once."""
        taps = [
            (update.callback_query, taken.toasts.get(UpdateId(update.update_id)))
            for update in taken.read
            if update.callback_query is not None
        ]
        await answer_taps(self._application.bot, self._handling.catalogue, taps)

    def _read(self, updates: Sequence[Raw]) -> list[Update]:
        """Return those of `updates` that their senders' allowance covers and the library can read."""
        now = self._handling.clock.now()
        read = []
        for raw in updates:
            person = person_of(raw)
            if person is not None and not self._allowance.allows(person, number_of(raw), now):
                continue
            try:
                read.append(Update.de_json(dict(raw), self._application.bot))
            except Exception as error:  # noqa: BLE001 - whatever it is, the others are not to wait for it
                log.error("An update that cannot be read is passed over: %s", type(error).__name__)
        return read

    async def _handle(self, update: Update, batch: Batch) -> None:
        try:
            await self._application.process_update(update)
        finally:
            batch.is_done(UpdateId(update.update_id))

    async def _commit(self, batch: Batch, open_updates: list[UpdateId]) -> None:
        """Commit whatever is submitted, round by round, until all of `open_updates` have their receipt."""
        while open_updates or not batch.is_finished:
            submissions = await batch.taken()
            if not submissions and not open_updates:
                break
            now = self._handling.clock.now()
            results = await self._courier.commit(Round(submissions, tuple(open_updates), now))
            open_updates = [
                submission.update
                for submission, result in zip(submissions, results, strict=True)
                if isinstance(result, Exception) and submission.update in open_updates
            ]
            batch.resume(submissions, results)
