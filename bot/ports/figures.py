"""What is counted for whoever runs the bot. It never hears of chats, people or words."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from bot.ports.kinds import Kind
from bot.ports.outcomes import Outcome
from bot.ports.outgoing import Lane, RowState


class Figures(Protocol):
    """Notes what has happened. It is called in the event loop, and must not take long."""

    def took(self, updates: int) -> None:
        """Note that a batch of so many updates was committed."""

    def waiting(self, updates: int) -> None:
        """Note how many updates wait at Telegram."""

    def refused(self, reason: str) -> None:
        """Note that a request to the webhook was not taken, with the reason in one word."""

    def committed(self, took: timedelta) -> None:
        """Note that a unit of work was committed, and how long that took, with the wait for its turn."""

    def called(self, outcome: Outcome) -> None:
        """Note what became of a call to Telegram."""

    def ended(self, kind: Kind, lane: Lane, state: RowState, after: timedelta | None) -> None:
        """Note that a message has come to `state`, so long after it was written. None: that is not known."""


class Uncounted:
    """`Figures` of a bot at which nobody looks."""

    def took(self, updates: int) -> None:
        """Note nothing."""

    def waiting(self, updates: int) -> None:
        """Note nothing."""

    def refused(self, reason: str) -> None:
        """Note nothing."""

    def committed(self, took: timedelta) -> None:
        """Note nothing."""

    def called(self, outcome: Outcome) -> None:
        """Note nothing."""

    def ended(self, kind: Kind, lane: Lane, state: RowState, after: timedelta | None) -> None:
        """Note nothing."""


UNCOUNTED = Uncounted()
