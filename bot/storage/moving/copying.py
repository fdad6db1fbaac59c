"""Copies all rows to an empty database: table by table, in batches, each row compared afterwards.

A batch is one transaction, and rows are written in the order of their keys. So after a kill, the last row of
the target says where the copy goes on, and nothing is written twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert
from sqlalchemy.exc import DataError, IntegrityError

from bot.storage.moving import counters, marks
from bot.storage.moving.places import CannotMove, refuse_unless_newest
from bot.storage.moving.rows import (
    Values,
    batches,
    copied_tables,
    count,
    first_difference,
    key_of,
    last_key,
)
from bot.storage.origin import Standing, standing_of
from bot.storage.store import Store

# What is being done, with how many rows it is done, and how many there are in all.
Show = Callable[[str, int, int], None]


class _Different(CannotMove):
    """A row is not the same in both databases, or does not fit to those that are there."""


def copy(
    source: Connection,
    target: Store,
    *,
    origin: str,
    name: str,
    show: Show,
    finish: Callable[[Connection], None] = lambda _: None,
    gap: int = 0,
) -> Mapping[str, int]:
    """Fill `target`, which people know by `name`, from `source`; return how many rows each table has.

    `source` is in a transaction, and nobody changes it. `origin`: what the target is filled from; only a copy
    with the same origin goes on where an earlier one was killed. `finish` is called in the last transaction:
    before its commit no bot can start. `gap`: how many ids of each table are left out.
    """
    goes_on = _prepare(target, origin, name)
    try:
        counted = _fill(source, target, name, show)
    except _Different:
        if not goes_on:
            raise
        # A bot has changed the source since the first try. All that is in the target comes from this copy.
        _clear(target)
        counted = _fill(source, target, name, show)
    with target.transaction():
        highest = counters.read(source)
        counters.write(target.connection, {name: number + gap for name, number in highest.items()})
        finish(target.connection)
        marks.unmark(target.connection)
    return counted


def _prepare(target: Store, origin: str, name: str) -> bool:
    """Make the tables and the mark. CannotMove: the target holds something else than a part of this copy.

    Return whether an earlier try has begun.
    """
    connection = target.connection
    with connection.begin():
        standing = standing_of(connection)
        begun = marks.origin_of(connection)
    if begun is None:
        if standing is Standing.empty:
            target.migrate()
        with target.transaction():
            refuse_unless_newest(connection, name)
            if any(count(connection, table) for table in copied_tables()):
                raise CannotMove(f"There is something in {name} already: name a database that is empty.")
            marks.mark(connection, origin)
    elif begun != origin:
        raise CannotMove(
            f"There is a part of another copy in {name}, of {begun}: end that copy, or name an empty one."
        )
    return begun is not None


def _fill(source: Connection, target: Store, name: str, show: Show) -> dict[str, int]:
    """Copy what is not there yet, then compare all; return how many rows each table has."""
    for table in copied_tables():
        _copy_table(source, target, table, show)
    return _compare(source, target.connection, name, show)


def _clear(target: Store) -> None:
    with target.transaction():
        for table in reversed(copied_tables()):
            target.connection.execute(delete(table))


def _copy_table(source: Connection, target: Store, table: Table, show: Show) -> None:
    whole, connection = count(source, table), target.connection
    with connection.begin():
        done, after = count(connection, table), last_key(connection, table)
    show(table.name, done, whole)
    for batch in batches(source, table, after):
        with target.transaction():
            _write(connection, table, batch)
        done += len(batch)
        show(table.name, done, whole)


def _write(connection: Connection, table: Table, batch: Sequence[Values]) -> None:
    try:
        with connection.begin_nested():
            connection.execute(insert(table), _as_given(batch))
    except (DataError, IntegrityError):
        _name_the_row(connection, table, batch)
        raise


def _name_the_row(connection: Connection, table: Table, batch: Sequence[Values]) -> None:
    """Find the row that this database does not take, and say which one it is."""
    for row in batch:
        try:
            with connection.begin_nested():
                connection.execute(insert(table), _as_given([row]))
        except (DataError, IntegrityError) as error:
            why = str(error.orig).splitlines()[0]
            kind = _Different if isinstance(error, IntegrityError) else CannotMove
            raise kind(
                f"The row {_said(table, row)} cannot be written to the other database ({why}): "
                "put it right, and give the same command again."
            ) from None


def _compare(source: Connection, target: Connection, name: str, show: Show) -> dict[str, int]:
    """Compare each row by its hash; return how many rows each table has."""
    counted, tables = {}, copied_tables()
    with target.begin():
        for number, table in enumerate(tables):
            show("compare", number, len(tables))
            counted[table.name] = count(target, table)
            if (key := first_difference(source, target, table)) is not None:
                raise _Different(
                    f"The row {key} of {table.name} is not the same in {name}, although it was copied: "
                    "another program has written to one of the two. Give the same command again."
                )
    show("compare", len(tables), len(tables))
    return counted


def _as_given(batch: Sequence[Values]) -> list[dict[str, Any]]:
    return [dict(row) for row in batch]


def _said(table: Table, row: Values) -> str:
    return f"{key_of(table, row)} of {table.name}"
