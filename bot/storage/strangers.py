"""Refuses, before anything is written, a file whose tables Unknot did not make or cannot use."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from bot.storage import health
from bot.storage.migrations import NEWER
from bot.storage.origin import Standing, standing_of
from bot.storage.problems import DatabaseUnusable

_INSTEAD = "go back to a copy of it from before, or name a new one in DATABASE_URL"
_REFUSED = {
    Standing.newer: NEWER,
    Standing.foreign: (
        "{name} holds the tables of another program, and nothing in it was changed: "
        "name a database for Unknot alone in DATABASE_URL."
    ),
    Standing.unversioned: (
        f"{{name}} does not tell the version of its tables (alembic_version is empty): {_INSTEAD}."
    ),
    Standing.mixed: (
        "The tables of {name} are not those of the version that it names, "
        f"because an upgrade was interrupted or another program made them: {_INSTEAD}."
    ),
}


def refuse_file(file: Path) -> None:
    """Look at the file; DatabaseUnusable: its tables are not ours. One that cannot be read is not refused."""
    try:
        if not health.is_there(file):
            return
        with health.glance_at(file, held=False) as glance:
            _refuse(file, glance.standing())
    except health.Unreadable:
        return  # opening it for writing repairs it, waits, or says why it cannot be used


def refuse_tables(connection: Connection, name: object) -> None:
    """Look at the tables of an open database, `name` for people; DatabaseUnusable: they are not ours."""
    with connection.begin():
        standing = standing_of(connection)
    _refuse(name, standing)


def _refuse(name: object, standing: Standing) -> None:
    if sentence := _REFUSED.get(standing):
        raise DatabaseUnusable(sentence.format(name=name))
