"""The pace of all messages together, kept in the memory of one process.

Messages leave at even distances, and a tenth of the limit is kept for replies, at most ten a second. Unused
places are not saved up: after a rest the first message leaves at once, and the next ones a gap apart. A call
counts until a second after its answer. So Telegram gets no more than the limit in any second, also if late
calls arrive together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.ports import Lane, Limits, PastCall

PER_SECOND = 30.0
KEPT_FOR_REPLIES = 0.1
KEPT_AT_MOST = 10.0  # a second: each reply takes the place of another message besides
FOR_REPLIES_ALONE = 2  # of the messages of any second
AHEAD = timedelta(milliseconds=50)  # a message may leave this much early, so that several leave together
TOGETHER = timedelta(
    milliseconds=25
)  # bulk is claimed in steps of this length; shorter than AHEAD, so none is late
SECOND = timedelta(seconds=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rate:
    """The least gap between two messages of each group, and the most messages in any second.

    Groups stand in the order of `Limits`. `most`: a group may send only while all groups together have sent
    fewer messages than this in the last second. `ahead`: a message may leave this much early.
    """

    gaps: tuple[timedelta, timedelta, timedelta]
    most: tuple[int, int, int]
    ahead: timedelta = AHEAD


def rate(per_second: float = PER_SECOND) -> Rate:
    """Return the rate of a bot that may send `per_second` messages."""
    gap = timedelta(seconds=1 / per_second)
    slower = timedelta(seconds=1 / (per_second - min(KEPT_FOR_REPLIES * per_second, KEPT_AT_MOST)))
    most = max(int(per_second), 1)
    others = max(most - FOR_REPLIES_ALONE, 1)
    return Rate((gap, slower, slower), (most, others, others))


@dataclass(frozen=True, slots=True)
class LocalPace:
    """`ports.Pace` of one process: the next free moment of each group, and the calls of the last second.

    A message moves the next moment of its own group and of the groups after it, not of the groups before it.
    So a reply never waits for bulk messages.
    """

    rate: Rate = field(default_factory=rate)
    next: tuple[datetime, datetime, datetime] = (LONG_AGO, LONG_AGO, LONG_AGO)
    on_the_way: int = 0  # claimed messages whose calls are not answered yet
    counted: tuple[datetime, ...] = ()  # when the calls of the last second were answered, in order

    def free(self, now: datetime) -> Limits:
        """Return how many messages of each group may leave at `now`."""
        replies, session, bulk = (self._free(group, now) for group in range(3))
        left = self.rate.most[0] - self._within_a_second(now)
        return Limits(replies, session, bulk, together=max(left, 0), slow=bulk, news=bulk)

    def next_at(self, now: datetime) -> datetime | None:
        """Return when a group that may send nothing at `now` may send again; None if there is none."""
        if all(self._free(group, now) for group in range(3)):
            return None
        replies, session, bulk = (self._free_at(group, now) for group in range(3))
        moments = (replies, session + TOGETHER, bulk + TOGETHER)
        return min((moment for moment in moments if moment > now), default=now + self.rate.gaps[2])

    def taking(self, taken: Limits, now: datetime) -> LocalPace:
        """Return the pace after `taken` messages of each group have been claimed at `now`."""
        counts = (taken.replies, taken.session, taken.bulk + taken.slow + taken.news)
        moments = list(self.next)
        for group, count in enumerate(counts):
            for later in range(group, 3):
                gap = self.rate.gaps[group if later == group else 0]
                moments[later] = max(moments[later], now) + gap * count
        replies, session, bulk = moments
        return replace(self, next=(replies, session, bulk), on_the_way=self.on_the_way + sum(counts))

    def answered(self, moments: Sequence[datetime], now: datetime) -> LocalPace:
        """Return the pace after calls were answered at `moments`: Telegram counted them then or before."""
        counted = sorted((*self._counted(now), *moments))
        return replace(self, on_the_way=self.on_the_way - len(moments), counted=tuple(counted))

    def remembering(self, past: Sequence[PastCall], now: datetime) -> LocalPace:
        """Return the pace of a bot that starts at `now`, given the calls made before, in their order.

        Telegram may count a call that was not answered at any moment up to now.
        """
        pace = self
        for call in past:
            at = call.claimed_at if call.is_answered else now
            if now - SECOND < at <= now:
                pace = pace.taking(in_groups([call.lane]), at).answered([at], now)
        return pace

    def _free(self, group: int, now: datetime) -> int:
        ahead = now + self.rate.ahead - max(self.next[group], now)
        by_gap = ahead // self.rate.gaps[group] + 1 if ahead >= timedelta(0) else 0
        return max(min(by_gap, self.rate.most[group] - self._within_a_second(now)), 0)

    def _free_at(self, group: int, now: datetime) -> datetime:
        """Return when a message of the group may leave, if nothing else leaves meanwhile."""
        by_gap = max(self.next[group], now) - self.rate.ahead
        counted = self._counted(now)
        too_many = self.on_the_way + len(counted) - self.rate.most[group]
        if 0 <= too_many < len(counted):
            return max(by_gap, counted[too_many] + SECOND)
        return max(by_gap, now + self.rate.gaps[0]) if too_many >= 0 else by_gap

    def _within_a_second(self, now: datetime) -> int:
        first, end = self._last_second(now)
        return self.on_the_way + end - first

    def _counted(self, now: datetime) -> tuple[datetime, ...]:
        first, end = self._last_second(now)
        return self.counted[first:end]

    def _last_second(self, now: datetime) -> tuple[int, int]:
        """Return where the last second begins and ends in `counted`."""
        return bisect_right(self.counted, now - SECOND), bisect_right(self.counted, now)


def in_groups(lanes: Iterable[Lane]) -> Limits:
    """Return how many of `lanes` are answers, session messages, slow files, news, and the rest."""
    count = Counter(lanes)
    replies = count[Lane.urgent] + count[Lane.reply] + count[Lane.farewell]
    session, slow, news = count[Lane.session], count[Lane.slow], count[Lane.news]
    bulk = count.total() - replies - session - slow - news
    return Limits(replies, session, bulk, slow=slow, news=news)
