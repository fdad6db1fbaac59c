"""A group and who is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram_playground.client.connection import Connection, Json


@dataclass(frozen=True, slots=True)
class Group:
    """A supergroup of people, with or without the bot."""

    playground: Connection
    id: int
    title: str

    async def changes(self, **fields: Any) -> Json:
        """Change title, bot_in, bot_admin, privacy, members or administrators; `by` is who changes it."""
        return await self.playground.post(f"groups/{self.id}", **fields)

    async def adds_bot(self, administrator: bool = False) -> None:
        await self.changes(bot_in=True, bot_admin=administrator)

    async def removes_bot(self) -> None:
        await self.changes(bot_in=False)
