"""The way in: fetch updates, run them through the routing, commit, and only then confirm them.

Nothing ends this loop but the stop: trouble with the network or the token is said once, then counted.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from telegram import Update
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.delivery.desk import Desk
from bot.domain.ids import UpdateId
from bot.domain.message import Phrase
from bot.ports import Now, Work
from bot.telegram.allowance import Allowance
from bot.telegram.batch import Batch, Submission, run_all
from bot.telegram.connection import leave_webhook
from bot.telegram.context import Handling, language_of
from bot.telegram.fetching import Raw, first_of_each, number_of, person_of
from bot.telegram.rendering import Renderer
from bot.telegram.routing import App
from bot.telegram.trouble import Trouble, why

log = logging.getLogger(__name__)

ANSWER_WITHIN = 10.0  # seconds; a tap's answer is of no use later
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# Where the other side neither waits nor takes a confirmation, it is not asked as fast as it can answer.
LEAST_APART = 0.2  # seconds
A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """Updates that were read and are committed, and the toasts for those that were taps."""

    read: list[Update]
    toasts: dict[UpdateId, Phrase | None]


class Intake:
    """Takes updates in, each with one effect."""

    def __init__(self, application: App, desk: Desk, handling: Handling) -> None:
        self._application = application
        self._desk = desk
        self._handling = handling
        self._allowance = Allowance()
        self._offset: int | None = None
        self._trouble = Trouble()
        self._stopping = asyncio.Event()
        self.is_polling = asyncio.Event()  # set once a fetch has been answered

    async def run(self) -> None:
        """Fetch and take updates until `stop`; the batch under way is finished first."""
        async with asyncio.TaskGroup() as tasks:
            stopping = tasks.create_task(self._stopping.wait())
            while not self._stopping.is_set():
                fetching = tasks.create_task(self._fetch())
                await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not fetching.done():
                    fetching.cancel()
                    break
                updates = fetching.result()
                if updates and (taken := await self._take_or_rest(updates)) is not None:
                    tasks.create_task(self.answer_taps(taken))
                    await self._confirm(number_of(updates[-1]) + 1)

    def stop(self) -> None:
        """Take nothing more after the batch under way."""
        self._stopping.set()

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
        async with asyncio.TaskGroup() as answers:
            for update in taken.read:
                if update.callback_query is not None:
                    answers.create_task(self._answer(update, taken.toasts.get(UpdateId(update.update_id))))

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

    async def _confirm(self, offset: int) -> None:
        """Ask from `offset` on; with a pause if that was asked already, and what was confirmed came again."""
        if offset == self._offset:
            await self._handling.clock.sleep(LEAST_APART)
        self._offset = offset

    async def _take_or_rest(self, updates: Sequence[Raw]) -> Taken | None:
        """Take `updates`; None if the database would not: they stay unconfirmed and are fetched again."""
        try:
            return await self.take(updates)
        except Exception:
            log.exception("Updates could not be committed; they are fetched again.")
            await self._handling.clock.sleep(FIRST_PAUSE)
            return None

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
            unit = _Unit(submissions, tuple(open_updates), now)
            results = await self._desk.commit(unit)
            open_updates = [
                submission.update
                for submission, result in zip(submissions, results, strict=True)
                if isinstance(result, Exception) and submission.update in open_updates
            ]
            batch.resume(submissions, results)

    async def _answer(self, update: Update, toast: Phrase | None) -> None:
        query = update.callback_query
        if query is None:
            return
        catalogue = self._handling.catalogue
        try:
            renderer = Renderer(catalogue, language_of(query.from_user, catalogue))
            await self._application.bot.answer_callback_query(
                query.id,
                renderer.plain(toast) if toast else None,
                read_timeout=ANSWER_WITHIN,
                connect_timeout=ANSWER_WITHIN,
            )
        except TelegramError:
            log.debug("A tap could not be answered any more.")
        except Exception:
            log.exception("A tap could not be answered: our bug.")

    async def _fetch(self) -> Sequence[Raw]:
        waits, asked_at = self.is_polling.is_set(), self._handling.clock.now().wire
        try:
            # The first one only says hello.
            updates = await self._application.bot.fetch(self._offset, waits=waits)
        except TelegramError as error:
            await self._rest(error)
            return ()
        except Exception:
            log.exception("Updates could not be fetched: our bug.")
            await self._handling.clock.sleep(LONGEST_PAUSE)
            return ()
        if self._trouble.attempts:
            log.info("Updates arrive again after %d failed attempts.", self._trouble.attempts)
            self._trouble = Trouble()
        self.is_polling.set()
        if waits and not updates and self._handling.clock.now().wire - asked_at < A_MOMENT:
            await self._handling.clock.sleep(LEAST_APART)  # it should have waited for some
        return updates

    async def _rest(self, error: TelegramError) -> None:
        """Say what is wrong where that is new, and wait a little longer each time."""
        self._trouble.note(f"{why(error)} I keep trying.")
        if isinstance(error, Conflict):
            # At the start it may not have been seen, and somebody may have set it since.
            await leave_webhook(self._application.bot)
        pause = min(FIRST_PAUSE * 2.0 ** min(self._trouble.attempts - 1, 6), LONGEST_PAUSE)
        if isinstance(error, RetryAfter):
            after = error.retry_after
            pause = after if isinstance(after, int | float) else after.total_seconds()
        await self._handling.clock.sleep(pause)


class _Unit:
    """One round of a batch, as a unit of work."""

    def __init__(self, submissions: list[Submission], updates: tuple[UpdateId, ...], now: Now) -> None:
        self._submissions = submissions
        self._updates = updates
        self._now = now

    def __call__(self, work: Work) -> list[Phrase | Exception | None]:
        known = work.receipts.known(self._updates)
        fresh = [each for each in self._submissions if each.update not in known]
        done = dict(zip((id(each) for each in fresh), run_all(work, fresh), strict=True))
        results = [done.get(id(each)) for each in self._submissions]
        failed = {
            each.update
            for each, result in zip(self._submissions, results, strict=True)
            if isinstance(result, Exception)
        }
        work.receipts.write([each for each in self._updates if each not in failed | known], self._now)
        return results
