"""Which rows may leave next: the heads of their chats.

Replies and session messages of a chat leave in the order in which they were written, even if the first one
has to wait. Only urgent rows go before them. Rows of the other lanes leave when no more urgent row of the
chat is ready. If Telegram has told the bot to wait with a chat, nothing leaves for the chat until then.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, literal_column, or_, select, tuple_

from bot.ports import Lane, RowState
from bot.storage.columns import Utc
from bot.storage.tables import chats, outbox

_wire = bindparam("b_wire", type_=Utc)


def is_head() -> ColumnElement[bool]:
    """Return the condition that a row of the outbox may leave now.

    It asks for `b_wire` (now, wire time), `b_first` and `b_last` (a range of lanes), `b_busy` (chats for
    which only urgent rows may leave) and `b_limit` (rows at most, the most urgent first).
    """
    one, other = outbox.alias("one"), outbox.alias("other")
    same_chat = other.c.chat_id == one.c.chat_id
    is_waiting = and_(same_chat, _is_in(RowState.pending, other))
    in_flight = select(other.c.id).where(same_chat, _is_in(RowState.sending, other)).exists()
    written_before = select(other.c.id).where(is_waiting, _is_ordered(other), other.c.id < one.c.id).exists()
    urgent_before = select(other.c.id).where(is_waiting, _is_urgent(other)).exists()
    more_urgent = tuple_(other.c.lane, other.c.id) < tuple_(one.c.lane, one.c.id)
    ready_before = select(other.c.id).where(same_chat, _is_ready(other), more_urgent).exists()
    has_its_turn = or_(_is_urgent(one), one.c.chat_id.not_in(bindparam("b_busy", expanding=True)))
    is_first = or_(
        and_(_is_ordered(one), ~written_before, ~urgent_before),
        and_(~_is_ordered(one), ~ready_before),
    )
    is_held_no_more = or_(chats.c.held_until.is_(None), chats.c.held_until <= _wire)
    heads = (
        select(one.c.id)
        .join(chats, chats.c.id == one.c.chat_id)
        .where(_is_ready(one), one.c.lane.between(bindparam("b_first"), bindparam("b_last")))
        .where(has_its_turn, chats.c.is_gone.is_(False), is_held_no_more, ~in_flight, is_first)
        .order_by(one.c.lane, one.c.expires_at, one.c.id)
        .limit(bindparam("b_limit"))
    )
    return outbox.c.id.in_(heads)


def _is_ready(table: FromClause) -> ColumnElement[bool]:
    waited = or_(table.c.not_before.is_(None), table.c.not_before <= _wire)
    return and_(_is_in(RowState.pending, table), waited)


def _is_ordered(table: FromClause) -> ColumnElement[bool]:
    return table.c.lane.in_([literal_column(str(lane.value)) for lane in Lane if lane.is_ordered])


def _is_urgent(table: FromClause) -> ColumnElement[bool]:
    return table.c.lane == literal_column(str(Lane.urgent.value))


def _is_in(state: RowState, table: FromClause) -> ColumnElement[bool]:
    """Return the condition that a row is in `state`.

    The state is written into the SQL, because with a parameter SQLite does not use the partial indexes.
    """
    return table.c.state == literal_column(f"'{state.value}'")
