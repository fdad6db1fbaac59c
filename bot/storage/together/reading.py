"""What the rings of many chats ask for, read for all of these chats with one statement for each kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, select

from bot.domain.ids import MessageId
from bot.storage.added_sessions import to_added
from bot.storage.chats import to_chat
from bot.storage.done_days import is_deed, to_done
from bot.storage.likings import to_liking
from bot.storage.padding import padded
from bot.storage.rings import SHOWN, has_sounded, is_shown_ring, ring_shown_in
from bot.storage.session_rows import to_session
from bot.storage.tables import (
    added_sessions,
    chats,
    done_days,
    likings,
    outbox,
    session_is_finished,
    session_is_live,
    sessions,
    tags_liked,
    tips_shown,
)
from bot.storage.tips import to_seen
from bot.storage.together.later import Ahead

CHAT, LIVE, FINISHED, DONE, ADDED = "chat", "live", "finished", "done", "added"
LIKED, TIPS, TAGS, RUNG, RINGS = "liked", "tips", "tags", "rung", "rings"

T = TypeVar("T")
_Record = Row[*tuple[Any, ...]]
_ONE_DAY = timedelta(days=1)


def _in_these(column: ColumnElement[int]) -> ColumnElement[bool]:
    return column.in_(bindparam("b_chats", expanding=True))


_CHATS = select(chats).where(_in_these(chats.c.id))
_LIVE = select(sessions).where(_in_these(sessions.c.chat_id), session_is_live)
_FINISHED = select(sessions.c.chat_id, sessions.c.started_at, sessions.c.ended_on).where(
    _in_these(sessions.c.chat_id),
    session_is_finished,
    sessions.c.started_at >= bindparam("b_since"),
)
_DONE = (
    select(done_days.c.chat_id, done_days.c.on, done_days.c.what, done_days.c.at)
    .where(_in_these(done_days.c.chat_id), done_days.c.on >= bindparam("b_on"), is_deed)
    .order_by(done_days.c.on, done_days.c.at)
)
_added = added_sessions.c
_ADDED = (
    select(_added.chat_id, _added.on, _added.minutes, _added.at, _added.id)
    .where(_in_these(_added.chat_id))
    .order_by(_added.on, _added.id)
)
_LIKED = select(likings.c.chat_id, likings.c.technique, likings.c.liking).where(_in_these(likings.c.chat_id))
_TIPS = select(tips_shown).where(_in_these(tips_shown.c.chat_id))
_TAGS = select(tags_liked).where(_in_these(tags_liked.c.chat_id))
_RUNG = select(outbox.c.chat_id).where(_in_these(outbox.c.chat_id), *has_sounded).distinct()
# Rows are kept for two days, unless whoever runs the bot has set more, so a chat has few.
_RINGS = (
    select(outbox.c.chat_id, ring_shown_in.label("message"))
    .where(_in_these(outbox.c.chat_id), *is_shown_ring)
    .order_by(outbox.c.id.desc())
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far back was read: the answer to a question that goes further back is not known."""

    minute: datetime  # the minute in which a ring may have been written
    since: datetime  # sessions that began from this moment on

    @property
    def on(self) -> date:
        """The first date of what was done: no zone has an earlier date at `since`."""
        return self.since.date() - _ONE_DAY


def read_ahead(connection: Connection, chat_ids: Collection[int], bounds: Bounds) -> Ahead:
    """Return what is known of the chats. It raises if a row of any of them cannot be read."""
    numbers = sorted(chat_ids)
    in_list = padded(numbers)
    ahead = Ahead()

    def asked(statement: Select[*tuple[Any, ...]], **values: Any) -> Sequence[_Record]:
        return connection.execute(statement, {"b_chats": in_list, **values}).all()

    minute = {"b_since": bounds.minute, "b_until": bounds.minute + timedelta(minutes=1)}
    rung = {row.chat_id for row in asked(_RUNG, **minute)}
    ahead.know(RUNG, {number: number in rung for number in numbers})
    ahead.know(CHAT, {**dict.fromkeys(numbers), **{row.id: to_chat(row) for row in asked(_CHATS)}})
    ahead.know(LIVE, {**dict.fromkeys(numbers), **{row.chat_id: to_session(row) for row in asked(_LIVE)}})
    ahead.know(FINISHED, _lists(numbers, asked(_FINISHED, b_since=bounds.since), _finished))
    ahead.know(DONE, _lists(numbers, asked(_DONE, b_on=bounds.on), to_done))
    ahead.know(ADDED, _lists(numbers, asked(_ADDED), to_added))
    rings = _lists(numbers, asked(_RINGS), _message)
    ahead.know(RINGS, {number: shown[:SHOWN] for number, shown in rings.items()})
    ahead.know(LIKED, _mappings(numbers, asked(_LIKED), to_liking))
    ahead.know(TIPS, _mappings(numbers, asked(_TIPS), to_seen))
    ahead.know(TAGS, _mappings(numbers, asked(_TAGS), _tag))
    return ahead


def _lists(
    numbers: Sequence[int], rows: Sequence[_Record], read: Callable[[_Record], T]
) -> dict[int, list[T]]:
    """Return what `rows` say of each chat, in their order."""
    lists: dict[int, list[T]] = {number: [] for number in numbers}
    for row in rows:
        lists[row.chat_id].append(read(row))
    return lists


def _mappings(
    numbers: Sequence[int], rows: Sequence[_Record], read: Callable[[_Record], tuple[str, T]]
) -> dict[int, dict[str, T]]:
    """Return what `rows` say of each chat, by key."""
    mappings: dict[int, dict[str, T]] = {number: {} for number in numbers}
    for row in rows:
        key, value = read(row)
        mappings[row.chat_id][key] = value
    return mappings


def _finished(row: _Record) -> tuple[datetime, date | None]:
    return row.started_at, row.ended_on


def _message(row: _Record) -> MessageId:
    return MessageId(row.message)


def _tag(row: _Record) -> tuple[str, int]:
    return row.tag, row.liked
