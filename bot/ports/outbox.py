"""The outbox: the messages that wait to leave, and the results of those that have left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.ids import ChatId, MessageId, OutboxId, ReminderId, SessionId
from bot.domain.message import Message
from bot.ports.kinds import Kind
from bot.ports.outcomes import KeptFile
from bot.ports.outgoing import Limits, Outgoing, Row, RowState
from bot.ports.pace import NO_TURNS, PastCall, Turn, TurnRule
from bot.ports.time import Now


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a row becomes after a call."""

    row: Row
    state: RowState
    message: MessageId | None = None
    not_before: datetime | None = None  # wire time
    attempts: int | None = None  # None: unchanged
    sends: int | None = None  # None: unchanged
    becomes_new: bool = False  # send it as a new message, since the message that it edits is gone
    chat_gone: bool = False
    topic_closed: bool = False  # the row's topic cannot be written to
    move_to: ChatId | None = None
    hold_chat: bool = False  # nothing leaves for the chat until `not_before`
    error: str | None = None
    shows: str | None = None  # the picture that the message of the row has now; None: none
    lacks: str | None = None  # the picture that is to be added to the message
    kept: KeptFile | None = None  # a file that the call has uploaded


@dataclass(frozen=True, slots=True)
class Backlog:
    """What an answer must know of the messages that were written to its chat before."""

    waiting: int  # answers that have not left yet
    overflows: bool  # has the line that says that answers were left out not left yet?
    has_unmentioned: bool  # is there a message that may not have arrived, and no answer has said so?


NO_BACKLOG = Backlog(waiting=0, overflows=False, has_unmentioned=False)


