"""A machine whose clock a test sets, with a bot on it that keeps its real pace."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.delivery.pacing import local_pacing
from bot.domain.catalogue import Catalogue
from bot.timing.clock import SystemClock
from tests.conversations.stage import Stage, Talk

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
A_MOMENT = SECOND / 10


class MachineClock(SystemClock):
    """The real clock over a wall and a monotonic clock that only the test moves."""

    def __init__(self, passed: timedelta = timedelta(0), set_by: timedelta = timedelta(0)) -> None:
        self.passed, self.set_by = passed, set_by
        self._passing = asyncio.Condition()
        super().__init__(lambda: NOON + self.passed + self.set_by, lambda: self.passed.total_seconds())

    @property
    def at(self) -> datetime:
        return self.now().people

    async def passes(self, by: timedelta) -> None:
        """Let real time pass."""
        async with self._passing:
            self.passed += by
            self._passing.notify_all()

    async def sleep(self, seconds: float) -> None:
        """The bot's short waits are over at once."""
        await asyncio.sleep(0)

    async def pause(self, seconds: float) -> None:
        until = self.passed + timedelta(seconds=seconds)
        async with self._passing:
            await self._passing.wait_for(lambda: self.passed >= until)


class SlowStage(Stage):
    """A stage on which people rest before each tap and line; their chats' pace needs that."""

    rest = SECOND

    async def takes(self, *updates: dict[str, Any]) -> int:
        """Let the updates arrive after the rest."""
        assert isinstance(self.clock, MachineClock)
        await self.clock.passes(self.rest)
        for _ in range(10):  # what waited for this moment asks to be claimed
            await asyncio.sleep(0)
        await self.house.database.run(lambda work: None)
        await self.settles()
        return await super().takes(*updates)


class Machine:
    """A bot with its real pace on a machine whose clock a test sets, and people who chat with it."""

    def __init__(self, stage: SlowStage) -> None:
        self.stage = stage
        self.clock = MachineClock()
        self._people = 0

    async def starts(self) -> None:
        """Start the bot; its clock is a new reading of the machine's."""
        self.clock = MachineClock(self.clock.passed, self.clock.set_by)
        self.stage.clock = self.clock  # type: ignore[assignment]
        await self.stage.open()
        await self.stage.beats()

    def is_set_back(self, by: timedelta) -> None:
        """Somebody sets the machine's clock back; from now on people hurry, so that there is no beat."""
        self.clock.set_by -= by
        self.stage.rest = A_MOMENT

    async def is_restarted(self, set_back_by: timedelta) -> None:
        """Restart the bot; while it is stopped, the clock is set back."""
        await self.stage.close()
        await self.clock.passes(SECOND)
        self.clock.set_by -= set_back_by
        await self.starts()

    def someone(self) -> Talk:
        self._people += 1
        return self.stage.private(f"Person {self._people}", 1000 + self._people)

    async def lives(self, length: timedelta, step: timedelta = SECOND) -> None:
        """Let real time pass, with a beat at every `step`."""
        ends = self.clock.passed + length
        while self.clock.passed < ends:
            await self.clock.passes(min(step, ends - self.clock.passed))
            await self.stage.beats()

    async def rests(self, seconds: float = 30) -> None:
        """Let every chat earn its burst again."""
        await self.lives(timedelta(seconds=seconds), timedelta(seconds=seconds))

    async def left(self, talk: Talk) -> timedelta:
        """Return what is left of the step that is played in a chat."""
        ends = next(row["ends_at"] for row in await self.stage.rows("sessions") if row["chat_id"] == talk.id)
        return datetime.fromisoformat(ends).replace(tzinfo=UTC) - self.clock.at

    async def until(self, talk: Talk, words: str) -> timedelta:
        """Wait until `talk` has heard `words`; return how much real time that took."""
        began = self.clock.passed
        while not any(words in text for text in talk.hears()):
            assert self.clock.passed - began <= timedelta(minutes=20), f"{words!r} did not come"
            await self.lives(SECOND / 2, SECOND / 2)
        return self.clock.passed - began


Story = Callable[[Machine], Coroutine[Any, Any, None]]


def on_a_machine(catalogue: Catalogue, empty: Path, story: Story) -> None:
    """Run `story` with a bot of its own."""

    async def run() -> None:
        with tempfile.TemporaryDirectory() as folder:
            machine = Machine(SlowStage(Path(folder), catalogue, empty, pacing=local_pacing, has_thread=True))
            await machine.starts()
            try:
                await story(machine)
            finally:
                await machine.stage.close()

    asyncio.run(run())
