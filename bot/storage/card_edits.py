"""When the card of a session was edited: the next edit of it must wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, literal_column, select, update

from bot.domain.ids import OutboxId
from bot.ports import Now
from bot.ports.kinds import kinds_where
from bot.storage.claimed import Record
from bot.storage.columns import Utc
from bot.storage.tables import kind_is, outbox, row_is_pending, sessions
from bot.storage.unsent import cancel_waiting

_CARD_EDITS = kinds_where(lambda rules: rules.edits_card)

_steady = bindparam("b_steady", type_=Utc)
# An edit counts from the moment when it leaves. If one was held back, the next one waits longer, too.
_of_edited: BindParameter[int] = bindparam("b_sessions", expanding=True)
_is_countdown = kind_is(lambda rules: rules.edits_card and rules.is_optional)
# RETURNING has no table names, so that a plain `id` would mean the id of the outbox.
_edited: ColumnElement[int] = literal_column("sessions.id")
_countdown_waits = (
    select(outbox.c.id).where(outbox.c.session_id == _edited, row_is_pending, _is_countdown).exists()
)
_NOTE_EDITS = (
    update(sessions)
    .where(sessions.c.id.in_(_of_edited))
    .values(card_edited_at=_steady)
    .returning(_countdown_waits)
)
_EDITED_BY = select(outbox.c.session_id, _is_countdown).where(
    outbox.c.id.in_(bindparam("b_rows", expanding=True)), outbox.c.turn.is_not(None)
)
_DROP_COUNTDOWNS = cancel_waiting(outbox.c.session_id.in_(_of_edited), _is_countdown)


def note_edits(connection: Connection, rows: Sequence[Record], now: Now) -> None:
    """Note when the cards are edited, and drop the countdown edits that wait for the same cards."""
    edited = [row.session_id for row in rows if row.turn is not None and row.kind in _CARD_EDITS]
    _note(connection, edited, now.steady, edited)


def note_edited(connection: Connection, rows: Sequence[OutboxId], at: datetime) -> None:
    """Note that these edits of cards arrived at `at`, steady time.

    Countdowns that wait for the same cards are dropped, unless the edit was a countdown itself.
    """
    edited = connection.execute(_EDITED_BY, {"b_rows": rows}).all()
    changed = [session for session, is_countdown in edited if not is_countdown]
    _note(connection, [session for session, _ in edited], at, changed)


def _note(connection: Connection, edited: Sequence[int], at: datetime, changed: Sequence[int]) -> None:
    """Note when these sessions' cards were edited; `changed`: by an edit that was no countdown."""
    if not edited:
        return
    noted = connection.execute(_NOTE_EDITS, {"b_sessions": edited, "b_steady": at})
    if any(noted.scalars().all()) and changed:  # a countdown waits
        connection.execute(_DROP_COUNTDOWNS, {"b_sessions": changed})
