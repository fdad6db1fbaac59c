"""The routines that people build themselves, and what they are building, in the database."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, select, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.sqlite import insert

from bot.domain.catalogue import TechniqueKey
from bot.domain.ids import ChatId, OwnId
from bot.domain.own import Draft, OwnRoutine, Piece, Pieces
from bot.storage.tables import own_drafts, own_routines, sessions

TOKEN_BYTES = 16  # whoever has the token can see the routine, so it must be hard to guess

_columns = own_routines.c
_has_id = _columns.id == bindparam("b_id")
_of_chat = own_drafts.c.chat_id == bindparam("b_chat")

_ADD = plain_insert(own_routines).returning(_columns.id)
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

_DRAFT = select(own_drafts).where(_of_chat)
_NEW_DRAFT = insert(own_drafts)
_PUT_DRAFT = _NEW_DRAFT.on_conflict_do_update(
    index_elements=[own_drafts.c.chat_id],
    set_={column.name: _NEW_DRAFT.excluded[column.name] for column in own_drafts.c if not column.primary_key},
)
_DROP_DRAFT = delete(own_drafts).where(_of_chat)


class StoredOwnRoutines:
    """`ports.OwnRoutines` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, chat: ChatId, name: str, pieces: Pieces) -> OwnRoutine:
        """Keep a new routine; its id is given here."""
        values = {"chat_id": chat, "name": name, "pieces": _from_pieces(pieces), "is_deleted": False}
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
        self._connection.execute(_CHANGE, {"b_id": own, "pieces": _from_pieces(pieces)})

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

    def draft(self, chat: ChatId) -> Draft | None:
        """Return what the chat is building, or None."""
        row = self._connection.execute(_DRAFT, {"b_chat": chat}).one_or_none()
        if row is None:
            return None
        return Draft(
            chat=ChatId(row.chat_id),
            pieces=_to_pieces(row.pieces),
            past=tuple(_to_pieces(each) for each in row.past),
            edits=None if row.edits is None else OwnId(row.edits),
            asked_at=row.asked_at,
            renames=None if row.renames is None else OwnId(row.renames),
        )

    def put_draft(self, draft: Draft) -> None:
        """Keep the chat's draft as given."""
        values = {
            "chat_id": draft.chat,
            "pieces": _from_pieces(draft.pieces),
            "past": [_from_pieces(each) for each in draft.past],
            "edits": draft.edits,
            "asked_at": draft.asked_at,
            "renames": draft.renames,
        }
        self._connection.execute(_PUT_DRAFT, values)

    def drop_draft(self, chat: ChatId) -> None:
        """Delete the chat's draft."""
        self._connection.execute(_DROP_DRAFT, {"b_chat": chat})


def _to_own(row: Row[*tuple[object, ...]]) -> OwnRoutine:
    return OwnRoutine(
        id=OwnId(row.id),
        chat=ChatId(row.chat_id),
        name=row.name,
        pieces=_to_pieces(row.pieces),
        token=row.token,
        sender=row.sender,
        is_deleted=row.is_deleted,
    )


def _from_pieces(pieces: Pieces) -> list[list[Any]]:
    return [[piece.technique, piece.seconds] for piece in pieces]


def _to_pieces(json: list[list[Any]]) -> Pieces:
    return tuple(Piece(TechniqueKey(technique), seconds) for technique, seconds in json)
