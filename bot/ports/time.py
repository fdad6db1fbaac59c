"""The time, and how to wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Now:
    """One reading of both clocks.

    `people`: the time for due moments, steps and the pace; the playground and tests can move it. `wire`:
    always real time, for timeouts and leases. `jitter`: how late, in people's time, a wake-up of a healthy
    process may be.
    """

    people: datetime
    wire: datetime
    jitter: timedelta = timedelta(0)


class Clock(Protocol):
    """Reads both clocks, and is the only way to wait."""

    def now(self) -> Now:
        """Read both clocks."""

    def set_back_by(self) -> timedelta:
        """Return how far the machine's clock was set back since the last call; zero if it was not."""

    async def sleep(self, seconds: float) -> None:
        """Wait for real `seconds`."""

    async def pause(self, seconds: float) -> None:
        """Wait for `seconds` of people's time."""
