"""A group and who is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram_playground.client.connection import Connection, Json

GENERAL = 1


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a group."""

    playground: Connection
    group: int
    id: int

    async def closes(self) -> None:
        """Close it: only administrators may write in it."""
        await self.playground.post(f"groups/{self.group}/topics/{self.id}", closed=True)

    async def opens(self) -> None:
        """Open it again."""
        await self.playground.post(f"groups/{self.group}/topics/{self.id}", closed=False)

    async def is_deleted(self) -> None:
        """Delete it with all its messages."""
        await self.playground.delete(f"groups/{self.group}/topics/{self.id}")


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

    async def adds_topic(self, name: str) -> Topic:
        """Open a new topic."""
        told = await self.playground.post(f"groups/{self.id}/topics", name=name)
        return Topic(self.playground, self.id, told["id"])

    @property
    def general(self) -> Topic:
        """The topic that has always been there."""
        return Topic(self.playground, self.id, GENERAL)

    async def removes_bot(self) -> None:
        await self.changes(bot_in=False)
