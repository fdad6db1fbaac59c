"""Checks of the database file: whether it is there, sound and migrated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.doctor.finding import Finding, look, ok, wrong
from bot.doctor.outbox import MAY_WAIT, OF_LATE, check_outbox, check_plan
from bot.doctor.remains import check_deleted
from bot.doctor.writing import check_missing
from bot.storage import health
from bot.storage.health import Glance
from bot.storage.origin import Standing

MB = 1_000_000
# Reading a larger file takes longer than the busy timeout of a bot that wants to write meanwhile.
SHORT_READ = 100 * MB
_BACKUP = "Stop the bot, keep a copy of the file as it is, and go back to the last good backup."
IN_USE = {
    True: "a bot is running with it",
    False: "no bot is running with it",
    None: "whether a bot is running cannot be told, since its lock may not be read",
}
STANDINGS = {
    Standing.newest: ok("migrations", "all are done"),
    Standing.empty: look("migrations", "the database is empty", "The first start fills it."),
    Standing.older: look("migrations", "some are missing", "Restart the bot, or run `unknot migrate`."),
    Standing.newer: wrong("migrations", "a newer Unknot wrote the database", "Install that version again."),
    Standing.foreign: wrong("migrations", "the tables are not Unknot's", "Check DATABASE_URL."),
    Standing.unversioned: wrong("migrations", "the table alembic_version is empty", _BACKUP),
    Standing.mixed: wrong("migrations", "the tables are not those of the version that it names", _BACKUP),
    Standing.filling: wrong(
        "migrations", "a copy or a restore into it has not ended", "Give that command again: it goes on."
    ),
    Standing.backup: wrong("migrations", "it is a backup", "Put it back with `unknot restore --from`."),
}

# SQLite cannot check the foreign keys of tables that do not fit each other.
_OURS = (Standing.empty, Standing.older, Standing.newest, Standing.newer)


def check_database(file: Path | None, held: bool | None, now: datetime, wire: datetime) -> Iterator[Finding]:
    """Look at the file, whether or not a bot is using it. `now` is people's time, `wire` the machine's."""
    if file is None:
        todo = "Give DATABASE_URL a file, or everything is forgotten when the bot stops."
        yield look("database", "it is in memory only", todo)
        return
    try:
        if not health.is_there(file):
            yield check_missing(file, held)
            return
        with health.glance_at(file, held) as glance:
            yield _check_file(file, glance.journal_mode(), health.may_use_wal(), held)
            yield from _check_tables(glance, health.size_of(file), held, now, wire)
    except health.LeftOpen:
        todo = "Start the bot, which undoes it, and look again; leave the -journal file where it is."
        yield look("database", f"{file} was left in the middle of a write by a kill", todo)
    except health.Unreadable as problem:
        todo = "If it says locked, try again; else check the path and its rights, or go back to a backup."
        yield wrong("database", f"{file} cannot be read ({problem})", todo)


def _check_tables(
    glance: Glance, size: int, held: bool | None, now: datetime, wire: datetime
) -> Iterator[Finding]:
    yield _check_integrity(glance, size, held)
    standing = glance.standing()
    if standing in _OURS:
        yield _check_foreign_keys(glance)
    yield STANDINGS[standing]
    if standing is Standing.newest:
        yield check_deleted(glance.has_remains(), held)
        yield check_plan(glance.overdue(now - MAY_WAIT), held)
        yield from check_outbox(glance.counts(now - MAY_WAIT, now - OF_LATE, wire), held)


def _check_foreign_keys(glance: Glance) -> Finding:
    orphans = glance.orphans()
    if orphans:
        return wrong("foreign keys", f"{orphans} rows point to one that is not there", _BACKUP)
    return ok("foreign keys", "every row points to one that is there")


def _check_file(file: Path, mode: str, may_be_wal: bool, held: bool | None) -> Finding:
    seen = f"{file}, journal mode {mode}, {IN_USE[held]}"
    if mode == "wal" and not may_be_wal:
        todo = "This SQLite can lose commits in that mode: restart the bot with it, which changes the mode."
        return look("database", seen, todo)
    return ok("database", seen)


def _check_integrity(glance: Glance, size: int, held: bool | None) -> Finding:
    if held is not False and size > SHORT_READ and glance.journal_mode() != "wal":
        todo = "Reading it through would hold up a running bot: stop the bot and look again."
        return look("integrity", f"not looked at, the file has {size // MB} MB", todo)
    faults = glance.faults()
    if faults:
        return wrong("integrity", f"the file is damaged ({len(faults)} faults)", _BACKUP)
    return ok("integrity", "the file is sound")
