"""Runs the migrations with Alembic, without its command line and without an ini file."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

import bot
from bot.storage.problems import DatabaseUnusable
from bot.storage.server import wait_to_migrate

NEWER = (
    "The database was written by a newer Unknot than this one: "
    "install that version again, or go back to a copy of the database from before."
)


def migrations_folder() -> Path:
    """Return the folder of the migrations: inside the package in a wheel, beside it in a checkout."""
    package = Path(bot.__file__).parent
    inside = package / "_alembic"
    return inside if inside.is_dir() else package.parent / "alembic"


@cache
def revisions(folder: Path) -> tuple[str, ...]:
    """Return the revisions of the migrations in `folder`, the newest first; its files are read once."""
    return tuple(script.revision for script in ScriptDirectory(str(folder)).walk_revisions())


def current(connection: Connection) -> str | None:
    """Return the revision of the database; None: it is empty."""
    with connection.begin():
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to `revision`; DatabaseUnusable if they come from a newer Unknot."""
    config = _config(connection)
    stands_at = current(connection)
    if stands_at is not None and stands_at not in revisions(migrations_folder()):
        raise DatabaseUnusable(NEWER)
    _migrate(connection, lambda: command.upgrade(config, revision))


def downgrade(connection: Connection, revision: str) -> None:
    """Take the tables back to `revision`; `base` is an empty database."""
    config = _config(connection)
    _migrate(connection, lambda: command.downgrade(config, revision))


def _config(connection: Connection) -> Config:
    config = Config()
    # A percent sign begins a placeholder in Alembic's options.
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _migrate(connection: Connection, migrate: Callable[[], None]) -> None:
    if connection.dialect.name == "sqlite":
        _without_foreign_keys(connection, migrate)
    else:
        with connection.begin():
            wait_to_migrate(connection)  # the next process then finds nothing left to do
            migrate()


def _without_foreign_keys(connection: Connection, migrate: Callable[[], None]) -> None:
    # Alembic changes an SQLite table by copying and dropping it. With foreign keys on, the drop deletes the
    # rows that point to the table. The pragma has no effect inside a transaction, so it comes before.
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            migrate()
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"the migration leaves {len(broken)} rows that point nowhere")
    finally:
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()
