"""What all tables share: their names, the columns that many have, and conditions of indexes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    literal_column,
    or_,
    text,
)

# In SQLite only a key of type INTEGER may have AUTOINCREMENT.
Id = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def is_one_of(column: Column[str], words: frozenset[str]) -> ColumnElement[bool]:
    """Return the condition `column = word or ...`, without parameters.

    SQLite uses a partial index only for a query that has the same condition, word for word.
    """
    return or_(*(column == literal_column(f"'{word}'") for word in sorted(words)))


def chat_id(primary_key: bool = False) -> Column[int]:
    """Return the column of a table that belongs to chats: it moves, and is deleted, with its chat."""
    chat = ForeignKey("chats.id", ondelete="CASCADE", onupdate="CASCADE")
    return Column("chat_id", BigInteger, chat, nullable=False, primary_key=primary_key)


def partial_index(
    name: str, where: ColumnElement[bool], *columns: Column[Any], unique: bool = False
) -> Index:
    """Return an index of the rows that satisfy `where`.

    For PostgreSQL it gets its condition by `give_conditions_to_postgresql`. To name that database here would
    load its dialect in each bot.
    """
    return Index(name, *columns, unique=unique, sqlite_where=where)


def give_conditions_to_postgresql() -> None:
    """Give all partial indexes their conditions for PostgreSQL too. Alembic asks for them."""
    for table in metadata.tables.values():
        for index in table.indexes:
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]


def count(name: str) -> Column[int]:
    """Return a column that counts from 0 on."""
    return Column(name, Integer, nullable=False, server_default=text("0"))
