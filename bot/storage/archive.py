"""All that is kept about a chat, table by table, as text and numbers; and how it is taken back.

The tables are found by their column `chat_id`, and all their columns are taken. So what is kept from tomorrow
on is in the file as well, and nobody has to think of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Table,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.domain.ids import ChatId
from bot.domain.own import own_id
from bot.ports import Archive, CannotTakeBack, Fault
from bot.storage.plain_values import AS_IT_IS, BROKEN, NEWER, Values, plain_value, values_of
from bot.storage.proving import prove, without_live
from bot.storage.savepoints import savepoint
from bot.storage.tables import broadcast_waits, broadcasts, chats, metadata, outbox, own_routines

# The tables of chats; the table of the chats themselves is the first.
TABLES: Sequence[Table] = (chats, *(each for each in metadata.sorted_tables if "chat_id" in each.c))
# They are shown to people, and not taken back: what they hold was for the messages of one moment.
SHOWN_ONLY = frozenset({outbox.name, broadcasts.name, broadcast_waits.name})
# Columns that hold the id of a row in another table, without being a foreign key.
REFERENCES: Mapping[tuple[str, str], str] = {
    ("chats", "asked_of"): "reminders",
    ("own_drafts", "edits"): "own_routines",
    ("own_drafts", "renames"): "own_routines",
}
# Columns that hold the key of a routine, which may be one of the chat's own.
_ROUTINES = frozenset({("chats", "last_routine"), ("sessions", "routine")})


class StoredArchives:
    """`ports.Archives` over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, chat: ChatId, now: datetime) -> Archive | None:
        """Return all that is kept about the chat; None: nothing is."""
        tables = {table.name: self._rows(table, chat) for table in TABLES}
        return Archive(chat, now, tables) if tables[chats.name] else None

    def take_back(self, archive: Archive, chat: ChatId) -> None:
        """Put `archive` in the place of all that is kept about `chat`; CannotTakeBack says why not."""
        rows = self._read_all(archive, chat)
        try:
            without_live(rows, archive.made_at)
            self._renumber(rows, chat)
            self._leave_links(rows, chat)
            with savepoint(self._connection):
                self._put(rows, chat)
                prove(self._connection, chat)
        except (IntegrityError, KeyError, ValueError, TypeError, OverflowError) as error:
            raise CannotTakeBack(BROKEN.format("its values do not fit together")) from error

    def _rows(self, table: Table, chat: ChatId) -> list[Values]:
        found = self._connection.execute(
            select(table).where(_chat_of(table) == chat).order_by(*table.primary_key)
        )
        return [{name: plain_value(value) for name, value in row.items()} for row in found.mappings()]

    def _read_all(self, archive: Archive, chat: ChatId) -> dict[str, list[Values]]:
        """Return the rows of each table that is taken back; CannotTakeBack: some of them cannot be ours."""
        strange = sorted(set(archive.tables) - {table.name for table in TABLES})
        if strange:
            raise CannotTakeBack(NEWER.format(f"the table {strange[0]!r}"), Fault.newer)
        rows = {table.name: self._read(table, archive, chat) for table in TABLES if _is_taken(table)}
        if len(rows[chats.name]) != 1:
            raise CannotTakeBack(BROKEN.format("it is not about one chat"))
        return rows

    def _read(self, table: Table, archive: Archive, chat: ChatId) -> list[Values]:
        """Return the rows of a table as the database wants them, as rows of `chat`."""
        return [
            {**values_of(table, row), _chat_of(table).name: chat}
            for row in archive.tables.get(table.name, ())
        ]

    def _renumber(self, rows: Mapping[str, list[Values]], chat: ChatId) -> None:
        """Let rows keep their ids if the chat has rows with these ids now; others get new ones.

        An id that was used once is not used for anything else: buttons and outbox rows may still name it.
        """
        new: dict[str, dict[int, int]] = {}
        for table in TABLES[1:]:
            if "id" in table.c and _is_taken(table):
                new[table.name] = self._new_ids(table, [row["id"] for row in rows[table.name]], chat)
        for name, ids in new.items():
            for row in rows[name]:
                row["id"] = ids[row["id"]]
        for (name, column), target in REFERENCES.items():
            for row in rows[name]:
                row[column] = new[target].get(row[column])
        for name, column in _ROUTINES:
            for row in rows[name]:
                row[column] = _own_renamed(row[column], new["own_routines"])

    def _leave_links(self, rows: Mapping[str, list[Values]], chat: ChatId) -> None:
        """Leave a link to a shared routine with the chat that has it now."""
        others = select(own_routines.c.token).where(own_routines.c.chat_id != chat)
        wanted = [row["token"] for row in rows[own_routines.name] if row["token"] is not None]
        taken = set(self._connection.execute(others.where(own_routines.c.token.in_(wanted))).scalars())
        for row in rows[own_routines.name]:
            if row["token"] in taken:
                row["token"] = row["sender"] = None

    def _new_ids(self, table: Table, wanted: Sequence[int], chat: ChatId) -> dict[int, int]:
        known = set(self._connection.execute(select(table.c.id).where(_chat_of(table) == chat)).scalars())
        free = self._free_ids(table)
        return {number: number if number in known else next(free) for number in wanted}

    def _free_ids(self, table: Table) -> Iterator[int]:
        """Yield ids that no row of the table has or ever had."""
        if self._connection.dialect.name == "postgresql":
            following = text("SELECT nextval(pg_get_serial_sequence(:name, 'id'))")
            while True:
                yield self._connection.execute(following, {"name": table.name}).scalar_one()
        last = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        yield from count(int(self._connection.execute(last, {"name": table.name}).scalar() or 0) + 1)

    def _put(self, rows: Mapping[str, list[Values]], chat: ChatId) -> None:
        [settings] = rows[chats.name]
        kept = {name: value for name, value in settings.items() if name not in AS_IT_IS}
        if not self._connection.execute(update(chats).where(chats.c.id == chat).values(kept)).rowcount:
            self._connection.execute(insert(chats).values(**kept, id=chat, is_gone=False))
        for table in TABLES[1:]:
            if _is_taken(table):
                self._connection.execute(delete(table).where(_chat_of(table) == chat))
                for alike in _by_columns(rows[table.name]):
                    self._connection.execute(insert(table), alike)


def _by_columns(rows: Sequence[Values]) -> Iterable[list[Values]]:
    """Return the rows in groups with the same columns: one statement for many rows is faster."""
    alike: dict[frozenset[str], list[Values]] = {}
    for row in rows:
        alike.setdefault(frozenset(row), []).append(row)
    return alike.values()


def _is_taken(table: Table) -> bool:
    return table.name not in SHOWN_ONLY


def _chat_of(table: Table) -> Column[Any]:
    return table.c.id if table is chats else table.c.chat_id


def _own_renamed(key: str | None, new: Mapping[int, int]) -> str | None:
    """Return the key of a routine; that of an own one with its new id."""
    number = own_id(key) if key is not None else None
    return key if number is None else f"own_{new.get(number, number)}"
