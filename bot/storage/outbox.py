"""The outbox in the database. A row that has reached its end keeps no text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Update,
    and_,
    bindparam,
    exists,
    func,
    null,
    or_,
    select,
    update,
)

from bot.domain.ids import ChatId, MessageId, OutboxId, ReminderId, SessionId
from bot.domain.message import Message
from bot.ports import Kind, Limits, Now, Outgoing, PastCall, Row, RowState, Settlement
from bot.storage import payload
from bot.storage.claims import claim, stuck
from bot.storage.columns import Utc
from bot.storage.past_calls import claimed_since
from bot.storage.puts import put
from bot.storage.settlements import BLOCK, settle, take_place
from bot.storage.tables import (
    NEVER,
    chats,
    outbox,
    row_is_live,
    row_is_pending,
    row_is_sending,
    row_is_unknown,
)

# Tidying and removals stay: they belong to what was, not to what the session does next.
OF_A_SESSION = (
    Kind.prompt,
    Kind.stand_in,
    Kind.cue,
    Kind.countdown,
    Kind.notice,
    Kind.edit,
    Kind.fresh_card,
    Kind.reply,
)
TAPPED = (Kind.reply, Kind.fresh_card, Kind.notice)
NEW = (*TAPPED, Kind.prompt, Kind.cue, Kind.reminder, Kind.snooze)
OF_A_CARD = (Kind.edit, Kind.fresh_card, Kind.countdown)
# An edit is made again, and a step that may be missing shows on the card, if there is one.
MENTIONED = (Kind.reply, Kind.fresh_card, Kind.reminder, Kind.snooze, Kind.notice)

_columns = outbox.c
_of_chat = _columns.chat_id == bindparam("b_chat")
_of_session = _columns.session_id == bindparam("b_session")

_HAS = select(
    exists().where(
        _of_chat,
        _columns.kind == bindparam("b_kind"),
        _columns.dedup_key.in_(bindparam("b_keys", expanding=True)),
    )
)
_CANCEL_PENDING = update(outbox).where(row_is_pending).values(state=RowState.cancelled.value, payload=null())
_CANCEL = _CANCEL_PENDING.where(_of_session, _columns.kind.in_([kind.value for kind in OF_A_SESSION]))
# A row in flight that comes back unsent has expired by then, so that nothing leaves after a Stop.
_RECALL_SENDING = update(outbox).where(row_is_sending).values(expires_at=_columns.due_at)
_RECALL = _RECALL_SENDING.where(_of_session, _columns.kind.in_([kind.value for kind in OF_A_SESSION]))
_RECALL_ALL = _RECALL_SENDING.where(_of_chat)
_of_kinds = _columns.kind.in_(bindparam("b_kinds", expanding=True))
_RECALL_EDITS = _RECALL_SENDING.where(_of_session, _of_kinds)
_REPLACE_EDITS = _CANCEL_PENDING.where(_of_session, _of_kinds)
_edits_message = and_(
    _of_chat,
    _columns.kind.in_([kind.value for kind in (Kind.edit, Kind.fresh_card, Kind.tidy)]),
    _columns.edits == bindparam("b_message"),
)
_REPLACE_EDIT = _CANCEL_PENDING.where(_edits_message)
_RECALL_EDIT = _RECALL_SENDING.where(_edits_message)
_WAITING = select(func.count()).select_from(outbox).where(_of_chat, row_is_live)
_prompts = outbox.alias("prompts")
_has_no_card = ~(
    select(_prompts.c.id)
    .where(_prompts.c.session_id == _columns.session_id, _prompts.c.kind == Kind.prompt.value)
    .where(_prompts.c.message_id.is_not(None))
    .exists()
)
_is_missed = or_(
    _columns.kind.in_([kind.value for kind in MENTIONED]),
    and_(_columns.kind == Kind.prompt.value, _has_no_card),
)
_MENTION = (
    update(outbox)
    .where(_of_chat, row_is_unknown, _columns.is_mentioned.is_(False), _is_missed)
    .values(is_mentioned=True)
)
_CARD = (
    select(_columns.message_id)
    .where(_of_session, _columns.kind == Kind.prompt.value, _columns.message_id.is_not(None))
    .order_by(_columns.id.desc())
    .limit(1)
)
_is_lost = and_(
    _of_session,
    _columns.kind == Kind.prompt.value,
    _columns.turn == bindparam("b_turn"),
    _columns.state == RowState.unknown.value,
)
_REVIVE = (
    update(outbox)
    .where(_of_session, _columns.kind == Kind.prompt.value, _columns.turn == bindparam("b_turn"))
    .where(_columns.state == RowState.cancelled.value, _columns.sends == 0)
    .values(state=RowState.pending.value, payload=bindparam("b_payload"), expires_at=NEVER)
)
_IS_LOST = select(select(_columns.id).where(_is_lost).exists())
_ARRIVED = update(outbox).where(_is_lost).values(state=RowState.sent.value, message_id=bindparam("b_message"))
_HOLD_AT_MOST = (
    update(outbox)
    .where(row_is_pending, _columns.not_before > bindparam("b_moment", type_=Utc))
    .values(not_before=bindparam("b_moment", type_=Utc))
)
_HOLD_CHATS_AT_MOST = (
    update(chats)
    .where(chats.c.held_until > bindparam("b_moment", type_=Utc))
    .values(held_until=bindparam("b_moment", type_=Utc))
)
_RINGS = _columns.kind.in_([Kind.reminder.value, Kind.snooze.value])
_of_reminder = and_(_of_chat, _RINGS, _columns.dedup_key.startswith(bindparam("b_key")))
_CANCEL_RINGS = _CANCEL_PENDING.where(_of_reminder)
_RECALL_RINGS = _RECALL_SENDING.where(_of_reminder)
_EXPIRE_RINGS = (
    update(outbox)
    .where(row_is_pending, _columns.chat_id.in_(bindparam("b_chats", expanding=True)), _RINGS)
    .where(_columns.due_at < bindparam("b_before", type_=Utc))
    .values(state=RowState.expired.value, payload=null())
)

# What a tap proves: its message is the newest one of which nobody knew, unless it was known.
_other = outbox.alias("other")
_message: BindParameter[int] = bindparam("b_message")
_is_known = select(_other.c.id).where(
    _other.c.chat_id == bindparam("b_chat"), _other.c.message_id == _message
)
# Numbers of messages grow: it lies between what was sent before the row and what was sent after it.
_is_new = and_(
    or_(_other.c.edits.is_(None), _other.c.kind == Kind.fresh_card.value),
    _other.c.kind.in_([kind.value for kind in NEW]),
)
_lies_elsewhere = (
    select(_other.c.id)
    .where(_other.c.chat_id == bindparam("b_chat"), _is_new)
    .where(
        or_(
            and_(_other.c.id < _columns.id, _other.c.message_id > _message),
            and_(_other.c.id > _columns.id, _other.c.message_id < _message),
        )
    )
    .exists()
)


def _arrives(*which: ColumnElement[bool]) -> Update:
    """Return the statement that ends the newest row of `which` as the message that was tapped."""
    newest = select(func.max(_columns.id)).where(_of_chat, *which, ~_is_known.exists())
    return (
        update(outbox)
        .where(_columns.id == newest.scalar_subquery())
        .values(state=RowState.sent.value, payload=null(), message_id=_message)
    )


# A ring may be about to leave once more.
_RING_ARRIVED = _arrives(_of_reminder, or_(row_is_unknown, and_(row_is_pending, _columns.sends > 0)))
_TAPPED = _arrives(
    row_is_unknown, _columns.kind.in_([kind.value for kind in TAPPED]), ~_lies_elsewhere
).returning(_columns.id, _columns.kind)


class StoredOutbox:
    """`ports.Outbox` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, outgoing: Outgoing) -> bool:
        """Write a row; False, and nothing changed, if its key was there already. The chat must be known."""
        return put(self._connection, outgoing)

    def has(self, chat: ChatId, kind: Kind, keys: Sequence[str]) -> bool:
        """Is there a row with one of these keys, sent or not?"""
        values = {"b_chat": chat, "b_kind": kind.value, "b_keys": list(keys)}
        return self._connection.execute(_HAS, values).scalar_one()

    def cancel(self, session: SessionId) -> None:
        """Cancel a session's unsent rows: what an earlier tap asked for would come over what is now.

        One that is in flight is not sent again if its call turns out not to have been made.
        """
        self._connection.execute(_CANCEL, {"b_session": session})
        self._connection.execute(_RECALL, {"b_session": session})

    def revive_prompt(self, session: SessionId, turn: int, message: Message) -> bool:
        """Let a turn's cancelled prompt leave after all, with other words; False if there is none."""
        values = {"b_session": session, "b_turn": turn, "b_payload": payload.to_json(message)}
        return self._connection.execute(_REVIVE, values).rowcount == 1

    def replace_edits(self, session: SessionId, *, clock_only: bool = False) -> None:
        """Cancel the unsent edits of the session's card, because a newer edit is coming.

        `clock_only`: no more than those that count down.
        """
        kinds = (Kind.countdown,) if clock_only else OF_A_CARD
        values = {"b_session": session, "b_kinds": [kind.value for kind in kinds]}
        self._connection.execute(_REPLACE_EDITS, values)
        self._connection.execute(_RECALL_EDITS, values)

    def replace_edit(self, chat: ChatId, message: MessageId) -> None:
        """Cancel the unsent edit of a message, because a newer one is coming."""
        values = {"b_chat": chat, "b_message": message}
        self._connection.execute(_REPLACE_EDIT, values)
        self._connection.execute(_RECALL_EDIT, values)

    def waiting(self, chat: ChatId) -> int:
        """Return how many of the chat's rows have not left yet."""
        return self._connection.execute(_WAITING, {"b_chat": chat}).scalar_one()

    def mention_unknown(self, chat: ChatId) -> bool:
        """Is there a message of which nobody knows whether it arrived? Asked about each once."""
        return self._connection.execute(_MENTION, {"b_chat": chat}).rowcount > 0

    def card_of(self, session: SessionId) -> MessageId | None:
        """Return the message id of the session's newest prompt that is known to have arrived."""
        number = self._connection.execute(_CARD, {"b_session": session}).scalar_one_or_none()
        return None if number is None else MessageId(number)

    def is_lost(self, session: SessionId, turn: int) -> bool:
        """Is the prompt of a turn one of which nobody knows whether it arrived?"""
        return bool(self._connection.execute(_IS_LOST, {"b_session": session, "b_turn": turn}).scalar())

    def arrived(self, session: SessionId, turn: int, message: MessageId) -> bool:
        """Note that a lost prompt is in the chat as `message`: a tap on it proves that. False: none was."""
        values = {"b_session": session, "b_turn": turn, "b_message": message}
        return self._connection.execute(_ARRIVED, values).rowcount > 0

    def tapped(self, chat: ChatId, message: MessageId) -> None:
        """Note that an answer of which nobody knew whether it arrived is in the chat as `message`."""
        known = self._connection.execute(_TAPPED, {"b_chat": chat, "b_message": message}).one_or_none()
        if known is not None and known.kind == Kind.fresh_card.value:
            take_place(self._connection, OutboxId(known.id), message)

    def block(self, chat: ChatId) -> None:
        """End what waits for a chat that cannot be written to: by the time it can it is of no use."""
        self._connection.execute(BLOCK, {"b_chat": chat})
        self._connection.execute(_RECALL_ALL, {"b_chat": chat})

    def cancel_rings(self, chat: ChatId, reminder: ReminderId | None = None) -> None:
        """Cancel the chat's unsent rings, of one reminder or of all; one in flight is not sent again."""
        values = {"b_chat": chat, "b_key": "" if reminder is None else f"{reminder}:"}
        self._connection.execute(_CANCEL_RINGS, values)
        self._connection.execute(_RECALL_RINGS, values)

    def expire_rings(self, chats: Collection[ChatId], before: datetime) -> None:
        """End the unsent rings of `chats` that were due before a moment of people's time."""
        self._connection.execute(_EXPIRE_RINGS, {"b_chats": list(chats), "b_before": before})

    def ring_arrived(self, chat: ChatId, reminder: ReminderId, message: MessageId) -> None:
        """Note that a reminder's ring is in the chat as `message`; a second copy need not leave."""
        values = {"b_chat": chat, "b_key": f"{reminder}:", "b_message": message}
        self._connection.execute(_RING_ARRIVED, values)

    def claim(
        self, now: Now, limits: Limits, owner: str, lease: timedelta, busy: Collection[ChatId] = ()
    ) -> list[Row]:
        """Take the most urgent rows whose chat is free, as `sending`; expire those past their limit."""
        return claim(self._connection, now, limits, owner, lease, busy)

    def settle(self, settlements: Sequence[Settlement]) -> int:
        """Write results; one recorded under an older fence changes nothing. Return how many counted."""
        return settle(self._connection, settlements)

    def claimed_since(self, moment: datetime) -> list[PastCall]:
        """Return the calls of the rows that were claimed after a moment of people's time, in that order."""
        return claimed_since(self._connection, moment)

    def take_stuck(self) -> list[Row]:
        """Return the rows that a process before this one left in `sending`; they stay so until settled."""
        return stuck(self._connection)

    def hold_until_at_most(self, moment: datetime) -> None:
        """Hold no row and no chat beyond `moment` of wire time: another process set it, by another clock."""
        for statement in (_HOLD_AT_MOST, _HOLD_CHATS_AT_MOST):
            self._connection.execute(statement, {"b_moment": moment})
