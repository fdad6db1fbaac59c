"""The queue of updates: each is kept until the bot confirms it; long polling fetches them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import islice, takewhile
from typing import Any

from telegram_playground.errors import ApiError, Json

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
# A bot gets these kinds only if it names them in allowed_updates.
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
# After a crash the last few numbers may have been given out without being saved.
SKIPPED_AFTER_CRASH = 1000


class Updates:
    """Pending updates in order, and the one poller that may wait for them."""

    def __init__(self, first_id: int) -> None:
        self.next_id = first_id
        self.pending: dict[int, Json] = {}
        self.allowed: list[str] = []
        self._waiter: asyncio.Future[str] | None = None
        self.polled = asyncio.Event()
        self.on_waiting: Callable[[bool], None] = lambda waiting: None
        self.on_added: Callable[[], None] = lambda: None

    def add(self, kind: str, content: Any) -> int | None:
        """Queue an update; None when the bot has not asked for its kind."""
        wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        if not wanted:
            return None
        update_id = self.next_id
        self.next_id += 1
        self.pending[update_id] = {"update_id": update_id, kind: content}
        self._wake("")
        self.on_added()
        return update_id

    def _wake(self, refusal: str) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(refusal)

    def interrupt(self, refusal: str) -> None:
        """End a waiting poll with a 409; `refusal` is its description."""
        self._wake(refusal)

    def done(self, update_id: int) -> None:
        """Forget one update, which a webhook has taken."""
        self.pending.pop(update_id, None)

    def confirm(self, offset: int) -> None:
        """Forget the updates before `offset`; a negative offset keeps so many of the newest."""
        if offset < 0:
            keep = list(self.pending)[offset:]
            offset = keep[0] if keep else 0
        for update_id in list(takewhile(lambda known: known < offset, self.pending)):
            del self.pending[update_id]

    async def fetch(self, offset: int, limit: int, wait_s: float) -> list[Json]:
        """Return pending updates, waiting up to `wait_s` real seconds for the first one."""
        self._wake(CONFLICT)
        self.confirm(offset)
        self.polled.set()
        if not self.pending and wait_s > 0:
            await self._wait(wait_s)
        # Read the queue again: another call may have confirmed updates while this one waited.
        return list(islice(self.pending.values(), limit))

    async def _wait(self, wait_s: float) -> None:
        waiter: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiter = waiter
        self.on_waiting(True)
        try:
            refusal = await asyncio.wait_for(waiter, wait_s)
        except TimeoutError:
            refusal = ""
        finally:
            if self._waiter is waiter:
                self._waiter = None
                self.on_waiting(False)
        if refusal:
            raise ApiError(409, refusal)

    @property
    def waiting(self) -> bool:
        return self._waiter is not None

    def release(self) -> None:
        """End a waiting poll with an empty answer, because the playground stops or an outage begins."""
        self._wake("")

    def dump(self) -> Json:
        return {
            "next_id": self.next_id,
            "pending": list(self.pending.values()),
            "allowed": self.allowed,
        }

    def load(self, kept: Json, *, crashed: bool) -> None:
        self.pending = {one["update_id"]: one for one in kept["pending"]}
        self.next_id = int(kept["next_id"]) + (SKIPPED_AFTER_CRASH if crashed else 0)
        self.allowed = list(kept["allowed"])
