"""How many rows may be claimed: the free slots, within the pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.delivery.outcomes import Result
from bot.delivery.pace import in_groups
from bot.ports import Limits, Pace, PastCall, Row

# The most rows in `sending`: after a crash nobody knows whether these arrived. Each group has its own slots,
# so that slow bulk never takes the slot of an answer. Prompts have few, since a prompt is never sent twice.
# News have few, since nobody gets them twice.
SLOTS = Limits(replies=16, session=8, bulk=8, slow=2, news=4)
NONE = Limits(replies=0, session=0, bulk=0)


@dataclass(frozen=True, slots=True)
class Budget:
    """The rows in `sending`, and the pace. A budget is a value: each change returns a new one."""

    pace: Pace
    sending: Limits = NONE  # rows of each group that are claimed and not yet recorded

    def free(self, now: datetime) -> Limits:
        """Return how many rows of each group may be claimed at `now`."""
        pace = self.pace.free(now)
        return replace(
            pace,
            replies=min(pace.replies, SLOTS.replies - self.sending.replies),
            session=min(pace.session, SLOTS.session - self.sending.session),
            bulk=min(pace.bulk, SLOTS.bulk - self.sending.bulk),
            slow=min(pace.slow, SLOTS.slow - self.sending.slow),
            news=min(pace.news, SLOTS.news - self.sending.news),
        )

    def remembering(self, past: Sequence[PastCall], now: datetime) -> Budget:
        """Return the budget of a bot that starts at `now`, given the calls that were made before."""
        return replace(self, pace=self.pace.remembering(past, now))

    def taking(self, rows: Sequence[Row], now: datetime) -> Budget:
        """Return the budget after `rows` have been claimed at `now`."""
        taken = in_groups(row.lane for row in rows)
        return Budget(self.pace.taking(taken, now), _sum(self.sending, taken, 1))

    def recorded(self, results: Sequence[Result], now: datetime) -> Budget:
        """Return the budget once `results` are written."""
        ended = in_groups(result.row.lane for result in results)
        pace = self.pace.answered([result.answered_at for result in results], now)
        return Budget(pace, _sum(self.sending, ended, -1))


def _sum(one: Limits, other: Limits, times: int) -> Limits:
    return Limits(
        replies=one.replies + times * other.replies,
        session=one.session + times * other.session,
        bulk=one.bulk + times * other.bulk,
        slow=one.slow + times * other.slow,
        news=one.news + times * other.news,
    )
