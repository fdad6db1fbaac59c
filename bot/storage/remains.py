"""What deleted data leaves behind: in the journal mode WAL the old pages stand in the file -wal.

A commit overwrites deleted data in the database file (`secure_delete`). With WAL it writes new pages behind
the old ones, and the old ones stay until a checkpoint has emptied the file -wal. So such a commit is followed
by a checkpoint, and what says that all is deleted leaves only after it. In other journal modes a checkpoint
does nothing.
"""

from __future__ import annotations

import logging
import sqlite3

from sqlalchemy import Connection

from bot.storage.sqlite import BUSY_TIMEOUT_MS

SAID_AFTER = 10  # attempts, about one a second: a doctor or a backup reads for less
log = logging.getLogger(__name__)


class Remains:
    """Knows whether deleted data may still stand in a file; used on the storage's thread."""

    def __init__(self) -> None:
        self.are_left = True  # an earlier process may have been killed before its checkpoint
        self._failures = 0

    def note(self) -> None:
        """Note that the open unit of work deletes what must be overwritten."""
        self.are_left = True

    def overwrite(self, connection: Connection) -> None:
        """Empty the file -wal, outside a transaction. While somebody reads, it cannot be done: try later.

        It does not wait for the reader, because all units of work would wait with it.
        """
        cursor = connection.connection.cursor()
        try:
            cursor.execute("PRAGMA busy_timeout = 0")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.are_left = bool(cursor.fetchall()[0][0])
            cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        except sqlite3.Error:
            self.are_left = True  # if the disk is at fault, the next commit fails too and says so
        finally:
            cursor.close()
        self._say()

    def _say(self) -> None:
        was_said = self._failures >= SAID_AFTER
        self._failures = self._failures + 1 if self.are_left else 0
        if self._failures == SAID_AFTER:
            log.warning("Another program reads the database, so deleted data still stands in its -wal file.")
        elif was_said and not self.are_left:
            log.info("Deleted data no longer stands in the -wal file.")
