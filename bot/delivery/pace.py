"""How fast messages leave: smooth, a tenth kept for replies, about one a second in a chat.

Counted in people's time, as the limits of the other side are. Nothing is saved up: after a rest the first
messages leave at once, the next ones a gap apart, and no second has more than the limit.
"""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta

from bot.domain.ids import ChatId
from bot.ports import Clock, Limits

PER_SECOND = 30.0
KEPT_FOR_REPLIES = 0.1
AHEAD = timedelta(milliseconds=50)  # messages may leave this much before their moment, to go out together
CHAT_BURST = 5  # messages that may leave for one chat at once
CHAT_GAP = timedelta(seconds=1)
GROUP_GAP = timedelta(seconds=3)  # 20 a minute
REMEMBERED = 10_000  # chats; older ones have earned their burst again anyway
SET_BACK = timedelta(minutes=30)  # a next moment further off than this: people's clock was set back
SECOND = timedelta(seconds=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Pace:
    """The next free moment of each group, and of each chat.

    What leaves in a group moves the next moment of its own group and of all groups after it, so that a
    reply never waits for bulk. All together stay within the limit in every second: what may only have a
    part of it also waits for the second before to have had less than that.
    """

    def __init__(self, clock: Clock, per_second: float = PER_SECOND) -> None:
        self._clock = clock
        self._gap = timedelta(seconds=1 / per_second)
        self._slower = self._gap / (1 - KEPT_FOR_REPLIES)
        most = max(int(per_second), 1)
        for_others = max(int(per_second * (1 - KEPT_FOR_REPLIES)), 1)
        self._most = (most, for_others, for_others)  # of all groups together, in any second
        self._left: deque[datetime] = deque()  # when messages left, over the last second
        self._next = [LONG_AGO, LONG_AGO, LONG_AGO]  # replies, session, bulk
        self._chats: dict[ChatId, datetime] = {}

    def free(self, now: datetime) -> Limits:
        """Return how many messages of each group may leave at `now`."""
        return Limits(*(self._free(group, now) for group in range(3)))

    def is_spent(self, now: datetime) -> bool:
        """Is there a group of which nothing may leave at `now`?"""
        free = self.free(now)
        return 0 in (free.replies, free.session, free.bulk)

    def take(self, taken: Limits, now: datetime) -> None:
        """Note that so many messages leave at `now`."""
        counts = (taken.replies, taken.session, taken.bulk)
        self._forget(now)
        self._left.extend([now] * sum(counts))
        for group, count in enumerate(counts):
            for later in range(group, 3):
                gap = self._gap_of(group) if later == group else self._gap
                self._next[later] = self._from(self._next[later], now) + gap * count

    def next_at(self, now: datetime) -> datetime:
        """Return the next moment at which a message of any group may leave that may not at `now`."""
        moments = [self._free_at(group, now) for group in range(3)]
        return min((moment for moment in moments if moment > now), default=now + self._slower)

    async def wait_for(self, chat: ChatId) -> None:
        """Return when a message may leave for `chat`: about one a second, after a short burst."""
        now = self._clock.now().people
        gap = GROUP_GAP if chat < 0 else CHAT_GAP
        saved = now - gap * CHAT_BURST
        known = self._chats.get(chat, saved)
        moment = max(known if known - now < SET_BACK else saved, saved) + gap
        self._chats[chat] = moment
        if len(self._chats) > REMEMBERED:
            self._chats = {known: when for known, when in self._chats.items() if when > saved}
        if moment > now:
            await self._clock.pause((moment - now).total_seconds())

    def _free(self, group: int, now: datetime) -> int:
        self._forget(now)
        ahead = now + AHEAD - self._from(self._next[group], now)
        by_gap = ahead // self._gap_of(group) + 1 if ahead >= timedelta(0) else 0
        return max(min(by_gap, self._most[group] - len(self._left)), 0)

    def _free_at(self, group: int, now: datetime) -> datetime:
        """Return when a message of the group may leave, if nothing else leaves meanwhile."""
        self._forget(now)
        by_gap = self._from(self._next[group], now) - AHEAD
        too_many = len(self._left) - self._most[group]
        return max(by_gap, self._left[too_many] + SECOND) if too_many >= 0 else by_gap

    def _forget(self, now: datetime) -> None:
        """Keep only what left within the last second; what lies ahead is from before the clock was set."""
        while self._left and not now - SECOND < self._left[0] <= now:
            self._left.popleft()

    def _gap_of(self, group: int) -> timedelta:
        return self._gap if group == 0 else self._slower

    @staticmethod
    def _from(moment: datetime, now: datetime) -> datetime:
        return moment if now < moment < now + SET_BACK else now
