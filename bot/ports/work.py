"""The unit of work: actions read and write through it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from datetime import datetime
from enum import IntEnum
from typing import Protocol, TypeVar

from bot.domain.ids import ChatId
from bot.ports.broadcasts import Broadcasts
from bot.ports.commons import Commons
from bot.ports.documents import Archives
from bot.ports.keeping import Chats, Files, Likings, Receipts, Reminders, Standing, TagsLiked, Tips
from bot.ports.keeping_days import AddedSessions, AwayDays, DoneDays, Sessions
from bot.ports.keeping_own import Drafts, OwnRoutines
from bot.ports.load import Load
from bot.ports.outbox import Outbox
from bot.ports.retention import Retention
from bot.ports.stats import Stats
from bot.ports.time import Now

T = TypeVar("T")


class Rank(IntEnum):
    """Which of several units of work goes first. Units of the same rank run in order."""

    answer = 0  # a person waits for it
    usual = 1
    patient = 2  # a long one: answers go first, also later ones, but not for ever


class Work(Protocol):
    """One open unit of work. Whoever opened it commits it; actions and repositories never do."""

    @property
    def chats(self) -> Chats: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def likings(self) -> Likings: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def tips(self) -> Tips: ...
    @property
    def tags_liked(self) -> TagsLiked: ...
    @property
    def done_days(self) -> DoneDays: ...
    @property
    def away_days(self) -> AwayDays: ...
    @property
    def added(self) -> AddedSessions: ...
    @property
    def own(self) -> OwnRoutines: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def receipts(self) -> Receipts: ...
    @property
    def files(self) -> Files: ...
    @property
    def archives(self) -> Archives: ...
    @property
    def broadcasts(self) -> Broadcasts: ...
    @property
    def stats(self) -> Stats: ...

    @property
    def commons(self) -> Commons: ...

    @property
    def retention(self) -> Retention:
        """How long is kept what is stored for some time only?"""

    @property
    def has_deleted(self) -> bool:
        """Has this unit of work deleted what must be overwritten, while nothing else waited for that?"""

    def standing(self, chat: ChatId) -> Standing:
        """Return how the chat stands now; what is written later does not change it."""

    def savepoint(self) -> AbstractContextManager[None]:
        """If the code inside raises, undo what it has written, and nothing else."""

    def together(
        self, chats: Collection[ChatId], minute: datetime, since: datetime
    ) -> AbstractContextManager[Work]:
        """Yield this unit of work for rings of many `chats`, whose rows are read and written together.

        It does what this one does. When the code inside ends, all is written; nothing is if it raises.
        `minute`: in which a ring may have been written. `since`: how far back sessions matter.
        """

    def somebody_waits(self) -> bool:
        """Does, or will, an answer wait until this unit of work ends? A long one then stops where it can."""

    def next_due(self) -> tuple[datetime | None, datetime | None]:
        """Return when anything is due next, and when a message that notifies is; None: nothing is due."""

    def load(self, now: Now) -> Load:
        """Return how much waits to be done at `now`, for whoever runs the bot."""


class Storage(Protocol):
    """Opens units of work, one at a time."""

    def answering(self) -> AbstractContextManager[None]:
        """Note that updates are being read inside, whose answers are units of work that come soon."""

    async def run(
        self,
        do: Callable[[Work], T],
        *,
        kept: Callable[[T], None] | None = None,
        undone: Callable[[], None] | None = None,
        chats: Collection[ChatId] = (),
        rank: Rank = Rank.usual,
    ) -> T:
        """Run `do` in one unit of work, commit, return its result; if `do` raises, all it wrote is undone.

        `chats`: those that `do` is about. Another process that shares the database waits with them, or passes
        them over. `rank`: which of the units that wait goes first.

        The unit of work is finished even if the caller is cancelled. `kept` is called in the event loop with
        the committed result, before the caller gets it, and also if the caller is cancelled. `undone` is
        called where `do` runs if nothing of the unit is committed, before the next unit runs.

        `do` may run more than once, with `undone` in between: a server undoes one of two units of work that
        wait for each other. So `do` adds nothing to what it finds in memory.
        """
