"""Refuses, before anything is written, a file whose tables Unknot did not make or cannot use."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from bot.storage import health
from bot.storage.migrations import NEWER
from bot.storage.origin import Standing, standing_of
from bot.storage.problems import DatabaseUnusable
from bot.storage.trouble import InTrouble, Trouble

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
    Standing.filling: (
        "A copy or a restore into {name} has not ended: give that command again, and it goes on where it was."
    ),
    Standing.backup: (
        "{name} is a backup, and what it says is due may have been sent since: "
        "`unknot restore --from` puts it back, into a database of its own."
    ),
}


def refuse_file(file: Path, *, may_be_half_full: bool = False) -> None:
    """Look at the file; DatabaseUnusable: its tables are not ours. One that cannot be read is not refused.

    InTrouble: another program keeps it locked. Whoever opened it now would wait for the lock once more: both
    waits are as long as for a disk that does not answer.

    `may_be_half_full`: for a copy or a restore, which goes on with what it has begun.
    """
    try:
        if not health.is_there(file):
            return
        with health.glance_at(file, held=False) as glance:
            standing = glance.standing()
            if not (may_be_half_full and standing is Standing.filling):
                _refuse(file, standing)
    except health.Locked:
        raise InTrouble(Trouble.locked) from None
    except health.Unreadable:
        return  # opening it for writing repairs it, waits, or says why it cannot be used


def refuse_tables(connection: Connection, name: object) -> None:
    """Look at the tables of an open database, `name` for people; DatabaseUnusable: they are not ours."""
    with connection.begin():
        standing = standing_of(connection)
    _refuse(name, standing)


def why_refused(name: object, standing: Standing) -> str | None:
    """Return why a bot does not use tables that stand so; None: it does."""
    sentence = _REFUSED.get(standing)
    return None if sentence is None else sentence.format(name=name)


def _refuse(name: object, standing: Standing) -> None:
    if sentence := why_refused(name, standing):
        raise DatabaseUnusable(sentence)
