"""The database of one process in an SQLite file: its place, its lock, its one connection."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection
from contextlib import AbstractContextManager
from pathlib import Path

from filelock import FileLock
from sqlalchemy import Connection

from bot.storage import migrations, strangers
from bot.storage.place import Place
from bot.storage.remains import Remains
from bot.storage.server_time import ServerTime
from bot.storage.sqlite import connect, prove, undo
from bot.storage.trouble import InTrouble, Trouble, plain


class FileStore:
    """`Store` on SQLite. It is made on the storage's thread, and its file is locked already."""

    when_it_hangs = Trouble.hangs
    is_shared = False
    time: ServerTime | None = None

    def __init__(self, file: Path | None, held: FileLock | None) -> None:
        self.connection: Connection = connect(file)
        self.remains = Remains()
        self._held = held
        self._place = None if file is None else Place.of(file)
        self.remains.overwrite(self.connection)

    def make_ready(self) -> None:
        """InTrouble: the file is not at its place. Undo what the last transaction has left open."""
        trouble = self._place.trouble() if self._place else None
        if trouble is not None:
            raise InTrouble(trouble)
        undo(self.connection)  # on a failing disk the last turn could not do it

    def transaction(self) -> AbstractContextManager[object]:
        """Begin a transaction that holds SQLite's lock for writing."""
        return self.connection.begin()

    def lock(self, chats: Collection[int]) -> None:
        """Do nothing: there is no other process."""

    def undo(self) -> None:
        """Roll back a transaction that a failed COMMIT has left open."""
        with contextlib.suppress(sqlite3.Error):
            undo(self.connection)

    def let_others_go_first(self) -> None:
        """Do nothing: there is no other process."""

    def reason(self, error: BaseException) -> BaseException:
        """Return what the error means. A file that was moved meanwhile looks like a folder without rights."""
        meant = plain(error)
        lost = self._place.trouble() if self._place and isinstance(meant, InTrouble) else None
        return InTrouble(lost) if lost else meant

    def prove(self) -> None:
        """Write a number as it is into the file."""
        prove(self.connection)

    def migrate(self) -> None:
        """Migrate the tables, unless they are not ours."""
        strangers.refuse_tables(self.connection, self._place.file if self._place else None)
        migrations.upgrade(self.connection)

    def overwrite_deleted(self) -> bool:
        """Go on with overwriting what was deleted; True: now it is done."""
        # Of a file that was moved, nothing may be rebuilt: the journal would lie in another folder.
        if self._place is not None and self._place.trouble() is not None:
            return False
        return self.remains.beat(self.connection)

    def give_up(self) -> None:
        """Do nothing: SQLite itself waits for a lock only for a short time."""

    def close(self) -> None:
        """Close the connection and unlock the file."""
        # SQLite deletes the files beside a database by their names. They may belong to the new file.
        if self._place is None or self._place.trouble() is not Trouble.replaced:
            self.connection.close()
            self.connection.engine.dispose()
        if self._held is not None:
            self._held.release()
