"""The chats in the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from bot.domain.away import Away
from bot.domain.back_off import Unheard
from bot.domain.catalogue import Audience, Language, RoutineKey
from bot.domain.days import Days
from bot.domain.ids import ChatId, ReminderId
from bot.domain.pictures import Pictures
from bot.domain.plan import Cues, Pace
from bot.domain.quiet import Quiet
from bot.ports import Chat, Question
from bot.storage.remains import Remains
from bot.storage.tables import chats
from bot.storage.upserts import insert

_GET = select(chats).where(chats.c.id == bindparam("b_chat"))
_LANGUAGES = select(chats.c.id, chats.c.language).where(chats.c.id.in_(bindparam("b_chats", expanding=True)))
_WHO_ARE_BACK = (
    select(chats.c.id)
    .where(chats.c.told_at <= bindparam("b_now"), chats.c.is_gone.is_(False))
    .order_by(chats.c.told_at)
    .limit(bindparam("b_limit"))
    .with_for_update(key_share=True, skip_locked=True)  # SQLite has no such words, and needs none
)
_PUT_OFF = update(chats).where(chats.c.id == bindparam("b_chat")).values(told_at=bindparam("b_until"))
NOTE_UNHEARD = update(chats).where(chats.c.id == bindparam("b_chat"))
_DELETE = delete(chats).where(chats.c.id == bindparam("b_chat"))
_NEW = insert(chats)
_NOT_OURS = {"id", "held_until", "spent_until"}  # not updated: the key, and what the delivery sets
PUT = _NEW.on_conflict_do_update(
    index_elements=[chats.c.id],
    set_={column.name: _NEW.excluded[column.name] for column in chats.c if column.name not in _NOT_OURS},
)


class StoredChats:
    """`ports.Chats` over one connection."""

    def __init__(self, connection: Connection, remains: Remains) -> None:
        self._connection = connection
        self._remains = remains

    def get(self, chat: ChatId) -> Chat | None:
        """Return the chat, or None if the bot does not know it yet."""
        row = self._connection.execute(_GET, {"b_chat": chat}).one_or_none()
        return None if row is None else to_chat(row)

    def put(self, chat: Chat) -> None:
        """Keep `chat` as given, new or known."""
        self._connection.execute(PUT, values_of(chat))

    def note_unheard(self, chat: ChatId, unheard: Unheard) -> None:
        """Keep for how long nobody in the chat has answered the reminders, and change nothing else."""
        self._connection.execute(NOTE_UNHEARD, unheard_of(chat, unheard))

    def languages(self, chats: Collection[ChatId]) -> Mapping[ChatId, Language]:
        """Return the languages of those of `chats` that are known."""
        rows = self._connection.execute(_LANGUAGES, {"b_chats": list(chats)})
        return {ChatId(row.id): Language(row.language) for row in rows}

    def who_are_back(self, now: datetime, limit: int) -> list[ChatId]:
        """Return the chats to which is said at `now` that their time away is over.

        They are locked for other processes; those that are locked already are passed over.
        """
        found = self._connection.execute(_WHO_ARE_BACK, {"b_now": now, "b_limit": limit}).scalars()
        return [ChatId(number) for number in found]

    def put_off(self, chat: ChatId, until: datetime) -> None:
        """Say at `until` that the time away is over, and change nothing else."""
        self._connection.execute(_PUT_OFF, {"b_chat": chat, "b_until": until})

    def move(self, chat: ChatId, new: ChatId) -> None:
        """Change the id of a chat and of all that belongs to it; nothing happens if it is not known."""
        from bot.storage.moves import move_chat  # most bots never see a group become a supergroup

        move_chat(self._connection, chat, new)

    def forget(self, chat: ChatId) -> None:
        """Delete the chat; the foreign keys delete everything that belongs to it."""
        self._connection.execute(_DELETE, {"b_chat": chat})
        self._remains.note_forgotten(self._connection)


def unheard_of(chat: ChatId, unheard: Unheard) -> dict[str, Any]:
    """Return what `NOTE_UNHEARD` asks for."""
    return {"b_chat": chat, **_unheard_values(unheard)}


def _unheard_values(unheard: Unheard) -> dict[str, Any]:
    return {"ignored": unheard.ignored, "unheard_on": unheard.on, "weekly_from": unheard.weekly_from}


def values_of(chat: Chat) -> dict[str, Any]:
    """Return the values of a chat's row."""
    audience = chat.last_audience.value if chat.last_audience else None
    return {
        "id": chat.id,
        "language": chat.language,
        "zone": chat.zone,
        "safety_yes": chat.safety_yes,
        "asked": chat.question.value if chat.question else None,
        "asked_days": chat.question_days.mask if chat.question_days else None,
        "asked_on": chat.question_on,
        "asked_of": chat.question_of,
        "is_gone": chat.is_gone,
        "last_routine": chat.last_routine,
        "last_audience": audience,
        "last_minutes": chat.last_minutes,
        "pace": chat.pace.value,
        "cues": chat.cues.value,
        "quiet_begins": chat.quiet.begins if chat.quiet else None,
        "quiet_ends": chat.quiet.ends if chat.quiet else None,
        "asks_rating": chat.asks_rating,
        **_unheard_values(chat.unheard),
        "back_on": chat.away.back_on if chat.away else None,
        "told_at": chat.away.told_at if chat.away else None,
        "better_asked_on": chat.better_asked_on,
        "day_begins": chat.day_begins,
        "shows_streak": chat.shows_streak,
        "dark": chat.dark,
        "pictures": chat.pictures.value,
        "wants_news": chat.wants_news,
    }


def to_chat(row: Row[*tuple[object, ...]] | SimpleNamespace) -> Chat:
    """Return the chat that a row of its table describes."""
    return Chat(
        id=ChatId(row.id),
        language=Language(row.language),
        zone=row.zone,
        safety_yes=row.safety_yes,
        question=None if row.asked is None else Question(row.asked),
        question_days=None if row.asked_days is None else Days(row.asked_days),
        question_on=row.asked_on,
        question_of=None if row.asked_of is None else ReminderId(row.asked_of),
        is_gone=row.is_gone,
        last_routine=None if row.last_routine is None else RoutineKey(row.last_routine),
        last_audience=None if row.last_audience is None else Audience(row.last_audience),
        last_minutes=row.last_minutes,
        pace=Pace(row.pace),
        cues=Cues(row.cues),
        quiet=None if row.quiet_begins is None else Quiet(row.quiet_begins, row.quiet_ends),
        asks_rating=row.asks_rating,
        unheard=Unheard(row.ignored, row.unheard_on, row.weekly_from),
        away=None if row.told_at is None else Away(row.back_on, row.told_at),
        better_asked_on=row.better_asked_on,
        day_begins=row.day_begins,
        shows_streak=row.shows_streak,
        dark=row.dark,
        pictures=Pictures(row.pictures),
        wants_news=row.wants_news,
    )
