"""The routines that people build themselves, in the database."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, insert, select, update

from bot.domain.ids import ChatId, OwnId
from bot.domain.own import OwnRoutine, Pieces
from bot.storage.pieces import from_pieces, to_pieces
from bot.storage.tables import own_routines, sessions

TOKEN_BYTES = 16  # whoever has the token can see the routine, so it must be hard to guess

_columns = own_routines.c
_has_id = _columns.id == bindparam("b_id")

_ADD = insert(own_routines).returning(_columns.id)
_OF = (
    select(own_routines)
    .where(_columns.chat_id == bindparam("b_chat"), _columns.is_deleted.is_(False))
    .order_by(_columns.id)
)
_GET = select(own_routines).where(_has_id)
_SHARED = select(own_routines).where(_columns.token == bindparam("b_token"))
_CHANGE = update(own_routines).where(_has_id)
_DROP = delete(own_routines).where(_has_id)
_IS_NAMED = select(
    exists().where(sessions.c.chat_id == bindparam("b_chat"), sessions.c.routine == bindparam("b_key"))
)


class StoredOwnRoutines:
    """`ports.OwnRoutines` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, chat: ChatId, name: str, pieces: Pieces) -> OwnRoutine:
        """Keep a new routine; its id is given here."""
        values = {"chat_id": chat, "name": name, "pieces": from_pieces(pieces), "is_deleted": False}
        number = self._connection.execute(_ADD, values).scalar_one()
        return OwnRoutine(OwnId(number), chat, name, pieces)

    def of(self, chat: ChatId) -> list[OwnRoutine]:
        """Return the chat's routines, the oldest first."""
        return [_to_own(row) for row in self._connection.execute(_OF, {"b_chat": chat})]

    def get(self, own: OwnId) -> OwnRoutine | None:
        """Return a routine, or None. A deleted one is returned as long as a session bears its name."""
        row = self._connection.execute(_GET, {"b_id": own}).one_or_none()
        return None if row is None else _to_own(row)

    def rename(self, own: OwnId, name: str) -> None:
        """Give the routine another name."""
        self._connection.execute(_CHANGE, {"b_id": own, "name": name})

    def rebuild(self, own: OwnId, pieces: Pieces) -> None:
        """Give the routine other steps; its name and its link stay."""
        self._connection.execute(_CHANGE, {"b_id": own, "pieces": from_pieces(pieces)})

    def share(self, own: OwnId, sender: str) -> str:
        """Offer a copy, from `sender`, to everybody who has the token; a routine keeps its first token."""
        known = self.get(own)
        token = (known.token if known else None) or token_urlsafe(TOKEN_BYTES)
        self._connection.execute(_CHANGE, {"b_id": own, "token": token, "sender": sender})
        return token

    def shared(self, token: str) -> OwnRoutine | None:
        """Return the routine that was shared under `token`, or None."""
        row = self._connection.execute(_SHARED, {"b_token": token}).one_or_none()
        return None if row is None else _to_own(row)

    def drop(self, own: OwnRoutine) -> None:
        """Delete the routine; its bare name stays as long as a session needs it."""
        named = self._connection.execute(_IS_NAMED, {"b_chat": own.chat, "b_key": own.key}).scalar_one()
        if not named:
            self._connection.execute(_DROP, {"b_id": own.id})
            return
        bare: dict[str, Any] = {"pieces": [], "token": None, "sender": None, "is_deleted": True}
        self._connection.execute(_CHANGE, {"b_id": own.id, **bare})


def _to_own(row: Row[*tuple[object, ...]]) -> OwnRoutine:
    return OwnRoutine(
        id=OwnId(row.id),
        chat=ChatId(row.chat_id),
        name=row.name,
        pieces=to_pieces(row.pieces),
        token=row.token,
        sender=row.sender,
        is_deleted=row.is_deleted,
    )
