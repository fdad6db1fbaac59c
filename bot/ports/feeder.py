"""Where updates come from: the bot fetches them, or Telegram brings them."""

from __future__ import annotations

import asyncio
from typing import Protocol


class CannotOpen(Exception):
    """No update can come before a person changes something; the text is one plain sentence that says what."""


class Feeder(Protocol):
    """Takes updates in from `run` to `stop`."""

    has_begun: asyncio.Event  # set as soon as updates can come

    async def open(self) -> None:
        """Get ready, once Telegram has been reached. CannotOpen: a person must change something."""

    async def run(self) -> None:
        """Take updates in until `stop`; what is under way by then is finished first."""

    def stop(self) -> None:
        """Take no new updates."""

    async def close(self) -> None:
        """Give back what `open` has taken; do nothing if there is nothing left."""

    def trouble(self) -> str:
        """Say in one plain sentence why no updates come in; empty: they do."""
