"""What people are building and have not saved yet, in the database."""

from __future__ import annotations

from types import SimpleNamespace

from sqlalchemy import Connection, bindparam, delete

from bot.domain.ids import ChatId, OwnId
from bot.domain.own import Draft
from bot.storage.pieces import from_pieces, to_pieces
from bot.storage.tables import own_drafts
from bot.storage.upserts import insert

_of_chat = own_drafts.c.chat_id == bindparam("b_chat")

_NEW = insert(own_drafts)
_PUT = _NEW.on_conflict_do_update(
    index_elements=[own_drafts.c.chat_id],
    set_={column.name: _NEW.excluded[column.name] for column in own_drafts.c if not column.primary_key},
)
_DROP = delete(own_drafts).where(_of_chat)


class StoredDrafts:
    """`ports.Drafts` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, draft: Draft) -> None:
        """Keep the chat's draft as given."""
        values = {
            "chat_id": draft.chat,
            "pieces": from_pieces(draft.pieces),
            "past": [from_pieces(each) for each in draft.past],
            "edits": draft.edits,
            "asked_at": draft.asked_at,
            "renames": draft.renames,
        }
        self._connection.execute(_PUT, values)

    def drop(self, chat: ChatId) -> None:
        """Delete the chat's draft."""
        self._connection.execute(_DROP, {"b_chat": chat})


def to_draft(row: SimpleNamespace) -> Draft:
    """Return the draft that a row of its table describes."""
    return Draft(
        chat=ChatId(row.chat_id),
        pieces=to_pieces(row.pieces),
        past=tuple(to_pieces(each) for each in row.past),
        edits=None if row.edits is None else OwnId(row.edits),
        asked_at=row.asked_at,
        renames=None if row.renames is None else OwnId(row.renames),
    )
