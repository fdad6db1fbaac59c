"""Runs the migrations with Alembic, without its command line and without an ini file.

Alembic is imported when there is something to migrate: most starts find a database that is up to date.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

import bot
from bot.storage.problems import DatabaseUnusable

if TYPE_CHECKING:
    from alembic.config import Config

VERSIONS = "alembic_version"  # Alembic's own table: one row, with the revision of the tables
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
    """Return the revisions of the migrations in `folder`, the newest first: their files begin with them."""
    names = sorted((file.name for file in (folder / "versions").glob("[0-9]*_*.py")), reverse=True)
    return tuple(name.partition("_")[0] for name in names)


def current(connection: Connection) -> str | None:
    """Return the revision of the database; None: it is empty."""
    with connection.begin():
        if not connection.dialect.has_table(connection, VERSIONS):
            return None
        found: str | None = connection.exec_driver_sql(f"SELECT version_num FROM {VERSIONS}").scalar()
        return found


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to `revision`; DatabaseUnusable if they come from a newer Unknot."""
    stands_at, known = current(connection), revisions(migrations_folder())
    if stands_at is not None and stands_at not in known:
        raise DatabaseUnusable(NEWER)
    if stands_at == known[0]:
        return  # to an older one only `downgrade` leads
    from alembic import command

    config = _config(connection)
    _migrate(connection, lambda: command.upgrade(config, revision))


def downgrade(connection: Connection, revision: str) -> None:
    """Take the tables back to `revision`; `base` is an empty database."""
    from alembic import command

    config = _config(connection)
    _migrate(connection, lambda: command.downgrade(config, revision))


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    # A percent sign begins a placeholder in Alembic's options.
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _migrate(connection: Connection, migrate: Callable[[], None]) -> None:
    if connection.dialect.name == "sqlite":
        _without_foreign_keys(connection, migrate)
    else:
        migrate()  # it is one transaction, see `alembic/env.py`


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
