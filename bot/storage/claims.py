"""Claiming: rows past their limit expire, late edits become new messages, and heads go to `sending`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Label,
    and_,
    bindparam,
    literal_column,
    select,
    update,
)

from bot.domain.ids import ChatId
from bot.ports import NO_TURNS, Kind, Lane, Limits, Now, Row, RowState, Turn
from bot.storage.card_edits import note_edits
from bot.storage.claimed import Record, hand_back, hand_on
from bot.storage.columns import Utc
from bot.storage.heads import is_head
from bot.storage.tables import chats, kind_is, outbox, row_is_pending, row_is_sending
from bot.storage.unsent import cancel_waiting
from bot.storage.unsent_rings import note_outages

# By then the person no longer looks at the message that the edit would change.
ANSWER_LATE = timedelta(seconds=30)
# First and last lane of each group. Farewells take what the answers have left, and news what all have left.
FAREWELLS = (Lane.farewell, Lane.farewell)
NEWS = (Lane.news, Lane.news)
GROUPS = (
    (Lane.urgent, Lane.reply),
    FAREWELLS,
    (Lane.session, Lane.session),
    (Lane.reminder, Lane.countdown),
    (Lane.slow, Lane.slow),
    NEWS,
)
Group = tuple[Lane, Lane]
T = TypeVar("T")

NOBODY = ChatId(0)  # SQLAlchemy writes an empty list as a subquery, which uses no index

_people = bindparam("b_people", type_=Utc)
_wire = bindparam("b_wire", type_=Utc)


def _some_wait(first: Lane, last: Lane) -> ColumnElement[bool]:
    lanes = outbox.c.lane.between(literal_column(str(first.value)), literal_column(str(last.value)))
    return select(outbox.c.id).where(row_is_pending, lanes).exists()


def _in_lanes(*lanes: Lane) -> ColumnElement[bool]:
    return outbox.c.lane.in_([literal_column(str(lane.value)) for lane in lanes])


def _of_its_chat(column: Column[T]) -> Label[T]:
    of_chat = select(column).where(chats.c.id == outbox.c.chat_id).correlate(outbox)
    return of_chat.scalar_subquery().label(column.key)


LANGUAGE, PICTURES = _of_its_chat(chats.c.language), _of_its_chat(chats.c.pictures)

# All lanes are listed so that SQLite uses the index that begins with the lane.
IS_PAST = and_(_in_lanes(*Lane), outbox.c.expires_at <= _people)
EXPIRE = cancel_waiting(IS_PAST, end=RowState.expired).returning(
    outbox.c.chat_id,
    outbox.c.kind,
    outbox.c.written_at,
    _of_its_chat(chats.c.zone),
    _of_its_chat(chats.c.day_begins),
)
IS_LATE_EDIT = and_(
    row_is_pending,
    _in_lanes(Lane.urgent, Lane.reply, Lane.farewell),
    kind_is(lambda rules: rules.becomes_new),
    outbox.c.keys_only.is_(False),
    outbox.c.sends == 0,  # an edit that may have arrived is repeated as an edit, which is harmless
    outbox.c.written_at < bindparam("b_late", type_=Utc),
)
RENEW = update(outbox).where(IS_LATE_EDIT).values(kind=Kind.replacement.value)
WAITS = select(
    *(_some_wait(first, last) for first, last in GROUPS),
    select(outbox.c.id).where(row_is_pending, IS_PAST).exists(),
    select(outbox.c.id).where(IS_LATE_EDIT).exists(),
)
CLAIM = (
    update(outbox)
    .values(
        state=RowState.sending.value,
        owner=bindparam("b_owner"),
        fence=outbox.c.fence + 1,
        lease_until=bindparam("b_lease_until"),
        claimed_at=_people,
        attempts=outbox.c.attempts + 1,
    )
    .returning(outbox, LANGUAGE, PICTURES)
)
_CLAIM = CLAIM.where(is_head())
_STUCK = select(outbox, LANGUAGE, PICTURES).where(row_is_sending).order_by(outbox.c.chat_id, outbox.c.id)


def claim(
    connection: Connection,
    now: Now,
    limits: Limits,
    owner: str,
    lease: timedelta,
    busy: Mapping[ChatId, Turn] = NO_TURNS,
    *,
    farewells: bool = True,
) -> list[Row]:
    """Take the most urgent rows whose chat is free, as `sending`; expire those past their limit.

    `busy`: the chats in which rows wait for their turn, in steady time; urgent rows wait for none. A late
    answer is sent as a new message instead of an edit. Without `farewells`, none is taken.
    """
    taker: dict[str, Any] = {
        "b_wire": now.wire,
        "b_people": now.people,
        "b_owner": owner,
        "b_lease_until": now.wire + lease,
        "b_busy": [NOBODY, *(chat for chat, turn in busy.items() if now.steady < turn.others)],
        "b_spent": [NOBODY, *(chat for chat, turn in busy.items() if now.steady < turn.session)],
    }
    rows: list[Record] = []
    for group in _waiting_groups(connection, now):
        limit = places_for(group, limits, len(rows), farewells=farewells)
        if limit > 0:
            rows += _take(connection, group, limit, taker)
    note_edits(connection, rows, now)
    return hand_on(connection, rows)


def places_for(group: Group, limits: Limits, taken: int, *, farewells: bool) -> int:
    """Return how many rows of `group` may be claimed after `taken` rows of the groups before it."""
    most = {
        Lane.session: limits.session,
        Lane.reminder: limits.bulk,
        Lane.slow: limits.slow,
        Lane.news: limits.news,
    }.get(group[0], limits.replies)
    if group == FAREWELLS:
        most = most - taken if farewells else 0
    elif group == NEWS:
        most -= taken  # whatever else leaves has their places
    return most if limits.together is None else min(most, limits.together - taken)


def _waiting_groups(connection: Connection, now: Now) -> Iterator[Group]:
    """Expire rows, make late edits new messages; then yield the groups in which rows wait."""
    moments = moments_of(now)
    *waits, some_are_past, some_are_late = connection.execute(WAITS, moments).one()
    if some_are_past:
        note_outages(connection, connection.execute(EXPIRE, moments).all(), now.people)
    if some_are_late:
        connection.execute(RENEW, moments)
    yield from (group for group, some in zip(GROUPS, waits, strict=True) if some)


def moments_of(now: Now) -> dict[str, datetime]:
    """Return what the statements ask for that expire rows and renew edits."""
    return {"b_people": now.people, "b_late": now.people - max(ANSWER_LATE, now.jitter)}


def _take(connection: Connection, group: Group, limit: int, taker: Mapping[str, Any]) -> list[Record]:
    first, last = group
    taken = connection.execute(
        _CLAIM, {**taker, "b_first": first.value, "b_last": last.value, "b_limit": limit}
    )
    return sorted(taken, key=urgency)  # RETURNING promises no order


def stuck(connection: Connection) -> list[Row]:
    """Return the rows that stand in `sending`, by chat."""
    return hand_back(connection, connection.execute(_STUCK))


def urgency(row: Record) -> tuple[Any, ...]:
    return row.lane, row.expires_at, row.id
