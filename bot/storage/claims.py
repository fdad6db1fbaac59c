"""Which outbox rows may leave now: one statement that finds them and takes them.

Replies and session messages of a chat leave strictly in the order they were written, even if the first one
has to wait; only what is urgent goes before them. The other lanes give way to those that are ready, and
among themselves go by lane. A chat that Telegram has told to wait gets nothing at all until then.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    and_,
    bindparam,
    literal_column,
    null,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy import Row as Record

from bot.domain.catalogue import Language
from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.ports import Kind, Lane, Limits, Now, Row, RowState
from bot.storage import payload
from bot.storage.cards import CARD_OF_TURN
from bot.storage.columns import Utc
from bot.storage.tables import chats, outbox, row_is_pending, sessions

log = logging.getLogger(__name__)

CARDS_ONLY = (Kind.tidy, Kind.stand_in, Kind.countdown)  # without a card there is nothing to do
CARDS = (Kind.prompt, Kind.fresh_card)  # they edit no card, they become it
# A change of something that people have long stopped looking at is not noticed: an answer this late is new.
ANSWER_LATE = timedelta(seconds=30)
NAMESAKES = {Kind.removal: Kind.cue, Kind.tidy: Kind.notice}
NOT_SEEN = (RowState.unknown, RowState.cancelled, RowState.expired, RowState.failed)
# In the order of `Limits`: first and last lane of each group.
GROUPS = ((Lane.urgent, Lane.reply), (Lane.session, Lane.session), (Lane.reminder, Lane.countdown))
NOBODY = ChatId(0)  # an empty list would be written as a subquery
ORDERED = frozenset({Lane.reply, Lane.session})
CARD_EDITS = frozenset({Kind.edit, Kind.fresh_card, Kind.stand_in, Kind.countdown})

_people = bindparam("b_people", type_=Utc)
_wire = bindparam("b_wire", type_=Utc)


def _is(table: FromClause, state: RowState) -> ColumnElement[bool]:
    # Spelt out, since a parameter would keep the partial indexes from being used.
    return table.c.state == literal_column(f"'{state.value}'")


def _is_ordered(table: FromClause) -> ColumnElement[bool]:
    return table.c.lane.in_([literal_column(str(lane.value)) for lane in sorted(ORDERED)])


def _is_urgent(table: FromClause) -> ColumnElement[bool]:
    return table.c.lane == literal_column(str(Lane.urgent.value))


def _is_ready(table: FromClause) -> ColumnElement[bool]:
    waited = or_(table.c.not_before.is_(None), table.c.not_before <= _wire)
    return and_(_is(table, RowState.pending), waited)


def _some_wait(first: Lane, last: Lane) -> ColumnElement[bool]:
    lanes = outbox.c.lane.between(literal_column(str(first.value)), literal_column(str(last.value)))
    return select(outbox.c.id).where(row_is_pending, lanes).exists()


def _heads() -> ColumnElement[bool]:
    one, other = outbox.alias("one"), outbox.alias("other")
    same_chat = other.c.chat_id == one.c.chat_id
    in_flight = select(other.c.id).where(same_chat, _is(other, RowState.sending)).exists()
    written_before = (
        select(other.c.id)
        .where(same_chat, _is(other, RowState.pending), _is_ordered(other), other.c.id < one.c.id)
        .exists()
    )
    urgent_before = (
        select(other.c.id).where(same_chat, _is(other, RowState.pending), _is_urgent(other)).exists()
    )
    is_its_turn = or_(_is_urgent(one), one.c.chat_id.not_in(bindparam("b_busy", expanding=True)))
    more_urgent = tuple_(other.c.lane, other.c.id) < tuple_(one.c.lane, one.c.id)
    ready_before = select(other.c.id).where(same_chat, _is_ready(other), more_urgent).exists()
    is_head = or_(
        and_(_is_ordered(one), ~written_before, ~urgent_before),
        and_(~_is_ordered(one), ~ready_before),
    )
    is_held_no_more = or_(chats.c.held_until.is_(None), chats.c.held_until <= _wire)
    heads = (
        select(one.c.id)
        .join(chats, chats.c.id == one.c.chat_id)
        .where(_is_ready(one), one.c.lane.between(bindparam("b_first"), bindparam("b_last")))
        .where(is_its_turn, chats.c.is_gone.is_(False), is_held_no_more, ~in_flight, is_head)
        .order_by(one.c.lane, one.c.expires_at, one.c.id)
        .limit(bindparam("b_limit"))
    )
    return outbox.c.id.in_(heads)


# Where the prompt of the next turn is not to be seen, the card before it carries on, with its buttons.
_NEXT_IS_LOST = select(
    select(outbox.c.id)
    .where(
        outbox.c.session_id == bindparam("b_session"),
        outbox.c.kind == Kind.prompt.value,
        outbox.c.turn == bindparam("b_turn") + 1,
        outbox.c.state.in_([state.value for state in NOT_SEEN]),
    )
    .exists()
)
_NAMESAKE = select(outbox.c.message_id).where(
    outbox.c.chat_id == bindparam("b_chat"),
    outbox.c.kind == bindparam("b_kind"),
    outbox.c.dedup_key == bindparam("b_key"),
)
_language = select(chats.c.language).where(chats.c.id == outbox.c.chat_id).scalar_subquery().label("language")

# The lanes are named so that the index on them is used.
_is_past = and_(
    row_is_pending, outbox.c.lane.in_([lane.value for lane in Lane]), outbox.c.expires_at <= _people
)
_EXPIRE = update(outbox).where(_is_past).values(state=RowState.expired.value, payload=null())
_is_late_edit = and_(
    row_is_pending,
    outbox.c.lane.in_([lane.value for lane in (Lane.urgent, Lane.reply)]),
    outbox.c.kind == Kind.edit.value,
    outbox.c.keys_only.is_(False),
    outbox.c.sends == 0,  # one that may have arrived is made once more, which harms nothing
    outbox.c.due_at < bindparam("b_late", type_=Utc),
)
_RENEW = update(outbox).where(_is_late_edit).values(kind=Kind.fresh_card.value)
_WAITS = select(
    *(_some_wait(first, last) for first, last in GROUPS),
    select(outbox.c.id).where(_is_past).exists(),
    select(outbox.c.id).where(_is_late_edit).exists(),
)
_CLAIM = (
    update(outbox)
    .where(_heads())
    .values(
        state=RowState.sending.value,
        owner=bindparam("b_owner"),
        fence=outbox.c.fence + 1,
        lease_until=bindparam("b_lease_until"),
        claimed_at=_people,
        attempts=outbox.c.attempts + 1,
    )
    .returning(outbox, _language)
)
_END = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("b_ids", expanding=True)))
    .values(state=bindparam("b_state"), payload=null(), owner=null(), lease_until=null())
)
# Counted from when an edit leaves: one that was held would otherwise be followed at once by the next.
_of_edited: BindParameter[int] = bindparam("b_sessions", expanding=True)
_NOTE_EDITS = update(sessions).where(sessions.c.id.in_(_of_edited)).values(card_edited_at=_wire)
_DROP_COUNTDOWNS = (
    update(outbox)
    .where(row_is_pending, outbox.c.session_id.in_(_of_edited), outbox.c.kind == Kind.countdown.value)
    .values(state=RowState.cancelled.value, payload=null())
)
_STUCK = (
    select(outbox, _language).where(_is(outbox, RowState.sending)).order_by(outbox.c.chat_id, outbox.c.id)
)


def claim(
    connection: Connection,
    now: Now,
    limits: Limits,
    owner: str,
    lease: timedelta,
    busy: Collection[ChatId] = (),
) -> list[Row]:
    """Take the most urgent rows whose chat is free, as `sending`; expire those past their limit.

    For chats that are `busy`, that is, have had their share, only what is urgent is taken. An answer that
    is late changes no message any more: it becomes a new one.
    """
    moments = {"b_people": now.people, "b_late": now.people - max(ANSWER_LATE, now.jitter)}
    *waits, some_are_past, some_are_late = connection.execute(_WAITS, moments).one()
    if some_are_past:
        connection.execute(_EXPIRE, moments)
    if some_are_late:
        connection.execute(_RENEW, moments)
    rows: list[Record[*tuple[object, ...]]] = []
    for (first, last), group_limit, some in zip(
        GROUPS, (limits.replies, limits.session, limits.bulk), waits, strict=True
    ):
        limit = group_limit if limits.together is None else min(group_limit, limits.together - len(rows))
        if not some or limit <= 0:
            continue
        taken = {
            "b_wire": now.wire,
            "b_people": now.people,
            "b_first": first.value,
            "b_last": last.value,
            "b_limit": limit,
            "b_owner": owner,
            "b_lease_until": now.wire + lease,
            "b_busy": [NOBODY, *busy],
        }
        # RETURNING promises no order.
        rows += sorted(connection.execute(_CLAIM, taken), key=_urgency)
    edited = [row.session_id for row in rows if row.turn is not None and row.kind in CARD_EDITS]
    if edited:
        connection.execute(_NOTE_EDITS, {"b_sessions": edited, "b_wire": now.wire})
        connection.execute(_DROP_COUNTDOWNS, {"b_sessions": edited})
    return _with_messages(connection, rows)


def _with_messages(connection: Connection, records: Sequence[Record[*tuple[object, ...]]]) -> list[Row]:
    """Return the rows with the messages that they edit; where that never arrived they are cancelled."""
    edited = {record.id: _edited(connection, record) for record in records}
    pointless = [record.id for record in records if _needs_message(record) and edited[record.id] is None]
    if pointless:
        connection.execute(_END, {"b_ids": pointless, "b_state": RowState.cancelled.value})
    read = (_read(connection, record, edited[record.id]) for record in records if record.id not in pointless)
    return [row for row in read if row is not None]


def stuck(connection: Connection) -> list[Row]:
    """Return the rows that stand in `sending`, by chat."""
    records = connection.execute(_STUCK).all()
    read = (_read(connection, record, _edited(connection, record)) for record in records)
    return [row for row in read if row is not None]


def _read(connection: Connection, record: Record[*tuple[object, ...]], edits: MessageId | None) -> Row | None:
    """Return the row, or None if it cannot be read: then it fails, or everybody's would wait for it.

    A newer version of the bot, since taken back, may have written it.
    """
    try:
        return _to_row(record, edits)
    except (KeyError, TypeError, ValueError):
        connection.execute(_END, {"b_ids": [record.id], "b_state": RowState.failed.value})
        log.exception("A message that is to leave cannot be read.", extra={"outbox": record.id})
        return None


def _urgency(row: Record[*tuple[object, ...]]) -> tuple[Any, ...]:
    return row.lane, row.expires_at, row.id


def _needs_message(row: Record[*tuple[object, ...]]) -> bool:
    return _has_namesake(row) or (row.turn is not None and row.kind in CARDS_ONLY)


def _has_namesake(row: Record[*tuple[object, ...]]) -> bool:
    """Is it about the message of the row that has the same key?"""
    return row.kind in NAMESAKES and row.turn is None and row.edits is None


def _edited(connection: Connection, row: Record[*tuple[object, ...]]) -> MessageId | None:
    """Return the message that a row edits: the one it names, its namesake's, or its session's card."""
    number = row.edits if row.kind not in CARDS else None
    if _has_namesake(row):
        named = {"b_chat": row.chat_id, "b_kind": NAMESAKES[row.kind].value, "b_key": row.dedup_key}
        number = connection.execute(_NAMESAKE, named).scalar_one_or_none()
    if row.kind == Kind.tidy and row.turn is not None:
        lost = {"b_session": row.session_id, "b_turn": row.turn}
        if connection.execute(_NEXT_IS_LOST, lost).scalar():
            return None
    if row.turn is not None and row.kind not in CARDS:
        card = connection.execute(
            CARD_OF_TURN, {"b_session": row.session_id, "b_turn": row.turn}
        ).one_or_none()
        number = None if card is None else card.message_id
    return None if number is None else MessageId(number)


def _to_row(row: Record[*tuple[object, ...]], edits: MessageId | None) -> Row:
    return Row(
        id=OutboxId(row.id),
        chat=ChatId(row.chat_id),
        kind=Kind(row.kind),
        lane=Lane(row.lane),
        message=payload.to_message(row.payload),
        language=Language(row.language),
        edits=edits,
        keys_only=row.keys_only,
        fence=row.fence,
        sends=row.sends,
        attempts=row.attempts,
    )
