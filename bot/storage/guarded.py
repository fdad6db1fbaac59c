"""The storage of a running bot: it notices and logs trouble with the disk, and lets failed callers rest."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from typing import TypeVar

from bot.domain.ids import ChatId
from bot.ports import Clock, Rank, Work
from bot.storage.condition import Condition
from bot.storage.database import Database
from bot.storage.hang_watch import HangWatch
from bot.storage.trouble import InTrouble, Trouble

T = TypeVar("T")

REST = 2.0  # seconds; shorter than `condition.QUIET`


class Guarded:
    """`ports.Storage` over a database. It is used in the event loop only."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.condition = Condition()
        self.is_replaced = False  # has another file taken the place of the database? Only a restart helps
        self.on_replaced: Callable[[], None] = lambda: None
        self._database = database
        self._clock = clock
        self._is_proving = False
        self._watch = HangWatch(lambda: self._note(database.when_it_hangs))

    def answering(self) -> AbstractContextManager[None]:
        """Let a long unit of work stop soon, since an answer comes."""
        return self._database.answering()

    async def run(
        self,
        do: Callable[[Work], T],
        *,
        kept: Callable[[T], None] | None = None,
        undone: Callable[[], None] | None = None,
        chats: Collection[ChatId] = (),
        rank: Rank = Rank.usual,
    ) -> T:
        """Run `do` in one unit of work and commit. After a rest, InTrouble: nothing can be written."""
        try:
            with self._watch.waits():
                result = await self._database.run(do, kept=kept, undone=undone, chats=chats, rank=rank)
        except InTrouble as problem:
            self._note(problem.trouble)
            await self._clock.sleep(REST)
            raise
        await self._look_for_the_end()
        return result

    def _note(self, trouble: Trouble) -> None:
        self.condition.note_failure(trouble, self._clock.now().wire)
        if trouble is Trouble.replaced:
            self.is_replaced = True
            self.on_replaced()

    async def _look_for_the_end(self) -> None:
        """Say that a trouble is over, if it is. A unit that only reads proves nothing, so this writes."""
        if self._is_proving or not self.condition.may_have_ended(self._clock.now().wire):
            return
        self._is_proving = True
        try:
            await self._database.prove()
        except InTrouble as problem:
            self._note(problem.trouble)
        else:
            self.condition.note_end()
        finally:
            self._is_proving = False
