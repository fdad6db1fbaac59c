"""Claimed rows of the outbox, as the courier gets them: each with the message that it changes."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, bindparam, null, select, update
from sqlalchemy import Row as AnyRow

from bot.domain.catalogue import Language
from bot.domain.ids import ChatId, MessageId, OutboxId, TopicId
from bot.domain.pictures import Pictures
from bot.ports import ANY_PICTURE, AS_KNOWN, Kind, Lane, Row, RowState
from bot.ports.kinds import kinds_where
from bot.storage import payload
from bot.storage.cards import CARD_OF_TURN, is_not_seen
from bot.storage.tables import outbox

log = logging.getLogger(__name__)

Record = AnyRow[*tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class _Changed:
    """The message that a row changes, and its picture."""

    message: MessageId
    shows: str | None


# The kind of a row may be one that only a newer version knows. So it is compared as text and not parsed.
_CARDS = kinds_where(lambda rules: rules.is_card)
_NEED_MESSAGE = kinds_where(lambda rules: rules.needs_message)
_NEED_NEXT_CARD = kinds_where(lambda rules: rules.needs_next_card)

_RINGS = kinds_where(lambda rules: rules.is_ring)

_MESSAGE = select(outbox.c.message_id, outbox.c.shows).where(outbox.c.id == bindparam("b_id"))
_SHOWS = (
    select(outbox.c.shows)
    .where(outbox.c.chat_id == bindparam("b_chat"), outbox.c.message_id == bindparam("b_message"))
    .where(outbox.c.shows.is_not(None))  # a picture is never taken off, and not every row knows of it
    .order_by(outbox.c.id.desc())
    .limit(1)
)
_END = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("b_ids", expanding=True)))
    .values(state=bindparam("b_state"), payload=null(), owner=null(), lease_until=null())
)


def hand_on(connection: Connection, records: Iterable[Record]) -> list[Row]:
    """Return the rows that have just been claimed; cancel those that change a message which never arrived."""
    changed = [(record, _changed_by(connection, record)) for record in records]
    pointless = [record.id for record, known in changed if known is None and record.kind in _NEED_MESSAGE]
    if pointless:
        _end(connection, pointless, RowState.cancelled)
    return _read_all(connection, (each for each in changed if each[0].id not in pointless))


def hand_back(connection: Connection, records: Iterable[Record]) -> list[Row]:
    """Return rows that an earlier process left in the middle of a call."""
    return _read_all(connection, ((record, _changed_by(connection, record)) for record in records))


def _read_all(connection: Connection, changed: Iterable[tuple[Record, _Changed | None]]) -> list[Row]:
    """Return the rows. A row that cannot be read ends as failed, so that it does not block the others.

    A newer version of the bot may have written it before somebody went back to this version.
    """
    rows = []
    for record, known in changed:
        try:
            rows.append(_to_row(record, known))
        except (KeyError, TypeError, ValueError):
            _end(connection, [record.id], RowState.failed)
            log.exception("A message that is to leave cannot be read.", extra={"outbox": record.id})
    return rows


def _end(connection: Connection, rows: Collection[int], state: RowState) -> None:
    connection.execute(_END, {"b_ids": rows, "b_state": state.value})


def _changed_by(connection: Connection, record: Record) -> _Changed | None:
    """Return the message that a row changes: one that it names, one of the row it is about, or a card."""
    if record.kind in _CARDS:
        return None
    if record.turn is not None:
        return _card_of(connection, record)
    if record.about is not None:
        return _known(connection.execute(_MESSAGE, {"b_id": record.about}).one_or_none())
    if record.edits is None:
        return None
    return _Changed(MessageId(record.edits), _shown_by(connection, record))


def _shown_by(connection: Connection, record: Record) -> str | None:
    """Return the picture of the message that the row names."""
    if record.shows not in (ANY_PICTURE, AS_KNOWN):
        return cast(str | None, record.shows)
    of_message = {"b_chat": record.chat_id, "b_message": record.edits}
    known = connection.execute(_SHOWS, of_message).scalar_one_or_none()
    return known or (ANY_PICTURE if record.shows == ANY_PICTURE else None)


def _known(row: Record | None) -> _Changed | None:
    return None if row is None or row.message_id is None else _Changed(MessageId(row.message_id), row.shows)


def _card_of(connection: Connection, record: Record) -> _Changed | None:
    # If the prompt of the next turn is not in the chat, the card before it must keep its buttons.
    if record.kind in _NEED_NEXT_CARD and is_not_seen(connection, record.session_id, record.turn + 1):
        return None
    of_turn = {"b_session": record.session_id, "b_turn": record.turn}
    return _known(connection.execute(CARD_OF_TURN, of_turn).one_or_none())


def _wants_picture(record: Record) -> bool:
    wish = Pictures(record.pictures)
    return wish is Pictures.rings if record.kind in _RINGS else wish is not Pictures.off


def _to_row(record: Record, changed: _Changed | None) -> Row:
    return Row(
        id=OutboxId(record.id),
        chat=ChatId(record.chat_id),
        kind=Kind(record.kind),
        lane=Lane(record.lane),
        message=payload.to_message(record.payload),
        language=Language(record.language),
        topic=None if record.topic is None else TopicId(record.topic),
        edits=None if changed is None else changed.message,
        keys_only=record.keys_only,
        fence=record.fence,
        sends=record.sends,
        attempts=record.attempts,
        leaves=payload.to_left(record.payload),
        shows=None if changed is None else changed.shows,
        wants_picture=_wants_picture(record),
        written_at=record.written_at,
    )
