"""The pace of each chat, in the memory of one process: about one message a second after a short burst.

A chat has a few places: every message takes one, and each gap gives one back. The last place is kept for the
chat's session, so that a prompt does not wait for what was asked meanwhile. A row that waits for a turn is
not claimed, so it takes no slot. Who has waited keeps no part of a place: the next message leaves a whole gap
later, also if this one was late.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.ids import ChatId
from bot.ports import PastCall, Turn, TurnRule

CHAT_BURST = 5  # places: messages that may leave for one chat at once, the last one only for its session
CHAT_GAP = timedelta(seconds=1)
GROUP_GAP = timedelta(seconds=4)  # with the burst, 20 in any minute
RULE = TurnRule(CHAT_BURST, CHAT_GAP, GROUP_GAP)  # the same, where the database keeps the turns
REMEMBERED = 10_000  # chats; a chat that is dropped may send a full burst again by then


class LocalTurns:
    """`ports.Turns` of one process. It is used in the event loop only."""

    def __init__(self, burst: int = CHAT_BURST) -> None:
        self._burst = burst
        self._spent_until: dict[ChatId, datetime] = {}
        self._busy: dict[ChatId, Turn] = {}  # the next turn of each chat in which messages must wait

    def __len__(self) -> int:
        """Return how many chats are remembered."""
        return len(self._spent_until)

    def leaves_for(self, chat: ChatId, now: datetime) -> None:
        """Note that a message leaves for `chat` at `now`."""
        gap = GROUP_GAP if chat < 0 else CHAT_GAP
        saved = now - gap * self._burst
        known = self._spent_until.get(chat, saved)
        # After many urgent messages the chat waits for two turns, not for as many as there were messages.
        moment = min(max(known, saved), now) + gap
        if moment > now - 2 * gap:  # others have no place left now
            moment = now - gap if moment <= now - gap else max(moment, now)
        self._spent_until[chat] = moment
        if len(self._spent_until) > REMEMBERED:
            self._spent_until = {each: when for each, when in self._spent_until.items() if when > saved}
        turn = Turn(session=moment + gap, others=moment + 2 * gap)
        if turn.others > now:
            self._busy[chat] = turn

    def busy(self, now: datetime) -> Mapping[ChatId, Turn]:
        """Return the chats in which some messages must wait at `now`, each with its next turn."""
        self._busy = {chat: turn for chat, turn in self._busy.items() if turn.others > now}
        return self._busy.copy()

    def know(self, turns: Mapping[ChatId, Turn]) -> None:
        """Note the next turns of some chats, as the database has them."""
        self._busy |= turns

    def remember(self, past: Sequence[PastCall], now: datetime) -> None:
        """Note the calls that were made before a start at `now`, in their order."""
        for call in past:
            if call.claimed_at <= now:  # later ones were noted before the clock was set back
                self.leaves_for(call.chat, call.claimed_at)
