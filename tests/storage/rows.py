"""Rows of the outbox as the tests write and read them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from bot.domain.ids import ChatId, MessageId, ReminderId, SessionId
from bot.domain.session import Session
from bot.ports import Kind, Lane, RowState, Settlement, Work
from bot.storage.tables import outbox
from tests.storage.samples import ANNA, claim, outgoing


def states(connection: Connection) -> dict[str, str]:
    """Return the state of every row by its key."""
    return {row.dedup_key: row.state for row in connection.execute(select(outbox))}


def prompt(key: str, session: SessionId, **changes: Any) -> Any:
    return outgoing(key, kind=Kind.prompt, lane=Lane.session, session=session, **changes)


def removal(key: str, session: SessionId) -> Any:
    """Return the removal of the cue that has the same key."""
    return outgoing(key, kind=Kind.removal, lane=Lane.countdown, session=session, about=key)


def ring(key: str, to: ChatId = ANNA) -> Any:
    """Return a ring of the reminder that its key begins with."""
    reminder = ReminderId(int(key.partition(":")[0]))
    return outgoing(key, to, kind=Kind.reminder, lane=Lane.reminder, reminder=reminder)


def cue(work: Work, session: Session, key: str, message: int | None) -> None:
    """Say a cue; without a message its end is unknown."""
    work.outbox.put(outgoing(key, session.chat, kind=Kind.cue, lane=Lane.session, session=session.id))
    [row] = claim(work)
    end = RowState.sent if message else RowState.unknown
    work.outbox.settle([Settlement(row, end, message=MessageId(message) if message else None)])


def play(work: Work, session: Session, turn: int, message: int | None) -> None:
    """Send the prompt of a turn; without a message its end is unknown."""
    work.outbox.put(prompt(str(turn), session.id, turn=turn))
    [row] = claim(work)
    end = RowState.sent if message else RowState.unknown
    work.outbox.settle([Settlement(row, end, message=MessageId(message) if message else None)])
