"""Telegram's flood limits: how many messages and edits a chat, a group and the whole bot may have."""

from __future__ import annotations

from dataclasses import dataclass, field

from telegram_playground.errors import Json

# So many messages may go into one chat at once.
BURST = 5.0
_COUNTED = ("send", "edit", "copy", "forward")


def is_counted(method: str) -> bool:
    return method.startswith(_COUNTED) and method != "sendChatAction"


@dataclass(slots=True)
class Bucket:
    """A token bucket: a token for each message that may go at once; it refills as people's time passes."""

    rate: float
    size: float
    at: float
    tokens: float

    def refill(self, now: float) -> None:
        self.tokens = min(self.size, self.tokens + max(0.0, now - self.at) * self.rate)
        self.at = now

    def wait(self) -> float:
        """Return the seconds until there is a whole token."""
        return max(0.0, 1.0 - self.tokens) / self.rate


@dataclass(slots=True)
class Flood:
    """Limits: `per_chat` and `overall` a second, `per_group` a minute, all in people's time."""

    on: bool = False
    per_chat: float = 1.0
    per_group: float = 20.0
    overall: float = 30.0
    buckets: dict[int, list[Bucket]] = field(default_factory=dict)

    def set(self, on: bool, per_chat: float, per_group: float, overall: float) -> None:
        """Set new limits, and forget what was sent before."""
        self.on, self.per_chat, self.per_group, self.overall = on, per_chat, per_group, overall
        self.buckets.clear()

    def take(self, chat: int, now: float) -> float:
        """Count a message and return 0; or count nothing, and return the seconds of people's time to wait."""
        buckets = self._buckets(chat, now)
        for bucket in buckets:
            bucket.refill(now)
        wait = max(bucket.wait() for bucket in buckets)
        if wait == 0:
            for bucket in buckets:
                bucket.tokens -= 1
        return wait

    def give_back(self, chat: int, now: float) -> None:
        """Take back the count of a message that was refused for another reason."""
        for bucket in self._buckets(chat, now):
            bucket.tokens += 1

    def _buckets(self, chat: int, now: float) -> list[Bucket]:
        # No chat has the id 0, so that key is free for the bot as a whole.
        overall = self.buckets.setdefault(0, [_full(self.overall, max(1.0, self.overall), now)])
        if chat not in self.buckets:
            own = [_full(self.per_chat, BURST, now)]
            if chat < 0:
                own.append(_full(self.per_group / 60, max(1.0, self.per_group), now))
            self.buckets[chat] = own
        return [*overall, *self.buckets[chat]]

    def page(self) -> Json:
        return {
            "on": self.on,
            "per_chat": self.per_chat,
            "per_group": self.per_group,
            "overall": self.overall,
        }


def _full(rate: float, size: float, now: float) -> Bucket:
    return Bucket(rate, size, now, size)
