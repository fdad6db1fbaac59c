"""The outbox in the database. A row that has reached its end keeps no text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, exists, func, select

from bot.domain.ids import ChatId, MessageId, ReminderId, SessionId
from bot.domain.message import Message
from bot.ports import Kind, Limits, Now, Outgoing, Row, Settlement
from bot.storage import cards, rings, taps, unsent
from bot.storage.claims import claim, stuck
from bot.storage.holds import hold_until_at_most
from bot.storage.mentions import mention_unknown
from bot.storage.puts import put
from bot.storage.settlements import settle
from bot.storage.tables import outbox, row_is_live

_columns = outbox.c
_of_chat = _columns.chat_id == bindparam("b_chat")
_HAS = select(
    exists().where(
        _of_chat,
        _columns.kind == bindparam("b_kind"),
        _columns.dedup_key.in_(bindparam("b_keys", expanding=True)),
    )
)
_WAITING = select(func.count()).select_from(outbox).where(_of_chat, row_is_live)


class StoredOutbox:
    """`ports.Outbox` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, outgoing: Outgoing) -> bool:
        """Write a row; False, and nothing changed: its key is there, or the row that it is about is not.

        The chat must be known.
        """
        return put(self._connection, outgoing)

    def has(self, chat: ChatId, kind: Kind, keys: Sequence[str]) -> bool:
        """Is there a row with one of these keys, sent or not?"""
        values = {"b_chat": chat, "b_kind": kind.value, "b_keys": list(keys)}
        return self._connection.execute(_HAS, values).scalar_one()

    def cancel(self, session: SessionId) -> None:
        """Cancel a session's unsent rows: what an earlier tap asked for would come over what is now.

        One that is in flight is not sent again if its call turns out not to have been made.
        """
        unsent.withdraw_session(self._connection, session)

    def revive_prompt(self, session: SessionId, turn: int, message: Message) -> bool:
        """Let a turn's cancelled prompt leave after all, with other words; False if there is none."""
        return cards.revive_prompt(self._connection, session, turn, message)

    def replace_edits(self, session: SessionId, *, clock_only: bool = False) -> None:
        """Cancel the unsent edits of the session's card, because a newer edit is coming.

        `clock_only`: no more than those that count down.
        """
        unsent.withdraw_card_edits(self._connection, session, clock_only=clock_only)

    def replace_edit(self, chat: ChatId, message: MessageId) -> None:
        """Cancel the unsent edit of a message, because a newer one is coming."""
        unsent.withdraw_edits(self._connection, chat, message)

    def waiting(self, chat: ChatId) -> int:
        """Return how many of the chat's rows have not left yet."""
        return self._connection.execute(_WAITING, {"b_chat": chat}).scalar_one()

    def mention_unknown(self, chat: ChatId) -> bool:
        """Is there a message of which nobody knows whether it arrived? Asked about each once."""
        return mention_unknown(self._connection, chat)

    def card_of(self, session: SessionId) -> MessageId | None:
        """Return the message id of the session's newest prompt that is known to have arrived."""
        return cards.card_of(self._connection, session)

    def is_lost(self, session: SessionId, turn: int) -> bool:
        """Is the prompt of a turn one of which nobody knows whether it arrived?"""
        return cards.is_lost(self._connection, session, turn)

    def arrived(self, session: SessionId, turn: int, message: MessageId) -> bool:
        """Note that a lost prompt is in the chat as `message`: a tap on it proves that. False: none was."""
        return cards.confirm_prompt(self._connection, session, turn, message)

    def tapped(self, chat: ChatId, message: MessageId) -> None:
        """Note that an answer of which nobody knew whether it arrived is in the chat as `message`."""
        taps.confirm_answer(self._connection, chat, message)

    def block(self, chat: ChatId) -> None:
        """End what waits for a chat that cannot be written to: by the time it can it is of no use."""
        unsent.block_chat(self._connection, chat)

    def cancel_rings(self, chat: ChatId, reminder: ReminderId | None = None) -> None:
        """Cancel the chat's unsent rings, of one reminder or of all; one in flight is not sent again."""
        rings.cancel_rings(self._connection, chat, reminder)

    def expire_rings(self, chats: Collection[ChatId], before: datetime) -> None:
        """End the unsent rings of `chats` that were due before a moment of people's time."""
        rings.expire_rings(self._connection, chats, before)

    def ring_arrived(self, chat: ChatId, reminder: ReminderId, message: MessageId) -> None:
        """Note that a reminder's ring is in the chat as `message`; a second copy need not leave."""
        rings.confirm_ring(self._connection, chat, reminder, message)

    def claim(
        self, now: Now, limits: Limits, owner: str, lease: timedelta, busy: Collection[ChatId] = ()
    ) -> list[Row]:
        """Take the most urgent rows whose chat is free, as `sending`; expire those past their limit."""
        return claim(self._connection, now, limits, owner, lease, busy)

    def settle(self, settlements: Sequence[Settlement]) -> int:
        """Write results; one recorded under an older fence changes nothing. Return how many counted."""
        return settle(self._connection, settlements)

    def take_stuck(self) -> list[Row]:
        """Return the rows that a process before this one left in `sending`; they stay so until settled."""
        return stuck(self._connection)

    def hold_until_at_most(self, moment: datetime) -> None:
        """Hold no row and no chat beyond `moment` of wire time: another process set it, by another clock."""
        hold_until_at_most(self._connection, moment)
