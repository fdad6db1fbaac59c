"""The time, and how to wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Now:
    """One reading of the clocks.

    `people`: the time for due moments and steps. The machine's clock, the playground and tests can move it.
    `wire`: always real time, for timeouts and leases. It is never set back. `jitter`: how late, in people's
    time, a wake-up of a healthy process may be. `lead`: how much further people's time has come than wire
    time since the start, not counting the steps back.
    """

    people: datetime
    wire: datetime
    jitter: timedelta = timedelta(0)
    lead: timedelta = timedelta(0)

    @property
    def steady(self) -> datetime:
        """Return the moment to measure short waits with, such as the pace.

        It runs as fast as people's time, and is never set back. It is not the time of day.
        """
        return self.wire + self.lead


class Clock(Protocol):
    """Reads the clocks, and is the only way to wait."""

    def now(self) -> Now:
        """Read the clocks."""

    def set_back_by(self) -> timedelta:
        """Return how far the machine's clock was set back since the last call; zero if it was not.

        Until this is called, people's time goes on as if the clock had not been set back. So the caller can
        move in one unit of work what must move with the clock, and no action sees only one of the two moved.
        """

    def undo_set_back(self, by: timedelta) -> None:
        """Take back the answer `by` of `set_back_by`, because nothing was moved; the next call returns it."""

    async def sleep(self, seconds: float) -> None:
        """Wait for real `seconds`."""

    async def pause(self, seconds: float) -> None:
        """Wait for `seconds` of people's time."""
