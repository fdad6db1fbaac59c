"""The port through which one call to Telegram is made."""

from __future__ import annotations

from typing import Protocol

from bot.ports.outcomes import Outcome
from bot.ports.outgoing import Row


class Sender(Protocol):
    """Puts a row into words and makes one call of it."""

    async def send(self, row: Row) -> Outcome:
        """Send `row`; never raises."""

    async def is_healthy(self) -> bool:
        """Does Telegram answer getMe?"""
