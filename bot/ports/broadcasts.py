"""Broadcasts: news from whoever runs the bot, to all private chats. At most one is on its way."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.ids import BroadcastId, ChatId, MessageId
from bot.domain.written import Written
from bot.ports.chat import Chat


@dataclass(frozen=True, slots=True)
class Ended:
    """How messages of a broadcast ended."""

    sent: int = 0
    unknown: int = 0  # they may have arrived
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Broadcast:
    """News, and how far they have come. `card`: the message of the administrator that shows it."""

    id: BroadcastId
    chat: ChatId  # of the administrator
    news: Written
    is_on: bool = False  # False: a draft
    is_stopped: bool = False
    card: MessageId | None = None
    reached: ChatId | None = None  # the last chat that was looked at; None: all were
    due_at: datetime | None = None
    total: int = 0  # how many people were to get it when it began
    ended: Ended = Ended()
    left_out: int = 0  # how many people had no free moment for a day, or turned news off meanwhile
    is_shown: bool = True  # does the card show these numbers?
    shown_at: datetime | None = None

    @property
    def waiting(self) -> int:
        """How many people are still to get it."""
        ended = self.ended
        return max(self.total - ended.sent - ended.unknown - ended.failed - self.left_out, 0)


@dataclass(frozen=True, slots=True)
class Listener:
    """A chat that is to get the news. `since`: since when it waits for a free moment; None: it is new."""

    chat: Chat
    in_session: bool
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """A chat waits for a free moment; it is looked at again at `until`."""

    chat: ChatId
    until: datetime
    since: datetime


class Broadcasts(Protocol):
    """The drafts, the broadcast that is on its way, and the chats that wait for a free moment.

    Messages of the broadcast are rows of the outbox, of the kind `news`. A row that could not leave at once
    is taken back, so that it never leaves in quiet hours.
    """

    def draft(self, chat: ChatId, news: Written, now: datetime) -> Broadcast:
        """Keep a draft in place of an earlier one of the same chat, and return it."""

    def get(self, broadcast: BroadcastId) -> Broadcast | None:
        """Return a draft, or the broadcast that is on its way."""

    def on_its_way(self) -> Broadcast | None:
        """Return the broadcast that is on its way."""

    def listeners(self) -> int:
        """Count the chats that would get news now."""

    def begin(self, broadcast: BroadcastId, card: MessageId | None, total: int, now: datetime) -> None:
        """Begin to send a draft at `now`; no other broadcast may be on its way."""

    def stop(self, broadcast: BroadcastId, now: datetime) -> None:
        """Let nothing more of it leave; its messages that wait are cancelled."""

    def drop(self, broadcast: BroadcastId) -> None:
        """Delete a draft, or a broadcast that has ended."""

    def take_due(self, now: datetime) -> Broadcast | None:
        """Return the broadcast if its next step is due. Another process that asks meanwhile gets None."""

    def put(self, broadcast: Broadcast) -> None:
        """Write how far it has come, without what `begin` and `stop` write."""

    def put_off(self, broadcast: BroadcastId, until: datetime) -> None:
        """Make its next step due at `until`, and change nothing else."""

    def next_after(self, chat: ChatId, limit: int) -> list[Listener]:
        """Return the next chats by number that are to get the news."""

    def waiting(self, broadcast: BroadcastId, now: datetime, limit: int) -> list[Listener]:
        """Return chats that wait and whose moment may have come, the earliest first."""

    def next_moment(self, broadcast: BroadcastId) -> datetime | None:
        """Return when the moment of a chat that waits may come next; None: no chat waits."""

    def let_wait(self, broadcast: BroadcastId, waits: Sequence[Wait]) -> None:
        """Let chats wait for a free moment."""

    def wait_no_more(self, chats: Collection[ChatId]) -> None:
        """Let these chats wait no more."""

    def clear_waiting(self, limit: int) -> bool:
        """Let up to `limit` chats wait no more; True: there may be more of them."""

    def count_ended(self) -> Ended:
        """Count the messages that have ended since it was asked last."""

    def take_back(self, broadcast: BroadcastId, now: datetime) -> int:
        """Let the chats wait whose messages were written and could not leave; return how many there are."""

    def in_the_outbox(self) -> int:
        """Return how many messages wait to leave, or are leaving."""

    def sweep(self, before: datetime) -> None:
        """Delete drafts that were written before a moment, and what deleted broadcasts have left."""
