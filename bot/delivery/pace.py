"""How fast messages leave: smooth, a tenth kept for replies, about one a second in a chat.

Counted in people's time, as the limits of the other side are. Nothing is saved up: after a rest the first
messages leave at once, the next ones a gap apart. No second at the other side has more than the limit, also
when a stall lets calls pile up on the way: a call counts until a second after its answer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from threading import Lock

from bot.domain.ids import ChatId
from bot.ports import Limits

PER_SECOND = 30.0
KEPT_FOR_REPLIES = 0.1
FOR_REPLIES_ALONE = 2  # of the messages of any second
AHEAD = timedelta(milliseconds=50)  # messages may leave this much before their moment, to go out together
CHAT_BURST = 5  # messages that may leave for one chat at once
CHAT_GAP = timedelta(seconds=1)
GROUP_GAP = timedelta(seconds=4)  # with the burst 20 in any minute
REMEMBERED = 10_000  # chats; older ones have earned their burst again anyway
SET_BACK = timedelta(minutes=1)  # a next moment further off than this: people's clock was set back
SECOND = timedelta(seconds=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Pace:
    """The next free moment of each group, and of each chat.

    What leaves in a group moves the next moment of its own group and of all groups after it, so that a
    reply never waits for bulk. A chat that has had its share is busy until its turn, and what waits for that
    is not claimed: it takes nobody's place. Safe to use from the storage's thread and the event loop's.
    """

    def __init__(self, per_second: float = PER_SECOND, chat_burst: int = CHAT_BURST) -> None:
        self._chat_burst = chat_burst
        self._gap = timedelta(seconds=1 / per_second)
        self._slower = self._gap / (1 - KEPT_FOR_REPLIES)
        most = max(int(per_second), 1)
        others = max(most - FOR_REPLIES_ALONE, 1)
        self._most = (most, others, others)  # of all together in any second, by group
        self._next = [LONG_AGO, LONG_AGO, LONG_AGO]  # replies, session, bulk
        self._on_the_way = 0
        self._counted: deque[datetime] = deque()  # those answered within the last second
        self._chats: dict[ChatId, datetime] = {}
        self._busy: dict[ChatId, datetime] = {}  # until when nothing may leave for a chat
        self._lock = Lock()

    def free(self, now: datetime) -> Limits:
        """Return how many messages of each group may leave at `now`."""
        with self._lock:
            left = self._most[0] - self._within_a_second(now)
            replies, session, bulk = (self._free(group, now) for group in range(3))
            return Limits(replies, session, bulk, together=max(left, 0))

    def is_spent(self, now: datetime) -> bool:
        """Is there a group of which nothing may leave at `now`?"""
        free = self.free(now)
        return 0 in (free.replies, free.session, free.bulk)

    def take(self, taken: Limits, now: datetime) -> None:
        """Note that so many messages leave at `now`; `answered` is told of each of them once."""
        with self._lock:
            for group, count in enumerate((taken.replies, taken.session, taken.bulk)):
                self._on_the_way += count
                for later in range(group, 3):
                    gap = self._gap_of(group) if later == group else self._gap
                    self._next[later] = self._from(self._next[later], now) + gap * count

    def answered(self, now: datetime) -> None:
        """Note that a message is no longer on its way: the other side counted it at `now` or before."""
        with self._lock:
            self._on_the_way -= 1
            self._counted.append(now)

    def next_at(self, now: datetime) -> datetime:
        """Return the next moment at which a message of any group may leave that may not at `now`."""
        with self._lock:
            moments = [self._free_at(group, now) for group in range(3)]
        return min((moment for moment in moments if moment > now), default=now + self._slower)

    def leaves_for(self, chat: ChatId, now: datetime) -> None:
        """Note that a message leaves for `chat` at `now`: about one a second may, after a short burst."""
        gap = GROUP_GAP if chat < 0 else CHAT_GAP
        saved = now - gap * self._chat_burst
        with self._lock:
            known = self._chats.get(chat, saved)
            moment = max(known if known - now < SET_BACK else saved, saved) + gap
            self._chats[chat] = moment
            if len(self._chats) > REMEMBERED:
                self._chats = {known: when for known, when in self._chats.items() if when > saved}
            if moment + gap > now:
                self._busy[chat] = moment + gap

    def busy(self, now: datetime) -> Mapping[ChatId, datetime]:
        """Return the chats that have had their share at `now`, each with the moment of its next message."""
        with self._lock:
            self._busy = {chat: turn for chat, turn in self._busy.items() if now < turn < now + SET_BACK}
            return self._busy.copy()

    def _free(self, group: int, now: datetime) -> int:
        ahead = now + AHEAD - self._from(self._next[group], now)
        by_gap = ahead // self._gap_of(group) + 1 if ahead >= timedelta(0) else 0
        return max(min(by_gap, self._most[group] - self._within_a_second(now)), 0)

    def _free_at(self, group: int, now: datetime) -> datetime:
        """Return when a message of the group may leave, if nothing else leaves meanwhile."""
        by_gap = self._from(self._next[group], now) - AHEAD
        too_many = self._within_a_second(now) - self._most[group]
        if 0 <= too_many < len(self._counted):
            return max(by_gap, self._counted[too_many] + SECOND)
        return max(by_gap, now + self._gap) if too_many >= 0 else by_gap

    def _within_a_second(self, now: datetime) -> int:
        # What lies ahead is from before people's clock was set back.
        while self._counted and not now - SECOND < self._counted[0] <= now:
            self._counted.popleft()
        return self._on_the_way + len(self._counted)

    def _gap_of(self, group: int) -> timedelta:
        return self._gap if group == 0 else self._slower

    @staticmethod
    def _from(moment: datetime, now: datetime) -> datetime:
        return moment if now < moment < now + SET_BACK else now
