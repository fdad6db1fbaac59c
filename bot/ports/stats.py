"""Numbers about the whole bot, for whoever runs it. They name nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Program:
    """The program that runs: its version, its kind of database, and since when (wire time) it runs."""

    version: str
    database: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Since:
    """From which moments on something counts: people's time."""

    today: datetime
    day: datetime  # a day ago
    week: datetime
    month: datetime


@dataclass(frozen=True, slots=True)
class ChatStats:
    """How many chats there are. `active`: with a session, an added one, or Done."""

    all: int
    with_reminders: int
    active_week: int
    active_month: int


@dataclass(frozen=True, slots=True)
class SessionStats:
    """How many sessions were begun, and how many of these were finished."""

    begun_today: int
    finished_today: int
    begun_week: int
    finished_week: int


@dataclass(frozen=True, slots=True)
class OutboxStats:
    """What became of messages. All but `waiting` are of the last day.

    `rings_late`: they left more than a minute after they were written, or not at all, since it was too late.
    """

    rings_sent: int
    rings_late: int
    waiting: int
    unknown: int
    failed: int


class Stats(Protocol):
    """Counts. It looks at many rows, so it is asked by administrators only."""

    def chats(self, since: Since) -> ChatStats:
        """Count chats."""

    def sessions(self, since: Since) -> SessionStats:
        """Count sessions."""

    def outbox(self, since: Since) -> OutboxStats:
        """Count messages."""
