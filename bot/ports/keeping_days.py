"""What is stored of the days that count: sessions, what was done without one, and days that wait."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from bot.domain.added import Added
from bot.domain.done import Done
from bot.domain.history import Totals
from bot.domain.ids import AddedId, ChatId, SessionId
from bot.domain.session import Session


class Sessions(Protocol):
    """The sessions."""

    def add(self, session: Session) -> Session:
        """Keep a new session, whose id is given here, and return it; the chat must have no live one."""

    def live(self, chat: ChatId) -> Session | None:
        """Return the chat's live session, or None."""

    def get(self, session: SessionId) -> Session | None:
        """Return a session of any state."""

    def put(self, session: Session) -> Session:
        """Write the session and return it as the next version. It raises if the version read is outdated."""

    def history(self, chat: ChatId, limit: int) -> list[Session]:
        """Return the chat's sessions that have ended and were played, the newest first."""

    def totals(self, chat: ChatId) -> Totals:
        """Return the sums over all sessions that were played."""

    def by_day(self, chat: ChatId) -> list[tuple[date, int]]:
        """Return date and seconds of each session that was played. Without a zone, the date is UTC's."""

    def last_day(self, chat: ChatId) -> date | None:
        """Return the newest date with something done: a session, also an added one, or Done."""

    def finished(self, chat: ChatId, since: datetime) -> list[tuple[datetime, date | None]]:
        """Return when each finished session began, from `since` on, and the local date of its end."""

    def due(self, now: datetime, limit: int) -> list[SessionId]:
        """Return the ids of the sessions that are due at `now`, the longest overdue first.

        Ids only: a session that cannot be read must not stop the others.
        """

    def put_off(self, session: SessionId, until: datetime) -> None:
        """Make the session due at `until`, and change nothing else. The next put overwrites the moment."""

    def all_live(self) -> list[SessionId]:
        """Return the ids of all live sessions."""


class DoneDays(Protocol):
    """What people have done without a session, by local date."""

    def add(self, chat: ChatId, done: Done) -> bool:
        """Note what was done; False: it was noted for that date already."""

    def drop(self, chat: ChatId, on: date) -> int:
        """Take back what was noted for a date; return how much it was."""

    def since(self, chat: ChatId, on: date) -> list[Done]:
        """Return what was done on `on` and later, the earliest first."""


class AwayDays(Protocol):
    """The local dates that wait: people are away, of which no reason is kept, or the bot was."""

    def add(self, chat: ChatId, days: Iterable[date], at: datetime) -> None:
        """Note days on which the person is away; `at`: when they said so."""

    def add_outage(self, chat: ChatId, days: Iterable[date], at: datetime) -> None:
        """Note days on which the bot could not ring; `at`: when it was back."""

    def end(self, chat: ChatId, on: date) -> None:
        """Take back the days from `on` on: the person is there."""

    def of(self, chat: ChatId) -> frozenset[date]:
        """Return the days on which the person was, is or will be away, or the bot could not ring."""


class AddedSessions(Protocol):
    """The sessions that people had without the bot, and added afterwards."""

    def add(self, chat: ChatId, added: Added) -> Added:
        """Keep a session; its id is given here."""

    def drop(self, chat: ChatId, added: AddedId) -> Added | None:
        """Delete a session of the chat and return it; None: there is none any more."""

    def of(self, chat: ChatId) -> list[Added]:
        """Return the chat's added sessions, those of the earliest date first."""
