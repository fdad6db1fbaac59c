"""The rows of a table in the order of its key: the same order and the same values on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import zip_longest
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, collate, func, literal, select, tuple_
from sqlalchemy.types import String

from bot.storage.plain_values import plain_value
from bot.storage.tables import metadata

# What running processes share: who is alive, who fetches, the pace. It has no meaning in another database.
OF_PROCESSES = frozenset({"processes", "shared"})
AT_ONCE = 1000  # rows in one statement and, when they are written, in one transaction

Values = Mapping[str, Any]
Key = tuple[Any, ...]


def copied_tables() -> Sequence[Table]:
    """Return the tables that are copied, in an order in which no row points to one that is still missing."""
    return [table for table in metadata.sorted_tables if table.name not in OF_PROCESSES]


def count(connection: Connection, table: Table) -> int:
    """Return how many rows a table has."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def key_of(table: Table, row: Values) -> Key:
    """Return the primary key of a row."""
    return tuple(row[column.name] for column in table.primary_key)


def last_key(connection: Connection, table: Table) -> Key | None:
    """Return the key of the last row; None: the table is empty."""
    order = [column.desc() for column in _ordered(connection, table)]
    row = connection.execute(select(*table.primary_key).order_by(*order).limit(1)).one_or_none()
    return None if row is None else tuple(row)


def batches(connection: Connection, table: Table, after: Key | None = None) -> Iterator[Sequence[Values]]:
    """Yield the rows whose key comes after `after`, in the order of the key."""
    while found := [dict(row) for row in connection.execute(_some(connection, table, after)).mappings()]:
        yield found
        if len(found) < AT_ONCE:
            return
        after = key_of(table, found[-1])


def hash_of(row: Values) -> bytes:
    """Return a hash of the values of a row. It is the same whichever database they are from."""
    plain = {name: plain_value(value) for name, value in row.items()}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return blake2b(text.encode(), digest_size=16).digest()


def first_difference(one: Connection, other: Connection, table: Table) -> Key | None:
    """Return the key of the first row that is not the same in both databases; None: all are."""
    for ours, theirs in zip_longest(_each(one, table), _each(other, table)):
        if ours is None or theirs is None or hash_of(ours) != hash_of(theirs):
            return key_of(table, ours or theirs)
    return None


def _each(connection: Connection, table: Table) -> Iterator[Values]:
    for batch in batches(connection, table):
        yield from batch


def _some(connection: Connection, table: Table, after: Key | None) -> Select[Any]:
    keys = _ordered(connection, table)
    some = select(table).order_by(*keys).limit(AT_ONCE)
    if after is None:
        return some
    values = [literal(value, column.type) for value, column in zip(after, table.primary_key, strict=True)]
    # The first part stands there alone, too: so a server can use an index whose order is another one.
    return some.where(keys[0] >= values[0], tuple_(*keys) > tuple_(*values))


def _ordered(connection: Connection, table: Table) -> list[ColumnElement[Any]]:
    """Return the key's columns; text is put in the order of its bytes, whatever the server's language is."""
    if connection.dialect.name == "sqlite":
        return list(table.primary_key)
    return [collate(each, "C") if isinstance(each.type, String) else each for each in table.primary_key]
