"""How the database is doing: one log line when a trouble begins, and one when it has ended.

Polling, the beat, the courier and the recorder all fail at the same time. None of them logs it; this does.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.storage.trouble import Trouble

log = logging.getLogger(__name__)

# On a disk that is almost full, small writes succeed and large ones fail. Every caller that fails tries again
# within a shorter time than this, so a trouble without a failure for so long has ended.
QUIET = timedelta(seconds=10)


class Condition:
    """The trouble of the moment, if there is any. Moments are wire time."""

    def __init__(self) -> None:
        self._said: set[Trouble] = set()  # since this trouble began
        self._failed_at: datetime | None = None  # the last time
        self.trouble: Trouble | None = None  # the newest one, until it has ended

    @property
    def is_bad(self) -> bool:
        """Has a trouble begun that has not ended?"""
        return self._failed_at is not None

    def note_failure(self, trouble: Trouble, at: datetime) -> None:
        """Note that nothing could be written, and log it, unless it is logged already."""
        self._failed_at, self.trouble = at, trouble
        if trouble not in self._said:
            self._said.add(trouble)
            log.error("Nothing can be written to the database: nobody gets an answer. %s", trouble.value)

    def may_have_ended(self, at: datetime) -> bool:
        """Has nothing failed for so long that the trouble may be over?"""
        return self._failed_at is not None and at - self._failed_at >= QUIET

    def note_end(self) -> None:
        """Log that the trouble is over; do nothing if there is none."""
        if self._failed_at is None:
            return
        log.warning("The database can be written again.")
        self._failed_at = self.trouble = None
        self._said.clear()
