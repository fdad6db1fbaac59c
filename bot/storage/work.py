"""One open unit of work: all that is kept, over one connection and inside one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from bot.domain.ids import ChatId
from bot.ports import DEFAULT, Archives, Now, Retention, Stats
from bot.ports.load import Load
from bot.storage.added_sessions import StoredAddedSessions
from bot.storage.broadcasts import StoredBroadcasts
from bot.storage.chats import StoredChats
from bot.storage.commons import StoredCommons
from bot.storage.done_days import StoredAwayDays, StoredDoneDays
from bot.storage.drafts import StoredDrafts
from bot.storage.files import StoredFiles
from bot.storage.likings import StoredLikings
from bot.storage.load import load_of
from bot.storage.outbox import StoredOutbox
from bot.storage.own_routines import StoredOwnRoutines
from bot.storage.problems import TransactionGone
from bot.storage.receipts import StoredReceipts
from bot.storage.remains import Remains
from bot.storage.reminders import StoredReminders
from bot.storage.savepoints import savepoint
from bot.storage.sessions import StoredSessions
from bot.storage.standing import StoredStanding
from bot.storage.tables import chats, reminders, sessions
from bot.storage.tips import StoredTagsLiked, StoredTips
from bot.storage.together.later import Later
from bot.storage.together.reading import Bounds, read_ahead
from bot.storage.together.repositories import (
    AddedTogether,
    AwayDaysTogether,
    ChatsTogether,
    DoneDaysTogether,
    LikingsTogether,
    OutboxTogether,
    RemindersTogether,
    SessionsTogether,
    TagsTogether,
    TipsTogether,
    as_connection,
)
from bot.storage.trouble import Trouble, trouble_in

# Sorted, not min(): the search then stops at the first reminder whose chat can be reached.
_NEXT_REMINDER = (
    select(reminders.c.due_at)
    .join(chats)
    .where(reminders.c.due_at.is_not(None), chats.c.is_gone.is_(False))
    .order_by(reminders.c.due_at)
    .limit(1)
)
_NEXT_SESSION = (
    select(sessions.c.due_at).where(sessions.c.due_at.is_not(None)).order_by(sessions.c.due_at).limit(1)
)
_NEXT_NOTE = (
    select(sessions.c.notifies_at)
    .where(sessions.c.notifies_at.is_not(None))
    .order_by(sessions.c.notifies_at)
    .limit(1)
)
_NEXT_BACK = (
    select(chats.c.told_at)
    .where(chats.c.told_at.is_not(None), chats.c.is_gone.is_(False))
    .order_by(chats.c.told_at)
    .limit(1)
)
_NEXT = select(
    _NEXT_SESSION.scalar_subquery(),
    _NEXT_NOTE.scalar_subquery(),
    _NEXT_REMINDER.scalar_subquery(),
    _NEXT_BACK.scalar_subquery(),
)


class OpenWork:
    """`ports.Work` over one connection; whoever opened the transaction commits it."""

    def __init__(
        self,
        connection: Connection,
        remains: Remains,
        retention: Retention = DEFAULT,
        somebody_waits: Callable[[], bool] = lambda: False,
    ) -> None:
        self.somebody_waits = somebody_waits
        self._connection = connection
        self._remains = remains
        self.retention = retention
        self._were_left = remains.are_left
        self.chats = StoredChats(connection, remains)
        self.sessions = StoredSessions(connection)
        self.likings = StoredLikings(connection)
        self.reminders = StoredReminders(connection)
        self.outbox = StoredOutbox(connection, remains)
        self.tips = StoredTips(connection)
        self.tags_liked = StoredTagsLiked(connection)
        self.done_days = StoredDoneDays(connection)
        self.away_days = StoredAwayDays(connection)
        self.added = StoredAddedSessions(connection)
        self.own = StoredOwnRoutines(connection)
        self.drafts = StoredDrafts(connection)
        self.receipts = StoredReceipts(connection, remains, retention)
        self.files = StoredFiles(connection)
        self.broadcasts = StoredBroadcasts(connection)
        self.commons = StoredCommons(connection)

    @property
    def archives(self) -> Archives:
        """All that is kept about a chat. Few chats ever ask for it, so its code is loaded then."""
        from bot.storage.archive import StoredArchives

        return StoredArchives(self._connection)

    @property
    def stats(self) -> Stats:
        """The numbers for administrators; loaded when somebody asks for them."""
        from bot.storage.stats import StoredStats

        return StoredStats(self._connection)

    def standing(self, chat: ChatId) -> StoredStanding:
        """Return how the chat stands now; what is written later does not change it."""
        return StoredStanding(self._connection, chat)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what is written inside if it raises. TransactionGone: the database cannot be written.

        On a full disk some statements fail and others succeed. The code inside is not at fault, so nothing of
        the unit is kept and all of it is done again later.
        """
        try:
            with savepoint(self._connection):
                yield
        except DBAPIError as error:
            is_gone = self._connection.invalidated or _has_lost_transaction(self._connection)
            # One damaged page must not stop everybody whose rows are elsewhere.
            if is_gone or trouble_in(error) not in (None, Trouble.damaged):
                raise TransactionGone from error
            raise

    @contextmanager
    def together(self, chats: Collection[ChatId], minute: datetime, since: datetime) -> Iterator[OpenWork]:
        """Yield this unit of work for rings of many chats, whose rows are read and written together.

        What is written is in the database when the code inside has ended.
        """
        bounds = Bounds(minute, since)
        later = Later(self._connection, read_ahead(self._connection, chats, bounds))
        several = OpenWork(as_connection(later), self._remains, self.retention, self.somebody_waits)
        several.chats = ChatsTogether(later, self._remains)
        several.sessions = SessionsTogether(later, bounds)
        several.likings = LikingsTogether(later)
        several.reminders = RemindersTogether(later)
        several.outbox = OutboxTogether(later, self._remains, bounds)
        several.tips = TipsTogether(later)
        several.tags_liked = TagsTogether(later)
        several.done_days = DoneDaysTogether(later, bounds)
        several.away_days = AwayDaysTogether(later)
        several.added = AddedTogether(later)
        yield several
        later.flush()
        self.outbox.left_behind += several.outbox.left_behind

    @property
    def has_deleted(self) -> bool:
        """Has this unit of work deleted what must be overwritten, while nothing else waited for that?"""
        return self._remains.are_left and not self._were_left

    def next_due(self) -> tuple[datetime | None, datetime | None]:
        """Return the earliest moments at which anything is due, and a message that notifies; or None."""
        session, note, reminder, back = self._connection.execute(_NEXT).one()
        return _earliest(session, reminder, back), _earliest(note, reminder, back)

    def load(self, now: Now) -> Load:
        """Return how much waits to be done at `now`."""
        return load_of(self._connection, now, self.next_due()[0])


def _has_lost_transaction(connection: Connection) -> bool:
    """Has SQLite rolled the whole transaction back, as it does on a full disk?"""
    driver = connection.connection.driver_connection
    return isinstance(driver, sqlite3.Connection) and not driver.in_transaction


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
