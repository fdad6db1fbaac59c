"""The lease of a process that shares its database: as long as it lasts, others leave its messages alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.delivery.pace import LONG_AGO
from bot.domain.ids import OutboxId
from bot.ports import Now, Row, Work

LENGTH = timedelta(seconds=10)
RENEW_AFTER = timedelta(seconds=1)
MARGIN = timedelta(seconds=1)  # so near the end of the lease no call begins: another might take it over


class Life:
    """One process among several. It is changed in the event loop; units of work only read it."""

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._until = LONG_AGO  # wire time, as the two below
        self._began = LONG_AGO
        self._number = 0  # counts lives; a new one begins when the lease was renewed too late
        self._claims: dict[OutboxId, tuple[int, datetime]] = {}  # of rows not called yet: life, moment

    def renew(self, work: Work, now: Now) -> datetime | None:
        """Say that this process lives, if it has not said so for a while; return until when, or None."""
        until = now.wire + LENGTH
        if until - self._until < RENEW_AFTER:
            return None
        work.commons.renew(self._owner, LENGTH)
        return until

    def lasts_until(self, until: datetime) -> None:
        """Note a lease that was renewed and committed."""
        if self._until <= until - LENGTH:
            self._number += 1
            self._began = until - LENGTH
        self._until = until

    def may_take_over(self, now: Now) -> bool:
        """May messages of other processes be taken over?

        After the server was away, the leases of all processes have run out. So who judges must have had a
        lease of its own for as long as the others have to renew theirs.
        """
        return now.wire - self._began >= LENGTH

    def claims(self, rows: Sequence[Row], at: datetime) -> None:
        """Note rows that were claimed at a moment of steady time."""
        self._claims.update((row.id, (self._number, at)) for row in rows)

    def begins(self, row: Row, now: Now) -> timedelta | None:
        """Return how late the call of a claimed row begins.

        None: it may not begin. This process has stood still, and others may have the row now.
        """
        number, claimed_at = self._claims.pop(row.id, (None, now.steady))
        if number != self._number or now.wire >= self._until - MARGIN:
            return None
        return now.steady - claimed_at
