"""The sessions, as actions may read them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from bot.domain.history import Totals
from bot.domain.ids import ChatId, SessionId
from bot.domain.session import Session


class Played(Protocol):
    """The sessions, to be read only; `Visit.keep_session` writes them."""

    def get(self, session: SessionId) -> Session | None:
        """Return a session of any chat and any state."""

    def history(self, chat: ChatId, limit: int) -> list[Session]:
        """Return the chat's sessions that have ended and were played, the newest first."""

    def totals(self, chat: ChatId) -> Totals:
        """Return what all of these come to."""

    def by_day(self, chat: ChatId) -> list[tuple[date, int]]:
        """Return the date and the seconds of each session that was played."""

    def last_day(self, chat: ChatId) -> date | None:
        """Return the newest date with something done: a session, also an added one, or Done."""

    def finished(self, chat: ChatId, since: datetime) -> list[tuple[datetime, date | None]]:
        """Return when each finished session began, from `since` on, and the local date of its end."""
