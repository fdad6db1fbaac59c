"""Long polling: fetch updates, hand them to Taking, and only then confirm them.

The next fetch has a higher offset, which confirms the updates fetched before. Only `stop` ends this loop.
After any trouble with the network, the token or the database it tries again, and logs each trouble once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from telegram.error import Conflict, RetryAfter, TelegramError

from bot.ports import Clock, Intake
from bot.telegram.connection import leave_webhook
from bot.telegram.fetching import FetchingBot
from bot.telegram.raw import Raw, number_of
from bot.telegram.round import Check
from bot.telegram.taking import Taking
from bot.telegram.trouble import Trouble, why

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds
# Some other Bot API servers answer at once instead of waiting, or ignore a confirmation. The pause keeps the
# bot from calling them without end.
LEAST_APART = 0.2  # seconds
A_MOMENT = timedelta(seconds=1)


class Polling:
    """Fetches updates in batches, one batch after the other."""

    def __init__(self, bot: FetchingBot, taking: Taking, clock: Clock, intake: Intake | None = None) -> None:
        """`intake`: says which of several processes fetches; None: there is only this one."""
        self._intake = intake
        self._bot = bot
        self._taking = taking
        self._clock = clock
        self._offset: int | None = None
        self._term = 0
        self._trouble = Trouble()
        self._stopping = asyncio.Event()
        self.has_begun = asyncio.Event()  # set once a fetch has been answered

    async def open(self) -> None:
        """Remove a webhook, without dropping the updates that wait."""
        await leave_webhook(self._bot)

    async def run(self) -> None:
        """Fetch updates and hand them to Taking until `stop`; a batch under way is finished first."""
        async with asyncio.TaskGroup() as tasks:
            stopping = tasks.create_task(self._stopping.wait())
            while not self._stopping.is_set():
                fetching = tasks.create_task(self._fetch_if_ours())
                await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not fetching.done():
                    fetching.cancel()
                    break
                updates, term = fetching.result()
                if updates:
                    await self._take(updates, term, tasks)

    async def _take(self, updates: Sequence[Raw], term: int, tasks: asyncio.TaskGroup) -> None:
        """Hand updates to Taking. Once they are committed, answer their taps and confirm them."""
        taken = await self._taking.take_or_rest(updates, self._check(term))
        if taken is not None:
            tasks.create_task(self._taking.answer_taps(taken))
            await self._confirm(number_of(updates[-1]) + 1)

    def stop(self) -> None:
        """Fetch nothing more once the batch under way is finished."""
        self._stopping.set()

    async def close(self) -> None:
        """Do nothing."""

    def trouble(self) -> str:
        """Say in one plain sentence why no updates come in; empty: they do."""
        if self._stopping.is_set():
            return "The bot is stopping."
        if self._intake is not None and not self._intake.is_ours(self._term):
            return ""  # it stands by, and takes no updates in on purpose
        if not self.has_begun.is_set():
            return "No updates have been fetched yet."
        return self._trouble.lasting()

    def _check(self, term: int) -> Check | None:
        owner = self._intake.owner if self._intake is not None else None
        return None if owner is None else lambda work: work.commons.check_intake(owner, term)

    async def _fetch_if_ours(self) -> tuple[Sequence[Raw], int]:
        """Wait until this process is the one that fetches; return what came, and in which term."""
        if self._intake is None:
            return await self._fetch(), 0
        term = await self._intake.ours()
        if term != self._term:
            self._offset, self._term = None, term  # another process may have fetched since
        updates = await self._fetch()
        return (updates if self._intake.is_ours(term) else ()), term

    async def _confirm(self, offset: int) -> None:
        """Fetch from `offset` on. If it has not changed, confirmed updates have come again: pause first."""
        if offset == self._offset:
            await self._clock.sleep(LEAST_APART)
        self._offset = offset

    async def _fetch(self) -> Sequence[Raw]:
        waits, asked_at = self.has_begun.is_set(), self._clock.now().wire
        try:
            # The first fetch does not wait: its answer shows at once that Telegram can be reached.
            updates = await self._bot.fetch(self._offset, waits=waits)
        except TelegramError as error:
            await self._rest(error)
            return ()
        except Exception:
            log.exception("Updates could not be fetched: our bug.")
            await self._clock.sleep(LONGEST_PAUSE)
            return ()
        self._end_trouble()
        self.has_begun.set()
        if waits and not updates and self._clock.now().wire - asked_at < A_MOMENT:
            await self._clock.sleep(LEAST_APART)  # Telegram itself would have waited for an update
        return updates

    def _end_trouble(self) -> None:
        if self._trouble.attempts:
            log.info("Updates arrive again after %d failed attempts.", self._trouble.attempts)
            self._trouble = Trouble()

    async def _rest(self, error: TelegramError) -> None:
        """Log what is wrong, if it is new, and pause: longer each time, or as long as Telegram asks."""
        self._trouble.note(f"{why(error)} I keep trying.")
        if isinstance(error, Conflict):
            # The check for a webhook at the start may have failed, or somebody has set one since.
            await leave_webhook(self._bot)
        pause = min(FIRST_PAUSE * 2.0 ** min(self._trouble.attempts - 1, 6), LONGEST_PAUSE)
        if isinstance(error, RetryAfter):
            after = error.retry_after
            pause = after if isinstance(after, int | float) else after.total_seconds()
        await self._clock.sleep(pause)
