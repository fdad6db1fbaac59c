"""A message takes the place of an older one: it becomes the card, and the old one loses its buttons."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, update

from bot.domain.ids import ChatId, MessageId, OutboxId, TopicId
from bot.domain.message import Message
from bot.ports import AS_KNOWN, Kind, Lane, Outgoing, RowState
from bot.storage.cards import CARD_OF_TURN
from bot.storage.puts import put
from bot.storage.tables import chats, outbox

_MAY_SHOW = (RowState.pending, RowState.sending, RowState.sent)

_columns = outbox.c
_IS_CARD = (
    update(outbox)
    .where(_columns.id == bindparam("b_id"))
    .values(message_id=bindparam("b_message"), shows=bindparam("b_shows"))
)
_REPLACEMENT = (
    select(
        _columns.chat_id,
        _columns.session_id,
        _columns.turn,
        _columns.edits,
        _columns.written_at,
        _columns.topic,
    )
    .join(chats, chats.c.id == _columns.chat_id)
    .where(_columns.id == bindparam("b_id"), chats.c.is_gone.is_(False))
)
# A newer edit of the old message decides itself which buttons it has.
_newer, _this = outbox.alias("newer"), outbox.alias("this")
_IS_CHANGED = select(
    select(_newer.c.id)
    .join(_this, _this.c.chat_id == _newer.c.chat_id)
    .where(_this.c.id == bindparam("b_id"), _newer.c.id > _this.c.id)
    .where(_newer.c.edits == bindparam("b_message"))
    .where(_newer.c.state.in_([state.value for state in _MAY_SHOW]))
    .exists()
)


def take_place(
    connection: Connection,
    row: OutboxId,
    message: MessageId,
    shows: str | None,
    leaves: Message | None = None,
) -> None:
    """Make the message of `row` the card, or the one that answers; take the buttons off the old message.

    `shows`: the picture of `message`. `leaves`: what the old message says from then on; None: its words stay.
    """
    replacement = connection.execute(_REPLACEMENT, {"b_id": row}).one_or_none()
    if replacement is None:
        return
    old, shown = replacement.edits, AS_KNOWN
    if replacement.turn is not None:
        of_turn = {"b_session": replacement.session_id, "b_turn": replacement.turn}
        card = connection.execute(CARD_OF_TURN, of_turn).one_or_none()
        if card is not None:
            connection.execute(_IS_CARD, {"b_id": card.id, "b_message": message, "b_shows": shows})
            old, shown = card.message_id, card.shows
    if old is None or connection.execute(_IS_CHANGED, {"b_id": row, "b_message": old}).scalar_one():
        return
    put(
        connection,
        Outgoing(
            chat=ChatId(replacement.chat_id),
            kind=Kind.tidy,
            key=f"replaced_by:{row}",
            message=leaves or Message(()),
            lane=Lane.countdown,
            written_at=replacement.written_at,
            topic=None if replacement.topic is None else TopicId(replacement.topic),
            edits=MessageId(old),
            keys_only=leaves is None,
            shows=shown,
        ),
    )
