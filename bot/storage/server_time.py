"""The time of the database server. Equal processes use it, so that their own clocks may differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.ports import Clock

DRIFT = 1e-4  # how much faster one clock may run than the other
OLD = timedelta(seconds=0.5)  # after a reading; the server's clock may have been set since


class ServerTime:
    """The server's clock, read again with each transaction. It is written on the storage's thread only."""

    def __init__(self, clock: Clock) -> None:
        """`clock`: its wire time, which is never set back and goes on while the machine sleeps."""
        self._clock = clock
        self._ahead = timedelta(0)  # by how much the server's time is ahead of wire time
        self._doubt = timedelta.max
        self._read_at = clock.now().wire
        self._asked = clock.now().wire - 2 * OLD

    @property
    def is_old(self) -> bool:
        """Was the server's clock read so long ago that it may have been set since?"""
        return self._clock.now().wire - self._asked > OLD

    def asks(self) -> datetime:
        """Return the moment before the server is asked; give it to `note`."""
        return self._clock.now().wire

    def note(self, said: datetime, asked: datetime) -> None:
        """Note what the server said, if that is more exact than what is known, or shows that it was set.

        The server read its clock at some moment between the question and now.
        """
        now, self._asked = self._clock.now().wire, asked
        doubt = (now - asked) / 2
        ahead = said.astimezone(UTC) - (asked + doubt)
        is_known = self._doubt < timedelta.max
        of_known = self._doubt + (now - self._read_at) * DRIFT if is_known else timedelta.max
        if doubt < of_known or abs(ahead - self._ahead) > doubt + of_known:
            self._ahead, self._doubt, self._read_at = ahead, doubt, now

    def now(self) -> datetime:
        """Return the server's time."""
        return self._clock.now().wire + self._ahead
