"""The files that Telegram has got from this bot: each has an id there, and need not be sent twice."""

from __future__ import annotations

from typing import Protocol


class FileIds(Protocol):
    """The ids of files by their hash. An id is good for one bot only. Nothing here raises."""

    async def find(self, hash: str) -> str | None:
        """Return the id of the file with this hash, or None."""

    async def keep(self, hash: str, id: str) -> None:
        """Note the id of a file."""

    async def forget(self, hash: str) -> None:
        """Forget the id of a file: Telegram refuses it."""
