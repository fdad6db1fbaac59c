"""Values of the database as JSON can hold them, and rows of a file as the database wants them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Integer, String, Table, Time

from bot.ports import CannotTakeBack, Fault
from bot.storage.columns import Span, Utc

# Telegram's side of a chat, which no file knows better.
AS_IT_IS = frozenset({"id", "is_gone", "held_until", "spent_until"})
_LARGEST = 2**63

Values = dict[str, Any]
BROKEN = "The file is damaged or was changed: {}."
NEWER = "The file was made by a newer Unknot: it has {}, which this one does not know."


def plain_value(value: Any) -> Any:
    """Return a value of the database as JSON can hold it."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return value // timedelta(microseconds=1)
    return value


def values_of(table: Table, row: Mapping[str, Any]) -> Values:
    """Return one row of the file with a value for each column; what an older version lacks has a default."""
    _refuse_newer(table, row)
    values = {}
    for column in table.c:
        if column.name in row:
            values[column.name] = _value(column, row[column.name])
        elif column.nullable:
            values[column.name] = None
        elif column.server_default is None and column.name not in AS_IT_IS:
            raise CannotTakeBack(BROKEN.format(f"{table.name}.{column.name} is missing"))
    return values


def _refuse_newer(table: Table, row: Mapping[str, Any]) -> None:
    strange = sorted(set(row) - set(table.c.keys()))
    if strange:
        what = f"the column {strange[0]!r} of the table {table.name!r}"
        raise CannotTakeBack(NEWER.format(what), Fault.newer)


def _value(column: Column[Any], plain: Any) -> Any:
    try:
        if plain is None and column.nullable:
            return None
        return _typed(column, plain)
    except (TypeError, ValueError, OverflowError):
        raise CannotTakeBack(BROKEN.format(f"{column.table.name}.{column.name} cannot be read")) from None


def _typed(column: Column[Any], plain: Any) -> Any:
    """Return a value of JSON as the column's type wants it; ValueError or TypeError if it is none."""
    match column.type:
        case Utc():
            moment = datetime.fromisoformat(plain)
            if moment.tzinfo is None:
                raise ValueError(plain)
            return moment
        case Date():
            return date.fromisoformat(plain)
        case Time():
            return time.fromisoformat(plain)
        case Span():
            return timedelta(microseconds=_of(int, plain))
        case Boolean():
            return _of(bool, plain)
        case Integer() | BigInteger():
            return _of(int, plain)
        case String():
            return _of(str, plain)
        case JSON() if isinstance(plain, list | dict):
            return plain
    raise ValueError(plain)


def _of(kind: type, plain: Any) -> Any:
    if type(plain) is not kind or (isinstance(plain, int) and not -_LARGEST <= plain < _LARGEST):
        raise TypeError(plain)
    return plain
