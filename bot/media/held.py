"""Ids of files, kept in the memory of one process."""

from __future__ import annotations


class HeldFileIds:
    """`ports.FileIds` until the bot ends."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    async def find(self, hash: str) -> str | None:
        """Return the id of the file with this hash, or None."""
        return self._ids.get(hash)

    async def keep(self, hash: str, id: str) -> None:
        """Note the id of a file."""
        self._ids[hash] = id

    async def forget(self, hash: str) -> None:
        """Forget the id of a file: Telegram refuses it."""
        self._ids.pop(hash, None)
