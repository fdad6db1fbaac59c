"""Database files that are not Unknot's, or not as an Unknot left them, and what makes them so."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tests import once

EARLIER = "0004"  # later versions have more columns
_DROPPED = ("PRAGMA foreign_keys = OFF", "DROP TABLE chats")
# What is done to a healthy database of ours.
CHANGED: Mapping[str, tuple[str, ...]] = {
    "no version": ("DELETE FROM alembic_version",),
    "two versions": (f"INSERT INTO alembic_version VALUES ('{EARLIER}')",),
    "tables that are newer than the version": (f"UPDATE alembic_version SET version_num = '{EARLIER}'",),
    "a migration that was not finished": ("CREATE TABLE _alembic_tmp_chats (id INTEGER PRIMARY KEY)",),
    "a lost column": ("ALTER TABLE chats DROP COLUMN zone",),
    "a lost table": _DROPPED,
    "somebody else's chats": (*_DROPPED, "CREATE TABLE chats (room TEXT)"),
}
# What another program has made.
MADE: Mapping[str, tuple[str, ...]] = {
    "another program": ("CREATE TABLE recipes (name TEXT)",),
    "another program's chats": ("CREATE TABLE chats (id INTEGER PRIMARY KEY, topic TEXT)",),
    "only a view": ("CREATE VIEW one AS SELECT 1",),
    "an empty version table": ("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",),
    "another program that uses Alembic": (
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
        "INSERT INTO alembic_version VALUES ('a81c23d4e5f6')",
        "CREATE TABLE recipes (name TEXT)",
    ),
    "another program that numbers as we do": (
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
        "INSERT INTO alembic_version VALUES ('0001')",
        "CREATE TABLE chats (id INTEGER PRIMARY KEY, topic TEXT)",
    ),
    "another version table": ("CREATE TABLE alembic_version (number INTEGER)",),
}


def execute(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def make(file: Path, name: str, mode: str) -> None:
    """Turn `file`, which is not there yet, into the stranger called `name`, in a journal mode."""
    if name in CHANGED:
        once.put_tables(file)
    execute(file, f"PRAGMA journal_mode = {mode}", *(CHANGED.get(name) or MADE[name]))
