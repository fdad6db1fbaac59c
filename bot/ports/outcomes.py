"""What can become of a call to Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.ids import ChatId, MessageId


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that a bot has uploaded: by `file_id` that bot, and no other, can send it again."""

    bot: int
    sha256: str
    file_id: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram accepted the call. `message` None: the answer names none (a removal, an edit of buttons).

    `shows`: the picture that the message has now; None: it has none. `lacks`: the picture that the words were
    sent without, because its file must be uploaded first. `kept`: a file that the call has uploaded.
    """

    message: MessageId | None
    shows: str | None = None
    lacks: str | None = None
    kept: KeptFile | None = None


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Too many requests: wait for `after` (real time)."""

    after: timedelta


@dataclass(frozen=True, slots=True)
class Gone:
    """The chat cannot be written to: it blocked the bot, is deleted, or gives no right to write."""


@dataclass(frozen=True, slots=True)
class TopicClosed:
    """The topic of the group cannot be written to: it is closed or deleted. Other topics can."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has become a supergroup with another chat id."""

    chat: ChatId


@dataclass(frozen=True, slots=True)
class Stale:
    """The message is gone, or can no longer be edited or deleted."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram refuses the content, which is a bug of ours. `why` is Telegram's sentence."""

    why: str


@dataclass(frozen=True, slots=True)
class Misconfigured:
    """The token is not (or no longer) accepted, or the address is not a Bot API."""


@dataclass(frozen=True, slots=True)
class NotSent:
    """The call never reached Telegram."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The call got no usable answer: it may have arrived.

    `shows`: the picture that the edited message may have now; None: as before.
    """

    shows: str | None = None


Outcome = Sent | RetryAt | Gone | TopicClosed | Moved | Stale | Refused | Misconfigured | NotSent | Ambiguous
