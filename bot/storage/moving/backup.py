"""Makes a backup: one SQLite file with everything at one moment, also of a server, also while a bot runs."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.storage import health, rights, server, strangers
from bot.storage.database import name_of
from bot.storage.file_store import FileStore
from bot.storage.moving.copying import Show, copy
from bot.storage.moving.places import CannotMove, plainly, refuse_unless_newest
from bot.storage.moving.seal import Seal, seal
from bot.storage.origin import Standing
from bot.storage.problems import DatabaseUnusable
from bot.storage.sqlite import file_of, read_url

_STARTED = "Start the bot, or run `unknot migrate`, and try again."


def back_up(url: str, to: Path, made_at: datetime, version: str, show: Show) -> Seal:
    """Write a backup of the database to the file `to`, which must not be there yet; CannotMove says why not.

    It has another name until it is whole, so a kill leaves no half of a backup under the name.
    """
    if to.exists():
        raise CannotMove(f"{to} is there already: give the backup a name of its own.")
    part = to.with_name(f"{to.name}.part")
    try:
        rights.make_folder(to.parent)
        part.unlink(missing_ok=True)  # of a backup that was killed
        rights.make_file(part)
        try:
            made = _write(url, part, made_at, version, show)
            _keep(part, to)
        finally:
            for end in ("", "-journal", "-wal", "-shm"):
                part.with_name(part.name + end).unlink(missing_ok=True)
    except OSError as error:
        raise CannotMove(f"The backup {to} cannot be written: {error.strerror}.") from None
    return made


def _write(url: str, part: Path, made_at: datetime, version: str, show: Show) -> Seal:
    try:
        if server.is_server(url):
            _from_server(url, part, show)
        else:
            _from_file(url, part, show)
    except DatabaseUnusable as problem:
        raise CannotMove(str(problem)) from None
    try:
        with closing(sqlite3.connect(part)) as file:
            file.execute("PRAGMA journal_mode = DELETE")
            file.execute("PRAGMA user_version = 0")  # nothing that was deleted is left in it
            return seal(file, made_at, name_of(url), version)
    except sqlite3.Error as error:
        raise CannotMove(f"The backup cannot be written: {error}.") from None


def _from_file(url: str, part: Path, show: Show) -> None:
    """Let SQLite copy what is kept. Unlike a copy of the pages, this leaves out what was deleted."""
    file = file_of(read_url(url))
    if file is None:
        raise CannotMove("A database in memory cannot be backed up: name a file or a server.")
    show("backup", 0, 1)
    try:
        if not health.is_there(file):
            raise CannotMove(f"There is no database {file}.")
        with health.glance_at(file, health.is_held(file)) as glance:
            standing = glance.standing()
            if standing not in (Standing.newest, Standing.older):
                raise CannotMove(strangers.why_refused(file, standing) or f"There is nothing in {file}.")
            glance.save_to(part)
    except health.LeftOpen:
        raise CannotMove(f"A kill has left {file} in the middle of a write. {_STARTED}") from None
    except health.Unreadable as problem:
        raise CannotMove(f"The backup of {file} cannot be made ({problem}).") from None
    show("backup", 1, 1)


def _from_server(url: str, part: Path, show: Show) -> None:
    """Copy the rows as they stand at one moment; the bot goes on writing meanwhile."""
    with closing(server.connect(server.server_url(url))) as source, plainly():
        source.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with closing(FileStore(part, None)) as target, source.begin():
            refuse_unless_newest(source, name_of(url))
            copy(source, target, origin=name_of(url), name=str(part), show=show)


def _keep(part: Path, to: Path) -> None:
    """Write the file through to the disk, and give it its name."""
    _write_through(part)
    os.replace(part, to)
    _write_through(to.parent)


def _write_through(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
