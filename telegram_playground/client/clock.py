"""People's time, read and changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from telegram_playground.client.connection import Connection


class Clock:
    """People's time: it can jump, and run up to 3,600 times as fast."""

    def __init__(self, playground: Connection) -> None:
        self._playground = playground

    async def now(self) -> datetime:
        return datetime.fromisoformat((await self._playground.get("clock"))["now"])

    async def speed(self, times: float) -> None:
        await self._playground.post("clock", speed=times)

    async def forward(self, by: timedelta | float) -> None:
        """Jump forward by a timedelta, or by a number of seconds."""
        seconds = by.total_seconds() if isinstance(by, timedelta) else by
        await self._playground.post("clock", forward_s=seconds)

    async def to(self, moment: datetime) -> None:
        """Jump to an aware moment."""
        await self._playground.post("clock", now=iso(moment))

    async def to_next_due(self) -> datetime:
        """Wait until the bot has named a future moment at which something is due; jump to it, return it."""

        async def look() -> datetime | None:
            told = await self._playground.get("clock")
            due = told["next_due"] and datetime.fromisoformat(told["next_due"])
            return due if due and due > datetime.fromisoformat(told["now"]) else None

        due = await self._playground.until(
            look, lambda: "the bot has named no future moment at which something is due"
        )
        await self.to(due)
        return due


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
