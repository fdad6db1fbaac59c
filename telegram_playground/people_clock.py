"""People's clock: the time of chats, sessions and reminders, which can run fast and jump."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from telegram_playground.errors import Json

FASTEST = 3600.0
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
# A playground that is killed cannot save when it ended. So it saves every HEARTBEAT seconds while time
# runs fast. After a restart it assumes that time ran fast for GRACE more seconds, so that people's time
# never goes back.
HEARTBEAT = 5.0
GRACE = HEARTBEAT + 1.0


def iso(moment: datetime) -> str:
    """Return `moment` as ISO 8601 in UTC with milliseconds and a Z."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def iso_of(seconds: float) -> str:
    """Return Unix seconds as ISO 8601 in UTC."""
    return iso(datetime.fromtimestamp(seconds, UTC))


@dataclass(frozen=True, slots=True)
class Setting:
    """A checked request to change the clock; None leaves a value as it is."""

    now: datetime | None = None
    speed: float | None = None
    forward_s: float | None = None
    next_due: datetime | None = None
    sets_next_due: bool = False


class PeopleClock:
    """A clock with a speed. It counts by the monotonic clock: a change of the wall clock does not move it."""

    def __init__(
        self, wall: Callable[[], float] = time.time, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.wall = wall
        self._monotonic = monotonic
        self._anchor = monotonic()
        self._at_anchor = datetime.fromtimestamp(wall(), UTC)
        self.speed = 1.0
        self.next_due: datetime | None = None
        # Begins with the wall clock's time, so that a program that follows the clock sees a new version after
        # a restart.
        self.version = int(wall() * 1000)
        # Grows with every change, of `next_due` too: the page may get two snapshots in the wrong order.
        self.serial = self.version
        self._changed = asyncio.Event()
        self.listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Return people's time, aware, in UTC; it stops at LATEST."""
        passed = (self._monotonic() - self._anchor) * self.speed
        return min(self._at_anchor + timedelta(seconds=passed), LATEST)

    def seconds(self) -> float:
        """Return people's time as Unix seconds."""
        return self.now().timestamp()

    def would_be(self, wish: Setting) -> datetime:
        """Return the moment that `wish` leads to; OverflowError when datetime cannot hold it."""
        return (wish.now or self.now()) + timedelta(seconds=wish.forward_s or 0.0)

    def set(self, wish: Setting) -> None:
        """Change the clock as a checked request says, and tell everyone who follows it."""
        moves = wish.now is not None or wish.forward_s is not None or wish.speed is not None
        if moves:
            self._at_anchor, self._anchor = self.would_be(wish), self._monotonic()
            self.speed = self.speed if wish.speed is None else wish.speed
            self.version += 1
            self._changed.set()
            self._changed = asyncio.Event()
        if wish.sets_next_due:
            self.next_due = wish.next_due
        self.serial += 1
        for listener in self.listeners:
            listener()

    async def changed_since(self, version: int, longest_s: float) -> None:
        """Wait until the version differs from `version`, at most `longest_s` real seconds."""
        if self.version != version:
            return
        try:
            await asyncio.wait_for(self._changed.wait(), longest_s)
        except TimeoutError:
            return

    def release(self) -> None:
        """End all waits in changed_since, without a change of the clock."""
        self._changed.set()

    def snapshot(self) -> Json:
        """Return the clock as the control API shows it."""
        return {
            "now": iso(self.now()),
            "speed": self.speed,
            "next_due": iso(self.next_due) if self.next_due else None,
            "version": self.version,
            "serial": self.serial,
        }

    def dump(self) -> Json:
        """Return what a restart needs."""
        due = self.next_due.timestamp() if self.next_due else None
        return {"now": self.seconds(), "wall": self.wall(), "speed": self.speed, "next_due": due}

    def load(self, kept: Json) -> None:
        """Go on from a saved state: at its speed for at most GRACE seconds, then at x1.

        KeyError, TypeError, ValueError or OverflowError when the state is not valid and nothing has changed.
        """
        away = max(0.0, self.wall() - float(kept["wall"]))
        speed, due = float(kept["speed"]), kept["next_due"]
        if not 0 < speed <= FASTEST:
            raise ValueError("no such speed")
        passed = min(away, GRACE) * speed + max(0.0, away - GRACE)
        now = datetime.fromtimestamp(min(kept["now"] + passed, LATEST.timestamp()), UTC)
        next_due = datetime.fromtimestamp(due, UTC) if due is not None else None
        self._at_anchor, self._anchor = now, self._monotonic()
        self.speed, self.next_due = speed, next_due
