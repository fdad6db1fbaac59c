"""The messages that wait to leave, and what is written about those that have."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.ids import ChatId, MessageId, ReminderId, SessionId
from bot.domain.message import Message
from bot.ports.outgoing import Kind, Limits, Outgoing, Row, RowState
from bot.ports.pace import PastCall
from bot.ports.time import Now


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a row becomes after a call."""

    row: Row
    state: RowState
    message: MessageId | None = None
    not_before: datetime | None = None  # wire time
    attempts: int | None = None  # None: as it is
    sends: int | None = None  # None: as it is
    fresh: bool = False  # send it anew, since what it edits is gone
    chat_gone: bool = False
    move_to: ChatId | None = None
    hold_chat: bool = False  # nothing leaves for the chat as long as this one waits
    error: str | None = None


class Outbox(Protocol):
    """The messages on their way out. Rows in an end state keep no text."""

    def put(self, outgoing: Outgoing) -> bool:
        """Write a row; False, and nothing changed, if its key was there already."""

    def has(self, chat: ChatId, kind: Kind, keys: Sequence[str]) -> bool:
        """Is there a row with one of these keys, sent or not?"""

    def cancel(self, session: SessionId) -> None:
        """Cancel a session's unsent rows."""

    def revive_prompt(self, session: SessionId, turn: int, message: Message) -> bool:
        """Let a turn's cancelled prompt leave after all, with other words; False if there is none."""

    def replace_edits(self, session: SessionId, *, clock_only: bool = False) -> None:
        """Cancel the unsent edits of the session's card, because a newer edit is coming.

        `clock_only`: no more than those that count down.
        """

    def replace_edit(self, chat: ChatId, message: MessageId) -> None:
        """Cancel the unsent edit of a message, because a newer one is coming."""

    def waiting(self, chat: ChatId) -> int:
        """Return how many of the chat's rows have not left yet."""

    def mention_unknown(self, chat: ChatId) -> bool:
        """Is there a message of which nobody knows whether it arrived? Asked about each once."""

    def card_of(self, session: SessionId) -> MessageId | None:
        """Return the message id of the session's newest prompt that is known to have arrived."""

    def is_lost(self, session: SessionId, turn: int) -> bool:
        """Is the prompt of a turn one of which nobody knows whether it arrived?"""

    def arrived(self, session: SessionId, turn: int, message: MessageId) -> bool:
        """Note that a lost prompt is in the chat as `message`: a tap on it proves that. False: none was."""

    def tapped(self, chat: ChatId, message: MessageId) -> None:
        """Note that an answer of which nobody knew whether it arrived is in the chat as `message`."""

    def block(self, chat: ChatId) -> None:
        """End what waits for a chat that cannot be written to: by the time it can it is of no use."""

    def cancel_rings(self, chat: ChatId, reminder: ReminderId | None = None) -> None:
        """Cancel the chat's unsent rings, of one reminder or of all; one in flight is not sent again."""

    def expire_rings(self, chats: Collection[ChatId], before: datetime) -> None:
        """End the unsent rings of `chats` that were due before a moment of people's time."""

    def ring_arrived(self, chat: ChatId, reminder: ReminderId, message: MessageId) -> None:
        """Note that a reminder's ring is in the chat as `message`; a second copy need not leave."""

    def claim(
        self, now: Now, limits: Limits, owner: str, lease: timedelta, busy: Collection[ChatId] = ()
    ) -> list[Row]:
        """Take the most urgent rows whose chat is free, as `sending`; expire those past their limit.

        For chats that are `busy` only what is urgent is taken.
        """

    def settle(self, settlements: Sequence[Settlement]) -> int:
        """Write results; one recorded under an older fence changes nothing. Return how many counted."""

    def claimed_since(self, moment: datetime) -> list[PastCall]:
        """Return the calls of the rows that were claimed after a moment of people's time, in that order."""

    def take_stuck(self) -> list[Row]:
        """Return the rows that a process before this one left in `sending`."""

    def hold_until_at_most(self, moment: datetime) -> None:
        """Hold no row and no chat beyond `moment` of wire time: another process set it, by another clock."""
