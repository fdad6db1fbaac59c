"""What the result of a call says about pictures: which one a message has, or lacks, and what was uploaded."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, and_, bindparam, or_, select, update

from bot.domain.ids import SessionId, TopicId
from bot.ports import Kind, Lane, Outgoing, RowState, Settlement
from bot.storage import files
from bot.storage.puts import put
from bot.storage.tables import kind_is, outbox, sessions

# A picture is still wanted so long after the words. Most people look at the message for less.
WANTED_FOR = timedelta(minutes=10)
# The upload of a picture must end before the next prompt is due. So near to it, none begins.
BEFORE_PROMPT = timedelta(seconds=6)

_columns = outbox.c
_of_message = _columns.chat_id == bindparam("b_chat"), _columns.message_id == bindparam("b_message")
_NOTE_SHOWN = update(outbox).where(*_of_message).values(shows=bindparam("b_shows"))
# A session that has moved on has another card by now. And a newer edit that waits has newer words: these rows
# repeat the words of the message as it was sent.
_newer = outbox.alias("newer")
_has_newer_words = (
    select(_newer.c.id)
    .where(_newer.c.chat_id == _columns.chat_id, _newer.c.id > _columns.id)
    .where(_newer.c.state.in_([RowState.pending.value, RowState.sending.value]))
    .where(
        or_(
            _newer.c.edits == bindparam("b_message"),
            and_(
                _newer.c.session_id == _columns.session_id,
                kind_is(lambda rules: rules.gives_way_on_card, _newer),
            ),
        )
    )
    .exists()
)
_SENT = (
    select(_columns.session_id, _columns.turn, _columns.topic, _columns.written_at, sessions.c.ends_at)
    .outerjoin(sessions, sessions.c.id == _columns.session_id)
    .where(_columns.id == bindparam("b_id"), _columns.turn.is_not_distinct_from(sessions.c.turn))
    .where(~_has_newer_words)
)


def note_pictures(connection: Connection, settlement: Settlement) -> None:
    """Note what was uploaded and what a changed message shows; let a picture follow words that lack it."""
    if settlement.kept is not None:
        files.keep(connection, settlement.kept)
    row = settlement.row
    has_told = settlement.state is RowState.sent or settlement.shows is not None
    if has_told and row.edits is not None and settlement.shows != row.shows:
        shown = {"b_chat": row.chat, "b_message": row.edits, "b_shows": settlement.shows}
        connection.execute(_NOTE_SHOWN, shown)
    if settlement.lacks is not None and settlement.message is not None:
        _let_picture_follow(connection, settlement)


def _let_picture_follow(connection: Connection, settlement: Settlement) -> None:
    """Write the row that adds the picture. A newer edit of the same message takes its place."""
    row = settlement.row
    sent = connection.execute(_SENT, {"b_id": row.id, "b_message": settlement.message}).one_or_none()
    if sent is None:
        return
    until = sent.written_at + WANTED_FOR
    if sent.ends_at is not None:
        until = min(until, sent.ends_at - BEFORE_PROMPT)
    put(
        connection,
        Outgoing(
            chat=row.chat,
            kind=Kind.picture,
            key=str(row.id),
            message=row.message,
            lane=Lane.countdown,
            written_at=sent.written_at,
            topic=None if sent.topic is None else TopicId(sent.topic),
            edits=settlement.message if sent.turn is None else None,
            expires_at=until,
            session=None if sent.session_id is None else SessionId(sent.session_id),
            turn=sent.turn,
        ),
    )
