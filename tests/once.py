"""What never changes and is dear to make: each process of the tests makes it once."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from bot.content.folder import content_folder
from bot.content.kept import catalogue_of
from bot.domain.catalogue import Catalogue
from bot.reading.readers import Readers, make_readers
from bot.storage import migrations, rights, sqlite


@cache
def catalogue() -> Catalogue:
    """Return the real texts, kept from an earlier read if nothing has changed since, as in a bot."""
    return catalogue_of(content_folder())


@cache
def readers() -> Readers:
    """Return the Readers of the real texts."""
    return make_readers(catalogue())


def put_tables(file: Path) -> None:
    """Make a database file with nothing but its tables, as a bot leaves it that has migrated an empty one.

    Its journal mode is the one in which a bot would open it now: a test may choose another.
    """
    rights.make_folder(file.parent)
    rights.make_file(file)
    file.write_bytes(_tables(in_wal=sqlite.has_safe_wal(sqlite3.sqlite_version_info)))


@cache
def _tables(*, in_wal: bool) -> bytes:
    """Return the bytes of the file. SQLite writes its journal mode into them: `in_wal` is the one of now."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tables.sqlite3"
        with closing(sqlite.connect(file)) as opened:
            migrations.upgrade(opened)
        return file.read_bytes()
