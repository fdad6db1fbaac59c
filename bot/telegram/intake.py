"""The way in: fetch updates, run them through the routing, commit, and only then confirm them.

Nothing ends this loop but the stop: trouble with the network or the token is said once, then counted.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.delivery.courier import Courier
from bot.domain.ids import UpdateId
from bot.domain.message import Phrase
from bot.ports import Now, Work
from bot.telegram.batch import Batch, Submission, run_all
from bot.telegram.context import Handling, language_of
from bot.telegram.rendering import Renderer
from bot.telegram.routing import ALLOWED, App

log = logging.getLogger(__name__)

WAIT = 25  # seconds that a fetch waits at the other side
GRACE = 10.0  # seconds that its answer may take on top (the library adds the two)
ANSWER_WITHIN = 10.0  # seconds; a tap's answer is of no use later
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
FETCH = 100
# Lines of one person in one fetch that are read. Nobody waits for an answer to more, and everybody else does.
MOST_AT_ONCE = 30


class Intake:
    """Takes updates in, each with one effect."""

    def __init__(self, application: App, courier: Courier, handling: Handling) -> None:
        self._application = application
        self._courier = courier
        self._handling = handling
        self._offset: int | None = None
        self._failures = 0
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
                if updates and (toasts := await self._take_or_rest(updates)) is not None:
                    tasks.create_task(self.answer_taps(updates, toasts))
                    self._offset = updates[-1].update_id + 1

    def stop(self) -> None:
        """Take nothing more after the batch under way."""
        self._stopping.set()

    async def take(self, updates: Sequence[Update]) -> dict[UpdateId, Phrase | None]:
        """Handle `updates` and commit what they cause; return the toasts for those that were taps."""
        batch = Batch(tuple(UpdateId(update.update_id) for update in updates))
        toasts: dict[UpdateId, Phrase | None] = {}
        self._handling.batch, self._handling.toasts = batch, toasts
        heard: Counter[int] = Counter()
        async with asyncio.TaskGroup() as tasks:
            for update in updates:
                person = update.effective_user.id if update.effective_user else 0
                heard[person] += 1
                if person and heard[person] > MOST_AT_ONCE:
                    batch.is_done(UpdateId(update.update_id))
                else:
                    tasks.create_task(self._handle(update, batch))
            await self._commit(batch)
        return toasts

    async def answer_taps(self, updates: Sequence[Update], toasts: dict[UpdateId, Phrase | None]) -> None:
        """Answer every tap among `updates`, each tried once."""
        async with asyncio.TaskGroup() as answers:
            for update in updates:
                if update.callback_query is not None:
                    answers.create_task(self._answer(update, toasts.get(UpdateId(update.update_id))))

    async def _take_or_rest(self, updates: Sequence[Update]) -> dict[UpdateId, Phrase | None] | None:
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

    async def _commit(self, batch: Batch) -> None:
        """Commit whatever is submitted, round by round, until every update has its receipt."""
        open_updates = list(batch.updates)
        while open_updates or not batch.is_finished:
            submissions = await batch.taken()
            if not submissions and not open_updates:
                break
            now = self._handling.clock.now()
            unit = _Unit(submissions, tuple(open_updates), now)
            results = await self._courier.commit(unit)
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
        renderer = Renderer(catalogue, language_of(query.from_user, catalogue))
        try:
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

    async def _fetch(self) -> Sequence[Update]:
        try:
            updates: Sequence[Update] = await self._application.bot.get_updates(
                offset=self._offset,
                limit=FETCH,
                timeout=WAIT if self.is_polling.is_set() else 0,  # the first one only says hello
                read_timeout=GRACE,
                allowed_updates=ALLOWED,
            )
        except TelegramError as error:
            await self._rest(error)
            return ()
        except Exception:
            # An answer that the library cannot read must not end the loop.
            log.exception("Updates arrived that could not be read.")
            await self._handling.clock.sleep(LONGEST_PAUSE)
            return ()
        if self._failures:
            log.info("Updates arrive again after %d failed attempts.", self._failures)
            self._failures = 0
        self.is_polling.set()
        return updates

    async def _rest(self, error: TelegramError) -> None:
        """Say what is wrong the first time, and wait a little longer each time."""
        self._failures += 1
        if self._failures == 1:
            log.warning("%s I keep trying.", why(error))
        pause = min(FIRST_PAUSE * 2.0 ** min(self._failures - 1, 6), LONGEST_PAUSE)
        if isinstance(error, RetryAfter):
            after = error.retry_after
            pause = after if isinstance(after, int | float) else after.total_seconds()
        await self._handling.clock.sleep(pause)


def why(error: TelegramError) -> str:
    """Return one plain sentence for trouble with fetching; never with an address, which has the token."""
    match error:
        case InvalidToken():
            return "Telegram does not accept the token (or the address is not a Bot API)."
        case Conflict():
            return "Another program fetches this bot's updates, or a webhook is set."
        case RetryAfter():
            return "Telegram asks for a pause."
        case _:
            return "Telegram cannot be reached."


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
