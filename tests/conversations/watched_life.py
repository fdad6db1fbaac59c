"""A person with reminders under a watch: after every beat new rings are looked at, and hard cases counted."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.own_day import day_of
from tests.conversations.hard_cases import Case, Cases
from tests.conversations.ring_watch import Watch
from tests.conversations.stage import Stage


class Watched(Stage):
    """A stage on which the watch, and the cases, look after every beat."""

    watch: Watch | None = None
    cases: Cases | None = None

    async def beats(self) -> None:
        await super().beats()
        for each in (self.watch, self.cases):
            if each is not None:
                await each.looks()


class Life:
    """One person on a stage, and what they do that no ring shows."""

    def __init__(self, stage: Watched) -> None:
        self.stage = stage
        self.chat = stage.private()
        self.watch = stage.watch = Watch(self.chat)
        self.cases = stage.cases = Cases(self.chat)

    @property
    def saw(self) -> Counter[str]:
        """What has happened so far: rings, and hard cases."""
        return self.watch.saw + self.cases.met

    async def begins(self, zone: str, at: datetime) -> None:
        """Begin at a moment, in a zone."""
        self.stage.clock.at = at
        await self.chat.presses_data(f"zone:{zone}")

    async def waits(self, **time: float) -> None:
        """Let time pass while the bot is there."""
        await self.watch.waits(self.stage.clock.at + timedelta(**time))

    async def is_out(self, minutes: int) -> None:
        """Let time pass while the bot does nothing."""
        self.cases.is_out = True
        await self.stage.is_away(minutes=minutes)
        self.cases.is_out = False

    async def travels(self, zone: str) -> None:
        """Go to another zone."""
        before = await self._rings()
        await self.chat.presses_data(f"zone:{zone}")
        after = await self._rings()
        moved = [number for number, ring in before.items() if ring and after.get(number, ring) != ring]
        self.cases.note(Case.moved_by_travel, happened=bool(moved))
        # Its hour here was still ahead today, and is over there: the next ring is on a later date.
        passed = [number for number in moved if after[number][0] > before[number][0]]
        self.cases.note(Case.passed_over, happened=bool(passed))

    async def goes_away(self, days: int) -> None:
        """Be away for so many days; 0: come back now."""
        snoozes = await self.stage.rows("reminders WHERE snooze_at IS NOT NULL")
        self.cases.note(Case.away_with_snooze, happened=bool(days and snoozes))
        await (self.chat.says(f"away for {days} days") if days else self.chat.presses_data("back_now"))

    async def takes_back(self) -> None:
        """Take back "Done" or "Not today"."""
        [chat] = await self.stage.rows("chats")
        if chat["zone"] is None:
            return
        today = day_of(self.stage.clock.at, ZoneInfo(chat["zone"]), chat["day_begins"])
        before = await self._rings()
        await self.chat.presses_data(f"ring_again:{today:%Y%m%d}")
        self.cases.note(Case.taken_back, happened=await self._rings() != before)

    async def blocks(self, span: timedelta) -> None:
        """Block the bot, and let it in again after a while."""
        await self.chat.membership("member", "kicked")
        self.watch.is_blocked = True
        await self.watch.waits(self.stage.clock.at + span)
        self.watch.is_blocked, self.watch.let_in_at = False, self.stage.clock.at
        await self.chat.membership("kicked", "member")

    async def _rings(self) -> dict[int, Any]:
        """Return the next ring of each weekly reminder: its date, and its moment."""
        rows = await self.stage.rows("reminders WHERE once_on IS NULL")
        return {row["id"]: (row["ring_on"], row["ring_at"]) for row in rows if row["ring_on"] is not None}
