"""The chats in the database."""

from __future__ import annotations

from sqlalchemy import Connection, Row, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.domain.catalogue import Audience, Language, RoutineKey
from bot.domain.ids import ChatId
from bot.domain.plan import Cues, Pace
from bot.domain.quiet import Quiet
from bot.ports import Chat, Question
from bot.storage.moves import move_chat
from bot.storage.tables import chats

_GET = select(chats).where(chats.c.id == bindparam("b_chat"))
_DELETE = delete(chats).where(chats.c.id == bindparam("b_chat"))
_NEW = insert(chats)
_NOT_SAID = {"id", "held_until"}  # a limit that Telegram has set outlasts what the chat chooses
_PUT = _NEW.on_conflict_do_update(
    index_elements=[chats.c.id],
    set_={column.name: _NEW.excluded[column.name] for column in chats.c if column.name not in _NOT_SAID},
)


class StoredChats:
    """`ports.Chats` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, chat: ChatId) -> Chat | None:
        """Return the chat, or None before it has written."""
        row = self._connection.execute(_GET, {"b_chat": chat}).one_or_none()
        return None if row is None else _to_chat(row)

    def put(self, chat: Chat) -> None:
        """Keep `chat` as given, new or known."""
        audience = chat.last_audience.value if chat.last_audience else None
        values = {
            "id": chat.id,
            "language": chat.language,
            "zone": chat.zone,
            "safety_yes": chat.safety_yes,
            "asked": chat.question.value if chat.question else None,
            "is_gone": chat.is_gone,
            "last_routine": chat.last_routine,
            "last_audience": audience,
            "last_minutes": chat.last_minutes,
            "pace": chat.pace.value,
            "cues": chat.cues.value,
            "quiet_begins": chat.quiet.begins if chat.quiet else None,
            "quiet_ends": chat.quiet.ends if chat.quiet else None,
            "asks_rating": chat.asks_rating,
        }
        self._connection.execute(_PUT, values)

    def move(self, chat: ChatId, new: ChatId) -> None:
        """Give the chat another number, with all that belongs to it; one that is not known is passed over."""
        move_chat(self._connection, chat, new)

    def forget(self, chat: ChatId) -> None:
        """Delete the chat; the foreign keys take everything that belongs to it along."""
        self._connection.execute(_DELETE, {"b_chat": chat})


def _to_chat(row: Row[*tuple[object, ...]]) -> Chat:
    return Chat(
        id=ChatId(row.id),
        language=Language(row.language),
        zone=row.zone,
        safety_yes=row.safety_yes,
        question=None if row.asked is None else Question(row.asked),
        is_gone=row.is_gone,
        last_routine=None if row.last_routine is None else RoutineKey(row.last_routine),
        last_audience=None if row.last_audience is None else Audience(row.last_audience),
        last_minutes=row.last_minutes,
        pace=Pace(row.pace),
        cues=Cues(row.cues),
        quiet=None if row.quiet_begins is None else Quiet(row.quiet_begins, row.quiet_ends),
        asks_rating=row.asks_rating,
    )
