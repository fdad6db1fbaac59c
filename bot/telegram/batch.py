"""A batch: updates that go through the routing together. Their actions share one commit.

As soon as each update of the batch waits for its action or is done, all submitted actions are committed
together, in the order of arrival. There is no timer: a bot with one update answers at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.domain.ids import UpdateId
from bot.domain.message import Phrase
from bot.ports import Work

Act = Callable[[Work], Phrase | None]
Result = Phrase | Exception | None  # what an action returned or raised


@dataclass(slots=True)
class Submission:
    """An action of an update, waiting for the commit."""

    update: UpdateId
    act: Act
    answer: asyncio.Future[Phrase | None]


@dataclass(slots=True)
class Batch:
    """The updates that are being handled, in the order of arrival, and what they have submitted."""

    updates: tuple[UpdateId, ...]
    _running: set[UpdateId] = field(default_factory=set)  # neither waiting nor done
    _unfinished: set[UpdateId] = field(default_factory=set)
    _left_out: set[UpdateId] = field(default_factory=set)
    _submitted: list[Submission] = field(default_factory=list)
    _quiet: asyncio.Event = field(default_factory=asyncio.Event)  # set when no update is running

    def __post_init__(self) -> None:
        self._running = set(self.updates)
        self._unfinished = set(self.updates)

    async def submit(self, update: UpdateId, act: Act) -> Phrase | None:
        """Submit `act` for the batch's next commit; return its answer, or raise what it raised.

        If the update is left out, return None at once.
        """
        if update in self._left_out:
            return None
        answer: asyncio.Future[Phrase | None] = asyncio.get_running_loop().create_future()
        self._submitted.append(Submission(update, act, answer))
        self._rests(update)
        try:
            return await answer
        finally:
            self._running.add(update)

    @property
    def is_finished(self) -> bool:
        """Has every update been handled to its end?"""
        return not self._unfinished

    def is_done(self, update: UpdateId) -> None:
        """Note that an update has been handled to its end, or is not handled at all."""
        self._unfinished.discard(update)
        self._rests(update)

    def leave_out(self, updates: Iterable[UpdateId]) -> None:
        """Do nothing more for these updates, whatever their handlers still submit."""
        self._left_out.update(updates)

    def is_left_out(self, update: UpdateId) -> bool:
        """Has another batch handled this update?"""
        return update in self._left_out

    async def taken(self) -> list[Submission]:
        """Wait until every update waits or is done; return what was submitted, in order of arrival."""
        if self._running:
            self._quiet.clear()
            await self._quiet.wait()
        submitted, self._submitted = self._submitted, []
        order = {update: place for place, update in enumerate(self.updates)}
        return sorted(submitted, key=lambda submission: order[submission.update])

    def resume(self, submissions: Iterable[Submission], results: Iterable[Result]) -> None:
        """Give each result of a commit to the handler that waits for it."""
        for submission, result in zip(submissions, results, strict=True):
            self._running.add(submission.update)
            if isinstance(result, Exception):
                submission.answer.set_exception(result)
            else:
                submission.answer.set_result(result)

    def _rests(self, update: UpdateId) -> None:
        self._running.discard(update)
        if not self._running:
            self._quiet.set()
