"""A pace that holds nothing back, for tests in which time stands still."""

from __future__ import annotations

from bot.delivery.pace import LocalPace, rate
from bot.delivery.turns import CHAT_BURST, LocalTurns
from bot.ports import Pacing

AT_ONCE = CHAT_BURST - 1  # answers that leave for one chat at once; the last place is its session's


def unpaced(per_second: float = 1e6, chat_burst: int = 10**6) -> Pacing:
    """Return a pace of `per_second` messages, of which `chat_burst` may leave for a chat at once."""
    return Pacing(LocalPace(rate(per_second)), LocalTurns(chat_burst))


def paced_by_chat(per_second: float = 1e6) -> Pacing:
    """Return a pace of `per_second` messages that holds back only chats that have had their burst."""
    return unpaced(per_second, CHAT_BURST)
