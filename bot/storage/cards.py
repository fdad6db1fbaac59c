"""Which message is the card of a turn."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from bot.ports import Kind
from bot.storage.tables import outbox

# The prompt of that turn, or the newest one before it that arrived. Asked for by itself: RETURNING is written
# without table names, and `turn` would be the prompt's own.
CARD_OF_TURN = (
    select(outbox.c.id, outbox.c.message_id)
    .where(
        outbox.c.session_id == bindparam("b_session"),
        outbox.c.kind == Kind.prompt.value,
        outbox.c.message_id.is_not(None),
        outbox.c.turn <= bindparam("b_turn"),
    )
    .order_by(outbox.c.turn.desc())
    .limit(1)
)
