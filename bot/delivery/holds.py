"""What must wait, and until when: all messages, all bulk messages, or the messages of one chat.

Holds are changed in the event loop only. Units of work read `everything`, `bulk` and `limited` on the
storage's thread.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.outcomes import MISCONFIGURED_WAIT
from bot.delivery.pace import LONG_AGO
from bot.domain.ids import ChatId
from bot.ports import Lane, Misconfigured, Now, Outcome, PastCall, RetryAt, Row, Turn, Turns

log = logging.getLogger(__name__)

LIMITS_TOGETHER = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Limited:
    """A chat has got a 429; both moments are in wire time."""

    at: datetime
    until: datetime


class Holds:
    """Holds messages back, and knows until when.

    After a refused token or a 429 the moment is in wire time; for a chat's turn it is in steady time.
    """

    def __init__(self, turns: Turns) -> None:
        self.everything = LONG_AGO
        self.bulk = LONG_AGO
        self._turns = turns
        self.limited: Mapping[ChatId, Limited] = {}  # chats that got a 429 of late

    def leaves_for(self, chat: ChatId, now: Now) -> None:
        """Note that a call for `chat` begins."""
        self._turns.leaves_for(chat, now.steady)

    def know(self, turns: Mapping[ChatId, Turn]) -> None:
        """Note the next turns of some chats, as the database has them; in steady time."""
        self._turns.know(turns)

    def remember(self, past: Sequence[PastCall], now: Now) -> None:
        """Note the calls that were made before the start."""
        self._turns.remember(past, now.steady)

    def busy(self, now: Now) -> Mapping[ChatId, Turn]:
        """Return the chats in which some messages must wait, each with its next turn."""
        return self._turns.busy(now.steady)

    def note(self, row: Row, outcome: Outcome, now: Now) -> None:
        """Hold all messages if the token was refused, and all bulk messages if two chats got a 429."""
        if isinstance(outcome, Misconfigured):
            self.everything = now.wire + MISCONFIGURED_WAIT
            log.error(
                "Telegram does not accept the token, or the address is no Bot API; sending pauses for 30 s."
            )
        elif isinstance(outcome, RetryAt) and row.lane > Lane.session:
            self._hold_bulk(row.chat, outcome.after, now.wire)

    def _hold_bulk(self, chat: ChatId, after: timedelta, wire: datetime) -> None:
        """Hold all bulk messages once two chats got a 429 within ten seconds.

        Telegram does not say whether a 429 is for one chat or for all. If only one chat got one, only that
        chat waits.
        """
        recent = {each: known for each, known in self.limited.items() if wire - known.at < LIMITS_TOGETHER}
        self.limited = {**recent, chat: Limited(wire, wire + after)}
        if len(self.limited) > 1:
            # A later 429 with a shorter wait may be for another chat, so it does not end a longer wait.
            self.bulk = max(self.bulk, wire + after)
