"""The outbox rows of a session: its messages, and the edits of messages of an earlier turn."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.actions.scene import Visit
from bot.domain.ids import MessageId
from bot.domain.message import Message
from bot.domain.session import Session
from bot.ports import AS_KNOWN, Kind, Lane, Outgoing


def row_key(session: Session, key: str) -> str:
    """Return the dedup key of a session's row; `key` tells the rows of one kind in one session apart."""
    return f"{session.id}:{key}"


def is_quiet(visit: Visit) -> bool:
    """Are these quiet hours of the chat, in which nothing makes a sound that nobody asked for?"""
    known = visit.known
    if known is None or known.quiet is None or known.zone is None:
        return False
    return known.quiet.covers_moment(visit.now.people, ZoneInfo(known.zone))


def put_message(
    visit: Visit,
    session: Session,
    kind: Kind,
    key: str,
    message: Message,
    lasts: timedelta | None = None,
) -> None:
    """Write a new message of the session; `lasts`: after this time it is not sent; None: no limit."""
    visit.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=kind,
            key=row_key(session, key),
            message=message,
            lane=Lane.session,
            written_at=visit.now.people,
            topic=session.topic,
            expires_at=visit.now.people + lasts if lasts is not None else None,
            session=session.id,
            turn=session.turn if kind is Kind.prompt else None,
        )
    )


def tidy_up(
    visit: Visit,
    session: Session,
    key: str,
    message: Message,
    *,
    edits: MessageId | None = None,
    keys_only: bool = False,
    turn: int | None = None,
    about: str | None = None,
) -> None:
    """Edit a message of an earlier turn; the edit leaves after everything that is more urgent.

    `about`: the key that the edited message was written with.
    """
    visit.outbox.put(
        Outgoing(
            chat=session.chat,
            kind=Kind.tidy,
            key=row_key(session, key),
            message=message,
            lane=Lane.countdown,
            written_at=visit.now.people,
            topic=session.topic,
            edits=edits,
            shows=AS_KNOWN if edits is not None else None,
            keys_only=keys_only,
            session=session.id,
            turn=turn,
            about=row_key(session, about) if about is not None else None,
        )
    )
