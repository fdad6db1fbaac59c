"""How fast messages leave: smooth, a tenth kept for replies, about one a second in a chat.

Counted in people's time, as the limits of the other side are; waiting goes through the clock.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.ids import ChatId
from bot.ports import Clock, Lane

PER_SECOND = 30.0
KEPT_FOR_REPLIES = 0.1
CHAT_BURST = 5  # messages that may leave for one chat at once
GROUP_GAP = timedelta(seconds=3)  # 20 a minute
CHAT_GAP = timedelta(seconds=1)
REMEMBERED = 10_000  # chats; older ones have earned their burst again anyway
SET_BACK = timedelta(minutes=30)  # a next moment further off than this: people's clock was set back
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Pace:
    """The next free moments: of replies, of everything else, and of each chat."""

    def __init__(self, clock: Clock, per_second: float = PER_SECOND) -> None:
        self._clock = clock
        self._gap = timedelta(seconds=1 / per_second)
        self._next_reply = LONG_AGO
        self._next_bulk = LONG_AGO
        self._chats: dict[ChatId, datetime] = {}

    async def wait(self, chat: ChatId, lane: Lane) -> None:
        """Return when a message of `lane` may leave for `chat`."""
        now = self._clock.now().people
        moment = max(self._take_overall(now, lane), self._take_chat(chat, now))
        if moment > now:
            await self._clock.pause((moment - now).total_seconds())

    def _take_overall(self, now: datetime, lane: Lane) -> datetime:
        if lane is Lane.reply:
            # A reply waits for replies only, and makes everything else wait for it.
            moment = self._from(self._next_reply, now)
            self._next_reply = moment + self._gap
            self._next_bulk = self._from(self._next_bulk, now) + self._gap
            return moment
        moment = self._from(self._next_bulk, now)
        self._next_bulk = moment + self._gap / (1 - KEPT_FOR_REPLIES)
        return moment

    def _take_chat(self, chat: ChatId, now: datetime) -> datetime:
        gap = GROUP_GAP if chat < 0 else CHAT_GAP
        saved = now - gap * CHAT_BURST
        known = self._chats.get(chat, saved)
        at = max(known if known - now < SET_BACK else saved, saved) + gap
        self._chats[chat] = at
        if len(self._chats) > REMEMBERED:
            self._chats = {known: when for known, when in self._chats.items() if when > saved}
        return at

    @staticmethod
    def _from(moment: datetime, now: datetime) -> datetime:
        return moment if now < moment < now + SET_BACK else now
