"""Claiming where several processes share the database.

First the chats of the rows that may leave are locked; chats that another process has locked are passed over.
Only then rows are claimed, by a statement that looks anew. So a chat has one call in flight and keeps its
order, whichever processes send.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    CursorResult,
    Interval,
    Select,
    UpdateBase,
    bindparam,
    case,
    func,
    select,
    update,
)

from bot.domain.ids import ChatId
from bot.ports import Limits, Now, Row, RowState, Turn, TurnRule
from bot.storage.card_edits import note_edits
from bot.storage.claimed import Record, hand_back, hand_on
from bot.storage.claims import (
    CLAIM,
    EXPIRE,
    GROUPS,
    IS_LATE_EDIT,
    IS_PAST,
    LANGUAGE,
    PICTURES,
    RENEW,
    WAITS,
    Group,
    moments_of,
    places_for,
    urgency,
)
from bot.storage.columns import Utc
from bot.storage.common_tables import processes
from bot.storage.heads import free_chats_of_heads, is_head_in_free_chats, shared_turns
from bot.storage.locks import those_free
from bot.storage.tables import chats, outbox, row_is_pending
from bot.storage.unsent_rings import note_outages

_in_free = outbox.c.chat_id.in_(bindparam("b_free", expanding=True))
_WITH_PAST = those_free(select(outbox.c.chat_id).where(row_is_pending, IS_PAST))
_WITH_LATE = those_free(select(outbox.c.chat_id).where(IS_LATE_EDIT))
_EXPIRE, _RENEW = EXPIRE.where(_in_free), RENEW.where(_in_free)
_FREE = free_chats_of_heads()
_CLAIM = CLAIM.where(is_head_in_free_chats())
_now, _saved, _one_ago, _two_ago = (
    bindparam(f"b_{name}", type_=Utc) for name in ("now", "saved", "one_ago", "two_ago")
)
# The same sum as in `LocalTurns.leaves_for`: a chat saves up a burst, a moment ahead counts as now, and the
# last two places have no parts.
_sum = func.least(func.greatest(chats.c.spent_until, _saved), _now) + bindparam("b_gap", type_=Interval)
_SPEND = (
    update(chats)
    .where(chats.c.id.in_(bindparam("b_chats", expanding=True)))
    .values(
        spent_until=case(
            (_sum <= _two_ago, _sum), (_sum <= _one_ago, _one_ago), else_=func.greatest(_sum, _now)
        )
    )
    .returning(chats.c.id, chats.c.spent_until)
)
_DELAY = (
    update(chats)
    .where(chats.c.id == bindparam("b_chat"))
    .values(spent_until=func.greatest(chats.c.spent_until, bindparam("b_until", type_=Utc)))
)
_is_dead = ~(
    select(processes.c.owner)
    .where(processes.c.owner == outbox.c.owner, processes.c.lease_until > func.clock_timestamp())
    .exists()
)
_STUCK = (
    select(outbox, LANGUAGE, PICTURES)
    .join(chats, chats.c.id == outbox.c.chat_id)
    .where(outbox.c.state == RowState.sending.value, _is_dead)
    .order_by(outbox.c.chat_id, outbox.c.id)
    .with_for_update(key_share=True, skip_locked=True, of=[chats, outbox])
)


def claim(
    connection: Connection,
    now: Now,
    limits: Callable[[], Limits],
    owner: str,
    lease: timedelta,
    rule: TurnRule,
    *,
    farewells: bool = True,
) -> tuple[list[Row], dict[ChatId, Turn]]:
    """Take the most urgent rows whose chat is free, as `sending`; expire those past their limit.

    `limits` is asked only if a row waits. The turns of the chats stand in their rows. Return the claimed
    rows, and the next turns of their chats, in people's time.
    """
    waits = _waiting(connection, now)
    if not any(waits):
        return [], {}
    allowed = limits()
    taker: dict[str, Any] = {
        "b_wire": now.wire,
        "b_people": now.people,
        "b_owner": owner,
        "b_lease_until": now.wire + lease,
        **shared_turns(now.people, rule),
    }
    rows: list[Record] = []
    for group, some in zip(GROUPS, waits, strict=True):
        limit = places_for(group, allowed, len(rows), farewells=farewells)
        if some and limit > 0:
            rows += _take(connection, group, limit, taker)
    turns = _spend(connection, rows, now.people, rule)
    note_edits(connection, rows, now)
    return hand_on(connection, rows), turns


def stuck(connection: Connection) -> list[Row]:
    """Return the rows in `sending` of processes that are not alive; their chats are locked.

    Rows of chats that are locked already come the next time.
    """
    return hand_back(connection, connection.execute(_STUCK))


def delay_turns(connection: Connection, turns: Mapping[ChatId, Turn]) -> None:
    """Let these chats have their next turns not before `turns`, in people's time."""
    # The turn of the session is a gap after what stands in the chat's row, and that of the others two.
    spent = {chat: turn.session - (turn.others - turn.session) for chat, turn in turns.items()}
    connection.execute(_DELAY, [{"b_chat": chat, "b_until": until} for chat, until in spent.items()])


def _waiting(connection: Connection, now: Now) -> Sequence[bool]:
    """Expire rows, make late edits new messages; return in which groups rows wait."""
    moments = moments_of(now)
    *waits, some_are_past, some_are_late = connection.execute(WAITS, moments).one()
    if some_are_past:
        expired = _in_free_chats(connection, _WITH_PAST, _EXPIRE, moments)
        note_outages(connection, expired or (), now.people)
    if some_are_late:
        _in_free_chats(connection, _WITH_LATE, _RENEW, moments)
    return waits


def _in_free_chats(
    connection: Connection, which: Select[int], change: UpdateBase, moments: Mapping[str, Any]
) -> CursorResult[Any] | None:
    free = list(connection.execute(which, moments).scalars())
    return connection.execute(change, {**moments, "b_free": free}) if free else None


def _take(connection: Connection, group: Group, limit: int, taker: Mapping[str, Any]) -> list[Record]:
    first, last = group
    asked = {**taker, "b_first": first.value, "b_last": last.value, "b_limit": limit}
    free = set(connection.execute(_FREE, asked).scalars())
    if not free:
        return []
    taken = connection.execute(_CLAIM, {**asked, "b_free": sorted(free)})
    return sorted(taken, key=urgency)  # RETURNING promises no order


def _spend(
    connection: Connection, rows: Sequence[Record], now: datetime, rule: TurnRule
) -> dict[ChatId, Turn]:
    """Note in the rows of the chats that messages leave for them now; return when the next ones may leave."""
    turns: dict[ChatId, Turn] = {}
    numbers = {row.chat_id for row in rows}
    for are_groups, gap in ((False, rule.gap), (True, rule.group_gap)):
        spend = [number for number in numbers if (number < 0) is are_groups]
        if spend:
            asked = {
                "b_chats": spend,
                "b_gap": gap,
                "b_now": now,
                "b_saved": now - gap * rule.burst,
                "b_one_ago": now - gap,
                "b_two_ago": now - 2 * gap,
            }
            spent = {row.id: row.spent_until for row in connection.execute(_SPEND, asked)}
            turns |= {ChatId(each): Turn(until + gap, until + 2 * gap) for each, until in spent.items()}
    return turns