class Outbox(Protocol):
    """The messages on their way out. A row in an end state keeps no text."""

    def put(self, outgoing: Outgoing) -> bool:
        """Write a row. False, and nothing written: its key exists, or the row it is about does not."""

    def add(self, outgoing: Outgoing) -> None:
        """Do what `put` does for somebody who need not know whether the row was written.

        In a unit of work for many chats, the row may then be written later, together with others.
        """

    def has(self, chat: ChatId, kind: Kind, keys: Sequence[str]) -> bool:
        """Is there a row with one of these keys, sent or not?"""

    def cancel(self, session: SessionId) -> None:
        """Cancel the session's unsent rows; a row in flight is not sent again."""

    def make_way(self, session: SessionId, turn: int, message: Message, *, moved_on: bool) -> bool:
        """Withdraw what a new text of the session's card, in the same turn, replaces.

        Those are the card's edits; with `moved_on`, since the session's state has changed, all that `cancel`
        withdraws. True: the turn's prompt was not sent, and leaves after all, with `message` as its words.
        """

    def replace_countdowns(self, session: SessionId) -> None:
        """Cancel the unsent countdown edits of the session's card, because a newer edit is coming."""

    def replace_edit(self, chat: ChatId, message: MessageId) -> bool:
        """Cancel the unsent edit of a message, because a newer one is coming; False: there is none."""

    def backlog(self, chat: ChatId) -> Backlog:
        """Return what the next answer must know of the chat's earlier messages."""

    def is_urgent(self, chat: ChatId, message: Message) -> bool:
        """Does the same message already wait to leave before all answers?"""

    def mention_unknown(self, chat: ChatId) -> None:
        """Note that the next answer mentions the messages that may not have arrived."""

    def card_of(self, session: SessionId) -> MessageId | None:
        """Return the message id of the session's newest prompt that is known to have arrived."""

    def is_lost(self, session: SessionId, turn: int) -> bool:
        """Did the call for the prompt of a turn get no usable answer, so that it may not have arrived?"""

    def arrived(self, session: SessionId, turn: int, message: MessageId, shows: str | None = None) -> bool:
        """Note that a lost prompt has arrived as `message`, which was tapped. False: no prompt was lost."""

    def tapped(self, chat: ChatId, message: MessageId, shows: str | None = None) -> None:
        """Note that `message` was tapped. This confirms the newest `unknown` answer that it may be."""

    def block(self, chat: ChatId) -> None:
        """End all rows that wait for a chat that cannot be written to; later they would be outdated."""

    def cancel_rings(self, chat: ChatId, reminder: ReminderId | None = None) -> None:
        """Cancel the chat's unsent rings, of one reminder or of all; a ring in flight is not sent again."""

    def expire_rings(self, chats: Collection[ChatId], before: datetime) -> None:
        """End the unsent rings of `chats` that were written before a moment of people's time."""

    def expire_all(self) -> int:
        """End all that has not left yet, also what is in a call, and return how much it was.

        This is for a database that was restored: all of it may have left since it was saved.
        """

    def move_back(self, by: timedelta) -> None:
        """Move what has not left yet back by `by`, as the clock was: when it was written, and its time limit.

        A ring keeps its limit, which is an hour of the wall clock.
        """

    def ring_arrived(
        self, chat: ChatId, reminder: ReminderId, message: MessageId, shows: str | None = None
    ) -> None:
        """Note that a reminder's ring has arrived as `message`, so that it is not sent again."""

    def knows(self, chat: ChatId, message: MessageId) -> bool:
        """Has a row sent or changed this message? None knows a second copy, whose call got no answer."""

    def is_newest(self, chat: ChatId, row: OutboxId, message: MessageId) -> bool:
        """Is `message`, as `row` left it, the newest of the chat?

        False if that is not certain: a message waits to leave, was written later and has not arrived, or may
        have arrived.
        """

    def has_rung(self, chat: ChatId, minute: datetime) -> bool:
        """Was a ring of the chat written in the minute from `minute` on that has left, or may leave?"""

    def newest_ring(self, chat: ChatId) -> tuple[ReminderId, datetime] | None:
        """Return which reminder rang last in the chat, by its hour or once more, and when; None: none did."""

    def shown_rings(self, chat: ChatId) -> list[MessageId]:
        """Return the messages that have, or had, the buttons of the chat's rings, the newest first."""

    def rings_left_over(self, before: datetime, limit: int) -> list[tuple[ChatId, MessageId]]:
        """Return messages that were written before a moment of people's time and have a ring's buttons.

        Their chats are locked for other processes; those that are locked already are passed over.
        """

    def shown_alarms(self, session: SessionId) -> list[MessageId]:
        """Return the messages of the session's newest alarms that have arrived, the newest first."""

    def leading(self, session: SessionId) -> list[MessageId]:
        """Return the messages that may have the buttons of a live session: its card, and a question."""

    def claim(
        self, now: Now, limits: Limits, owner: str, lease: timedelta, busy: Mapping[ChatId, Turn] = NO_TURNS
    ) -> list[Row]:
        """Claim the most urgent rows whose chat is free, as `sending`; expire rows past their time limit.

        Rows of the `busy` chats wait for their turn, in steady time; only urgent rows wait for none.
        """

    def claim_shared(
        self, now: Now, limits: Callable[[], Limits], owner: str, lease: timedelta, rule: TurnRule
    ) -> tuple[list[Row], Mapping[ChatId, Turn]]:
        """The same where several processes share the database, which keeps the turns of the chats by `rule`.

        `limits` is asked only if rows wait. Chats that another process has locked are passed over. Returned
        are the rows, and when the next messages may leave for their chats, in people's time.
        """

    def delay_turns(self, turns: Mapping[ChatId, Turn]) -> None:
        """Let these chats have their next turns not before `turns`, in people's time."""

    @property
    def left_behind(self) -> int:
        """How many answers and messages of sessions were written in this unit of work, and not claimed."""

    def settle(self, settlements: Sequence[Settlement]) -> int:
        """Write results and return how many were accepted; a result with an older fence changes nothing."""

    def note_edited(self, rows: Sequence[Row], at: datetime) -> None:
        """Note that these edits of cards arrived at `at`, steady time: their next edits keep a distance.

        Countdowns that wait for the same cards are dropped, unless the edit was a countdown itself.
        """

    def claimed_since(self, moment: datetime) -> list[PastCall]:
        """Return the calls of the rows claimed after `moment` (people's time), the earliest first."""

    def take_stuck(self) -> list[Row]:
        """Return the rows that an earlier process left in `sending`.

        Where several processes share the database: those of processes that are no longer alive.
        """

    def hold_until_at_most(self, moment: datetime) -> None:
        """Shorten every wait of a row or chat to `moment`, wire time.

        An earlier process may have set a wait by a clock that was wrong.
        """
