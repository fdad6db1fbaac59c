"""Databases with many chats: one is written by the bot's own storage, and then copied inside the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    ForeignKey,
    Table,
    bindparam,
    create_engine,
    delete,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Catalogue, Language
from bot.domain.days import DAILY
from bot.domain.ids import ChatId, ReminderId
from bot.domain.message import message, phrase
from bot.domain.pictures import Pictures
from bot.domain.reminder import Reminder, Ring
from bot.ports import Chat, Kind, Lane, Outgoing, Work
from bot.storage import server, tables
from bot.storage.database import open_database
from bot.timing.zones import use_packaged_zones

FIRST_CHAT = 1_000_000
ORIGINAL = 1  # the chat that is copied
ZONE = "UTC"
LATE = timedelta(hours=1)  # until then what waits may leave


@cache
def texts() -> Catalogue:
    """Return the content of this repository."""
    use_packaged_zones()
    return read_catalogue(content_folder())


def write(url: str, *parts: Callable[[Work], object]) -> None:
    """Make the database, and write all `parts` in one commit."""

    async def run() -> None:
        database = open_database(url)
        try:
            await database.migrate()
            await database.run(lambda work: [part(work) for part in parts])
        finally:
            await database.close()

    asyncio.run(run())


def known(chat: int) -> Callable[[Work], object]:
    """Write a chat that has a zone and has answered the safety question, and wants no pictures."""
    yes = texts().gate_of(Language("en"))
    one = Chat(ChatId(chat), Language("en"), zone=ZONE, safety_yes=yes, pictures=Pictures.off)
    return lambda work: work.chats.put(one)


def daily(chat: int, at: datetime) -> Callable[[Work], object]:
    """Write a daily reminder that rings next at the moment `at`."""
    return lambda work: work.reminders.add(
        Reminder(ReminderId(0), ChatId(chat), at.time(), DAILY, Ring(at.date(), at))
    )


def waiting(chat: int, at: datetime) -> Callable[[Work], object]:
    """Write a message that waits to leave."""
    said = message(phrase("e_stale"))
    row = Outgoing(ChatId(chat), Kind.reminder, "bench", said, Lane.reminder, at, expires_at=at + LATE)
    return lambda work: work.outbox.put(row)


def fill_outbox(url: str, count: int, at: datetime) -> None:
    """Let one message wait in each of `count` chats."""
    write(url, known(ORIGINAL), waiting(ORIGINAL, at))
    with opened(url) as connection:
        copy(connection, tables.chats, count)
        copy(connection, tables.outbox, count)
        forget_original(connection)


def fill_reminders(url: str, count: int, due: int, at: datetime, others: datetime) -> None:
    """Give each of `count` chats a daily reminder: the first `due` ring at `at`, the others at `others`."""
    write(url, known(ORIGINAL), daily(ORIGINAL, at))
    with opened(url) as connection:
        copy(connection, tables.chats, count)
        copy(connection, tables.reminders, due)
        moved = {"at": others.time(), "ring_on": others.date(), "ring_at": others, "due_at": others}
        copy(connection, tables.reminders, count - due, FIRST_CHAT + due, moved)
        forget_original(connection)


def move_reminders(url: str, at: datetime) -> None:
    """Let all reminders ring next at the moment `at`; a bot may run, and sees it at its next beat."""
    with opened(url) as connection:
        connection.execute(
            update(tables.reminders).values(at=at.time(), ring_on=at.date(), ring_at=at, due_at=at)
        )


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    """Yield a connection, and commit what was done with it."""
    engine = create_engine(server.server_url(url) if server.is_server(url) else url)
    try:
        with engine.begin() as connection:
            yield connection
            if server.is_server(url):
                connection.execute(text("ANALYZE"))
    finally:
        engine.dispose()


def copy(
    connection: Connection,
    table: Table,
    count: int,
    first: int = FIRST_CHAT,
    other: Mapping[str, Any] | None = None,
) -> None:
    """Copy the row of the original chat to `count` chats from `first` on; `other`: other values."""
    if count < 1:
        return
    numbers = select(literal(first).label("number")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.number + 1).where(numbers.c.number < first + count - 1))
    of_chat = "id" if table is tables.chats else "chat_id"
    values: dict[str, ColumnElement[Any]] = {}
    for column in table.columns:
        if column.name == of_chat:
            values[column.name] = numbers.c.number
        elif other and column.name in other:
            values[column.name] = bindparam(f"b_{column.name}", other[column.name], type_=column.type)
        elif column.name != "id":
            values[column.name] = column
    chosen = select(*values.values()).select_from(table).join(numbers, literal(value=True))
    connection.execute(
        insert(table).from_select(
            list(values), chosen.where(table.c[of_chat] == ORIGINAL), include_defaults=False
        )
    )


def forget_original(connection: Connection) -> None:
    """Delete the chat that was copied."""
    for table in reversed(tables.metadata.sorted_tables):
        if any(
            isinstance(key, ForeignKey) and key.column.table is tables.chats for key in table.foreign_keys
        ):
            connection.execute(delete(table).where(table.c.chat_id == ORIGINAL))
    connection.execute(delete(tables.chats).where(tables.chats.c.id == ORIGINAL))


def size_of(url: str) -> int:
    """Return the bytes of a database file; 0 for a server."""
    file = Path(url.removeprefix("sqlite:///"))
    return file.stat().st_size if file.is_file() else 0
