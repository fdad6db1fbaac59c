"""Which rows may leave next: the heads of their chats.

In a chat urgent rows leave first, then the messages of its session, then replies. Messages of the session
leave in the order in which they were written, and so do replies, even if the first one has to wait. Rows of
the other lanes leave when no more urgent row of the chat is ready, and news only while the chat has no live
session. If Telegram has told the bot to wait with a chat, nothing leaves for the chat until then.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    case,
    literal_column,
    or_,
    select,
    tuple_,
)

from bot.ports import Lane, RowState, TurnRule
from bot.ports.pace import MOST_APART
from bot.storage.columns import Utc
from bot.storage.tables import chats, outbox, session_is_live, sessions

_wire = bindparam("b_wire", type_=Utc)


def is_head() -> ColumnElement[bool]:
    """Return the condition that a row of the outbox may leave now.

    It asks for `b_wire` (now, wire time), `b_first` and `b_last` (a range of lanes), `b_busy` (chats for
    which only urgent rows and session messages may leave), `b_spent` (those for which only urgent rows may
    leave) and `b_limit` (rows at most, the most urgent first).
    """
    one = outbox.alias("one")
    for_others = one.c.chat_id.not_in(bindparam("b_busy", expanding=True))
    for_session = one.c.chat_id.not_in(bindparam("b_spent", expanding=True))
    return outbox.c.id.in_(_heads(one, one.c.id, for_others, for_session))


def free_chats_of_heads() -> Select[int]:
    """Return the statement that locks the chats of the rows that may leave, unless they are locked already.

    The turns of the chats stand in their rows. Instead of `b_busy` and `b_spent` this asks for what
    `shared_turns` returns.
    """
    one = outbox.alias("one")
    return _heads(one, one.c.chat_id, *_shared_turns()).with_for_update(
        key_share=True, skip_locked=True, of=chats
    )


def is_head_in_free_chats() -> ColumnElement[bool]:
    """Return the condition that a row may leave now, for rows of the chats `b_free`, which are locked."""
    one = outbox.alias("one")
    is_free = one.c.chat_id.in_(bindparam("b_free", expanding=True))
    return outbox.c.id.in_(_heads(one, one.c.id, *_shared_turns()).where(is_free))


def shared_turns(now: datetime, rule: TurnRule) -> dict[str, datetime]:
    """Return since when chats must have had no turn, for each kind of chat and message; `now`: people's."""
    return {
        "b_private_session": now - rule.gap,
        "b_private_others": now - 2 * rule.gap,
        "b_group_session": now - rule.group_gap,
        "b_group_others": now - 2 * rule.group_gap,
        "b_set_back": now + rule.group_gap + MOST_APART,
    }


def _shared_turns() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions that another message, and a message of a session, may leave for a chat."""

    def may_leave(name: str) -> ColumnElement[bool]:
        since = case((chats.c.id < 0, _moment(f"group_{name}")), else_=_moment(f"private_{name}"))
        return or_(
            chats.c.spent_until.is_(None),
            chats.c.spent_until <= since,
            chats.c.spent_until > _moment("set_back"),  # it was written before the clock was set back
        )

    return may_leave("others"), may_leave("session")


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(f"b_{name}", type_=Utc)


def _heads(
    one: FromClause,
    what: ColumnElement[int],
    for_others: ColumnElement[bool],
    for_session: ColumnElement[bool],
) -> Select[int]:
    """Return the statement that selects `what` of the heads; which chats have a turn for which messages?"""
    other = outbox.alias("other")
    same_chat = other.c.chat_id == one.c.chat_id
    is_waiting = and_(same_chat, _is_in(RowState.pending, other))
    # A slow file is sent for up to a minute, and nobody has asked for news. They hold up only each other.
    slow: ColumnElement[int] = literal_column(str(Lane.slow.value))
    holds_up = or_(other.c.lane < slow, one.c.lane >= slow)
    in_flight = select(other.c.id).where(same_chat, _is_in(RowState.sending, other), holds_up).exists()
    same_lane, is_older = other.c.lane == one.c.lane, other.c.id < one.c.id
    written_before = select(other.c.id).where(is_waiting, same_lane, is_older).exists()
    urgent_before = select(other.c.id).where(is_waiting, _is_in_lane(Lane.urgent, other)).exists()
    session_before = select(other.c.id).where(is_waiting, _is_in_lane(Lane.session, other)).exists()
    more_urgent = tuple_(other.c.lane, other.c.id) < tuple_(one.c.lane, one.c.id)
    ready_before = select(other.c.id).where(same_chat, _is_ready(other), more_urgent).exists()
    is_reply, is_of_session = _is_in_lane(Lane.reply, one), _is_in_lane(Lane.session, one)
    has_its_turn = or_(_is_in_lane(Lane.urgent, one), for_others, and_(is_of_session, for_session))
    is_first = or_(
        and_(is_of_session, ~written_before, ~urgent_before),
        and_(is_reply, ~written_before, ~urgent_before, ~session_before),
        and_(~is_of_session, ~is_reply, ~ready_before),
    )
    is_held_no_more = or_(chats.c.held_until.is_(None), chats.c.held_until <= _wire)
    plays = select(sessions.c.id).where(sessions.c.chat_id == one.c.chat_id, session_is_live).exists()
    disturbs = and_(_is_in_lane(Lane.news, one), plays)
    return (
        select(what)
        .join(chats, chats.c.id == one.c.chat_id)
        .where(_is_ready(one), one.c.lane.between(bindparam("b_first"), bindparam("b_last")))
        .where(has_its_turn, chats.c.is_gone.is_(False), is_held_no_more, ~in_flight, is_first, ~disturbs)
        .order_by(one.c.lane, one.c.expires_at, one.c.id)
        .limit(bindparam("b_limit"))
    )


def _is_ready(table: FromClause) -> ColumnElement[bool]:
    waited = or_(table.c.not_before.is_(None), table.c.not_before <= _wire)
    return and_(_is_in(RowState.pending, table), waited)


def _is_in_lane(lane: Lane, table: FromClause) -> ColumnElement[bool]:
    return table.c.lane == literal_column(str(lane.value))


def _is_in(state: RowState, table: FromClause) -> ColumnElement[bool]:
    """Return the condition that a row is in `state`.

    The state is written into the SQL, because with a parameter SQLite does not use the partial indexes.
    """
    return table.c.state == literal_column(f"'{state.value}'")
