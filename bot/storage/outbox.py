"""The outbox in the database. A row that has reached its end keeps no text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import BindParameter, Connection, Select, bindparam, exists, or_, select

from bot.domain.ids import ChatId, MessageId, OutboxId, ReminderId, SessionId
from bot.domain.message import Message
from bot.ports import (
    NO_TURNS,
    Backlog,
    Kind,
    Lane,
    Limits,
    Now,
    Outgoing,
    PastCall,
    Row,
    Settlement,
    Turn,
    TurnRule,
)
from bot.storage import cards, mentions, newest, rings, shifts, taps, unsent
from bot.storage.card_edits import note_edited
from bot.storage.claims import claim, stuck
from bot.storage.holds import hold_until_at_most
from bot.storage.locks import are_shared
from bot.storage.past_calls import claimed_since
from bot.storage.puts import put
from bot.storage.remains import Remains
from bot.storage.settlements import has_deleted, settle
from bot.storage.tables import is_kind, outbox

_columns = outbox.c
_of_chat = _columns.chat_id == bindparam("b_chat")
_is_named = _columns.dedup_key.in_(bindparam("b_keys", expanding=True))
_message: BindParameter[int] = bindparam("b_message")
_KNOWS = select(exists().where(_of_chat, or_(_columns.message_id == _message, _columns.edits == _message)))


@cache
def _has(kind: Kind) -> Select[bool]:
    return select(exists().where(_of_chat, is_kind(kind), _is_named))


class StoredOutbox:
    """`ports.Outbox` over one connection."""

    def __init__(self, connection: Connection, remains: Remains) -> None:
        self._connection = connection
        self._remains = remains
        self.left_behind = 0

    def put(self, outgoing: Outgoing) -> bool:
        """Write a row; False, and nothing changed: its key is there, or the row that it is about is not.

        The chat must be known.
        """
        is_written = put(self._connection, outgoing)
        self.left_behind += is_written and outgoing.lane <= Lane.session
        return is_written

    def add(self, outgoing: Outgoing) -> None:
        """Write a row, unless its key exists, or the row it is about does not."""
        self.put(outgoing)

    def has(self, chat: ChatId, kind: Kind, keys: Sequence[str]) -> bool:
        """Is there a row with one of these keys, sent or not?"""
        return self._connection.execute(_has(kind), {"b_chat": chat, "b_keys": list(keys)}).scalar_one()

    def cancel(self, session: SessionId) -> None:
        """Cancel what the session has not sent yet: it would overwrite what is shown now.

        A row in flight is not sent again if its call turns out not to have reached Telegram.
        """
        unsent.withdraw_session(self._connection, session)

    def make_way(self, session: SessionId, turn: int, message: Message, *, moved_on: bool) -> bool:
        """Withdraw what a new text of the session's card, in the same turn, replaces.

        Those are the card's edits; with `moved_on`, since the session's state has changed, all that `cancel`
        withdraws. True: the turn's prompt was not sent, and leaves after all, with `message` as its words.
        """
        return cards.make_way(self._connection, session, turn, message, moved_on=moved_on)

    def replace_countdowns(self, session: SessionId) -> None:
        """Cancel the unsent countdown edits of the session's card, because a newer edit is coming."""
        unsent.withdraw_countdowns(self._connection, session)

    def replace_edit(self, chat: ChatId, message: MessageId) -> bool:
        """Cancel the unsent edit of a message, because a newer one is coming; False: there is none."""
        return unsent.withdraw_edits(self._connection, chat, message)

    def backlog(self, chat: ChatId) -> Backlog:
        """Return what the next answer must know of the chat's earlier messages."""
        return mentions.backlog(self._connection, chat)

    def is_urgent(self, chat: ChatId, message: Message) -> bool:
        """Does the same message already wait to leave before all answers?"""
        return mentions.is_urgent(self._connection, chat, message)

    def mention_unknown(self, chat: ChatId) -> None:
        """Note that the next answer mentions the messages that may not have arrived."""
        mentions.mention_unknown(self._connection, chat)

    def card_of(self, session: SessionId) -> MessageId | None:
        """Return the message id of the session's newest prompt that is known to have arrived."""
        return cards.card_of(self._connection, session)

    def is_lost(self, session: SessionId, turn: int) -> bool:
        """Did the call for the prompt of a turn get no usable answer, so that it may not have arrived?"""
        return cards.is_lost(self._connection, session, turn)

    def arrived(self, session: SessionId, turn: int, message: MessageId, shows: str | None = None) -> bool:
        """Note that a lost prompt has arrived as `message`, which was tapped. False: no prompt was lost."""
        return cards.confirm_prompt(self._connection, session, turn, message, shows)

    def tapped(self, chat: ChatId, message: MessageId, shows: str | None = None) -> None:
        """Note that `message` was tapped: the newest unknown answer that it may be has arrived."""
        taps.confirm_answer(self._connection, chat, message, shows)

    def block(self, chat: ChatId) -> None:
        """End as blocked what waits for a chat that cannot be written to; it would come too late."""
        unsent.block_chat(self._connection, chat)

    def cancel_rings(self, chat: ChatId, reminder: ReminderId | None = None) -> None:
        """Cancel the chat's unsent rings, of one reminder or of all; one in flight is not sent again."""
        rings.cancel_rings(self._connection, chat, reminder)

    def expire_rings(self, chats: Collection[ChatId], before: datetime) -> None:
        """End the unsent rings of `chats` that were written before a moment of people's time."""
        rings.expire_rings(self._connection, chats, before)

    def expire_all(self) -> int:
        """End all that has not left yet, also what is in a call, and return how much it was."""
        return unsent.expire_all(self._connection)

    def move_back(self, by: timedelta) -> None:
        """Move what has not left yet back by `by`, as the clock was; a ring keeps its time limit."""
        shifts.move_back(self._connection, by)

    def ring_arrived(
        self, chat: ChatId, reminder: ReminderId, message: MessageId, shows: str | None = None
    ) -> None:
        """Note that a reminder's ring has arrived as `message`, so that it is not sent again."""
        rings.confirm_ring(self._connection, chat, reminder, message, shows)

    def knows(self, chat: ChatId, message: MessageId) -> bool:
        """Has a row sent or changed this message? None knows a second copy, whose call got no answer."""
        return self._connection.execute(_KNOWS, {"b_chat": chat, "b_message": message}).scalar_one()

    def is_newest(self, chat: ChatId, row: OutboxId, message: MessageId) -> bool:
        """Is `message`, as `row` left it, the newest of the chat? False if that is not certain."""
        return newest.is_newest(self._connection, chat, row, message)

    def has_rung(self, chat: ChatId, minute: datetime) -> bool:
        """Was a ring of the chat written in the minute from `minute` on that has left, or may leave?"""
        return rings.has_rung(self._connection, chat, minute)

    def newest_ring(self, chat: ChatId) -> tuple[ReminderId, datetime] | None:
        """Return which reminder rang last in the chat, by its hour or once more, and when; None: none did."""
        return rings.newest(self._connection, chat)

    def shown_rings(self, chat: ChatId) -> list[MessageId]:
        """Return the messages that have, or had, the buttons of the chat's rings, the newest first."""
        return rings.shown(self._connection, chat)

    def rings_left_over(self, before: datetime, limit: int) -> list[tuple[ChatId, MessageId]]:
        """Return messages that were written before a moment of people's time and have a ring's buttons."""
        return rings.left_over(self._connection, before, limit)

    def shown_alarms(self, session: SessionId) -> list[MessageId]:
        """Return the messages of the session's newest alarms that have arrived, the newest first."""
        return cards.shown_alarms(self._connection, session)

    def leading(self, session: SessionId) -> list[MessageId]:
        """Return the messages that may have the buttons of a live session."""
        return cards.leading(self._connection, session)

    def claim(
        self, now: Now, limits: Limits, owner: str, lease: timedelta, busy: Mapping[ChatId, Turn] = NO_TURNS
    ) -> list[Row]:
        """Take the most urgent rows whose chat is free, as `sending`; expire those past their limit."""
        may_leave = not self._remains.are_left
        return claim(self._connection, now, limits, owner, lease, busy, farewells=may_leave)

    def claim_shared(
        self, now: Now, limits: Callable[[], Limits], owner: str, lease: timedelta, rule: TurnRule
    ) -> tuple[list[Row], Mapping[ChatId, Turn]]:
        """Do the same where several processes share the database; ask for `limits` only if rows wait."""
        from bot.storage import shared_claims  # not loaded by a bot with a file

        may_leave = not self._remains.are_left
        rows, turns = shared_claims.claim(
            self._connection, now, limits, owner, lease, rule, farewells=may_leave
        )
        claimed = sum(row.lane <= Lane.session for row in rows)
        self.left_behind = max(self.left_behind - claimed, 0)
        return rows, turns

    def delay_turns(self, turns: Mapping[ChatId, Turn]) -> None:
        """Let these chats have their next turns not before `turns`, in people's time."""
        from bot.storage import shared_claims

        shared_claims.delay_turns(self._connection, turns)

    def settle(self, settlements: Sequence[Settlement]) -> int:
        """Write results and return how many were accepted; one with an older fence changes nothing."""
        counted = settle(self._connection, settlements)
        if has_deleted(self._connection, settlements):
            self._remains.note_forgotten(self._connection)
        return counted

    def note_edited(self, rows: Sequence[Row], at: datetime) -> None:
        """Note that these edits of cards arrived at `at`, wire time; countdowns that wait may be dropped."""
        note_edited(self._connection, [row.id for row in rows], at)

    def claimed_since(self, moment: datetime) -> list[PastCall]:
        """Return the calls of the rows that were claimed after a moment of people's time, in that order."""
        return claimed_since(self._connection, moment)

    def take_stuck(self) -> list[Row]:
        """Return the rows that an earlier process left in `sending`; they stay so until they are settled.

        Where several processes share the database: those of processes that are no longer alive.
        """
        if not are_shared(self._connection):
            return stuck(self._connection)
        from bot.storage import shared_claims

        return shared_claims.stuck(self._connection)

    def hold_until_at_most(self, moment: datetime) -> None:
        """Shorten every wait of a row or chat to `moment`, wire time.

        An earlier process may have set a wait by a clock that was wrong.
        """
        hold_until_at_most(self._connection, moment)
