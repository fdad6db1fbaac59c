"""A fault that a test has made: how often it has struck, and its end."""

from __future__ import annotations

from dataclasses import dataclass

from telegram_playground.client.connection import Connection


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that a test has made."""

    playground: Connection
    id: int

    async def used(self) -> int:
        """Return how many calls the fault has struck."""
        faults = (await self.playground.get("faults"))["faults"]
        return next((int(one["used"]) for one in faults if one["id"] == self.id), 0)

    async def has_struck(self, times: int = 1) -> None:
        """Wait until the fault has struck so many calls."""

        async def look() -> bool | None:
            return await self.used() >= times or None

        await self.playground.until(look, lambda: f"the fault did not strike {times} times")

    async def ends(self) -> None:
        await self.playground.delete(f"faults/{self.id}")
