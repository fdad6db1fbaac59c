"""What the result of a call changes: its row, and sometimes its chat.

A result is accepted only with the fence of the row's newest claim. A late result of an earlier claim changes
nothing. A process that was cut off from the database may be late with its result: another process has taken
the call for one that got no answer. If the message has arrived and nobody has claimed its row again, it
counts as sent after all.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Connection,
    String,
    and_,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.exc import OperationalError

from bot.domain.ids import ChatId
from bot.ports import Kind, Lane, RowState, Settlement
from bot.storage.holds import hold_chat
from bot.storage.pictures import note_pictures
from bot.storage.receipts import is_bare
from bot.storage.replacements import take_place
from bot.storage.savepoints import savepoint
from bot.storage.tables import chats, outbox
from bot.storage.unsent import block_topic, block_waiting

log = logging.getLogger(__name__)

_columns = outbox.c
_state = bindparam("b_state", type_=String)
_in_flight = _columns.state == RowState.sending.value
_waits_though_sent = and_(
    _state == RowState.sent.value, _columns.state == RowState.pending.value, _columns.sends > 0
)
_SETTLE = (
    update(outbox)
    .where(_columns.id == bindparam("b_id"), _columns.fence == bindparam("b_fence"))
    .values(
        owner=null(),
        lease_until=null(),
        attempts=func.coalesce(bindparam("b_attempts"), _columns.attempts),
        sends=func.coalesce(bindparam("b_sends"), _columns.sends),
        error=bindparam("b_error"),
    )
)
# A recalled row does not wait to be sent again: nothing of a session leaves after a Stop.
_WAIT = _SETTLE.where(_in_flight).values(
    state=case((_columns.is_recalled, RowState.expired.value), else_=RowState.pending.value),
    payload=case((_columns.is_recalled, null()), else_=_columns.payload),
    not_before=bindparam("b_not_before"),
    edits=case((bindparam("b_becomes_new"), null()), else_=_columns.edits),
    kind=case((bindparam("b_becomes_new"), Kind.replacement.value), else_=_columns.kind),
    keys_only=case((bindparam("b_becomes_new"), False), else_=_columns.keys_only),
)
_END = _SETTLE.where(or_(_in_flight, _waits_though_sent)).values(
    state=_state,
    message_id=bindparam("b_message"),
    shows=bindparam("b_shows"),
    payload=null(),
)

_FORGET_FAREWELL = delete(outbox).where(_columns.id == bindparam("b_id"))
_MORE_FAREWELLS = select(
    select(_columns.id)
    .where(_columns.chat_id == bindparam("b_chat"), _columns.lane == literal_column(str(Lane.farewell.value)))
    .exists()
)
_FORGET_CHAT = delete(chats).where(chats.c.id == bindparam("b_chat"), is_bare)
_GONE = update(chats).where(chats.c.id == bindparam("b_chat")).values(is_gone=True)
# The result of a recalled row may be outdated: the chat may have gone and come back since the call.
_CHAT = select(_columns.chat_id, _columns.is_recalled).where(_columns.id == bindparam("b_id"))


def settle(connection: Connection, settlements: Sequence[Settlement]) -> int:
    """Write results and return how many were accepted; a result with an older fence changes nothing.

    They are written together. Only if that fails, each is written alone: one does not stop the others.
    """
    try:
        with savepoint(connection):
            return _write_all(connection, settlements)
    except OperationalError:
        raise  # the database itself has failed: all results are written later
    except Exception:  # noqa: BLE001 - the result that fails is logged when it is written alone
        return sum(_settle(connection, settlement) for settlement in settlements)


def has_deleted(connection: Connection, settlements: Sequence[Settlement]) -> bool:
    """Do these results end what was left of a chat that was deleted? Of some chats more is still to leave."""
    told = {each.row.chat for each in settlements if each.row.lane is Lane.farewell}
    return any(not connection.execute(_MORE_FAREWELLS, {"b_chat": chat}).scalar_one() for chat in told)


def _write_all(connection: Connection, settlements: Sequence[Settlement]) -> int:
    """Write results in their order; those that follow each other and change only their rows, at once."""
    counted = 0
    for is_plain, several in groupby(settlements, key=_changes_only_its_row):
        if is_plain:
            counted += connection.execute(_END, [_ended(each) for each in several]).rowcount
        else:
            counted += sum(_write(connection, each) for each in several)
    return counted


def _changes_only_its_row(settlement: Settlement) -> bool:
    row = settlement.row
    return (
        settlement.state is RowState.sent
        and not (settlement.kept or settlement.lacks or _changes_chat(settlement))
        and row.lane is not Lane.farewell
        and not row.kind.rules.takes_place
        and (row.edits is None or settlement.shows == row.shows)
    )


def _changes_chat(settlement: Settlement) -> bool:
    return (
        settlement.chat_gone
        or settlement.topic_closed
        or settlement.hold_chat
        or settlement.move_to is not None
    )


def _settle(connection: Connection, settlement: Settlement) -> bool:
    """Write one result. If that fails, its row ends as `unknown`, so that the other results are written."""
    try:
        with savepoint(connection):
            return _write(connection, settlement)
    except OperationalError:
        raise  # the database itself has failed: all results are written later
    except Exception:
        log.exception("A result could not be written.", extra={"outbox": settlement.row.id})
        unknown = Settlement(settlement.row, RowState.unknown, error="its result could not be written")
        return _settle_row(connection, unknown)


def _write(connection: Connection, settlement: Settlement) -> bool:
    if not _settle_row(connection, settlement):
        return False
    row = settlement.row.id
    if settlement.row.lane is Lane.farewell and settlement.state is not RowState.pending:
        # The chat's row was there for such rows only.
        connection.execute(_FORGET_FAREWELL, {"b_id": row})
        connection.execute(_FORGET_CHAT, {"b_chat": settlement.row.chat})
        return True
    if settlement.row.kind.rules.takes_place and settlement.message is not None:
        take_place(connection, row, settlement.message, settlement.shows, settlement.row.leaves)
    note_pictures(connection, settlement)
    if not _changes_chat(settlement):
        return True
    # Another result of the same batch may have moved the chat.
    told = connection.execute(_CHAT, {"b_id": row}).one()
    chat = ChatId(told.chat_id)
    if settlement.chat_gone and not told.is_recalled:
        connection.execute(_GONE, {"b_chat": chat})
        block_waiting(connection, chat)
    if settlement.topic_closed and not told.is_recalled:
        block_topic(connection, chat, settlement.row.topic)
    if settlement.hold_chat and settlement.not_before is not None:
        hold_chat(connection, chat, settlement.not_before)
    if settlement.move_to is not None:
        from bot.storage.moves import move_chat  # most bots never see this

        move_chat(connection, chat, settlement.move_to)
    return True


def _settle_row(connection: Connection, settlement: Settlement) -> bool:
    if settlement.state is RowState.pending:
        wait = {"b_not_before": settlement.not_before, "b_becomes_new": settlement.becomes_new}
        return connection.execute(_WAIT, {**_values(settlement), **wait}).rowcount == 1
    return connection.execute(_END, _ended(settlement)).rowcount == 1


def _ended(settlement: Settlement) -> dict[str, Any]:
    return {
        **_values(settlement),
        "b_state": settlement.state.value,
        "b_message": settlement.message,
        "b_shows": settlement.shows,
    }


def _values(settlement: Settlement) -> dict[str, Any]:
    return {
        "b_id": settlement.row.id,
        "b_fence": settlement.row.fence,
        "b_attempts": settlement.attempts,
        "b_sends": settlement.sends,
        "b_error": settlement.error,
    }
