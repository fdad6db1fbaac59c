"""What can become of a call to Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.ids import ChatId, MessageId


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it. `message` is None where the answer names none: of keys alone, of a removal."""

    message: MessageId | None


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Too many requests: wait for `after` (real time)."""

    after: timedelta


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat is not there for us: blocked, deleted, or no right to write."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has become a supergroup with another number."""

    chat: ChatId


@dataclass(frozen=True, slots=True)
class Stale:
    """The message is gone, or can no longer be edited or deleted."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram refuses the content: our bug. `why` is Telegram's sentence."""

    why: str


@dataclass(frozen=True, slots=True)
class Misconfigured:
    """The token is not (or no longer) accepted, or the address is not a Bot API."""


@dataclass(frozen=True, slots=True)
class NotSent:
    """The call never reached Telegram."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The call got no usable answer: it may have arrived."""


Outcome = Sent | RetryAt | Gone | Moved | Stale | Refused | Misconfigured | NotSent | Ambiguous
