"""What deleted data leaves behind in the files, and how it is overwritten.

A commit overwrites what it deletes (`secure_delete`), but not everything. With the journal mode WAL the old
pages stand in the file -wal until a checkpoint has emptied it. And where SQLite has moved rows to other pages
before, unused parts of the old pages still hold fragments of them; only a rebuild of the file (VACUUM) leaves
them out. What says that all is deleted leaves only after both.
"""

from __future__ import annotations

import logging
import sqlite3

from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPICursor

from bot.storage import sqlite
from bot.storage.tables import session_is_live

MB = 1_000_000
# A rebuild holds up everybody: about 0.1 s for so large a file. A larger one waits until no session is live,
# but not for long, since a paused session is live for a day.
SMALL = 8 * MB
LONGEST_WAIT = 580  # beats, which is less than ten minutes
LONGEST_REST = 500  # beats
A_BEAT = 2 * MB  # after the rebuild of so much, one beat of rest: deletions take a few percent of the time
SAID_AFTER = 10  # beats: a doctor or a backup reads for less
_A_SESSION_IS_LIVE = f"SELECT EXISTS (SELECT 1 FROM sessions WHERE {session_is_live})"
log = logging.getLogger(__name__)


class Remains:
    """Knows whether deleted data may still stand in the files; used on the storage's thread.

    That fragments may be left is noted in the database itself (`user_version`), in the transaction that
    deletes, so that a kill does not forget it.
    """

    def __init__(self) -> None:
        self.are_left = True  # an earlier process may have been killed before it was done
        self._may_take_long = False
        self._owed_for = 0  # beats since a large file should have been rebuilt
        self._is_owed = False
        self._is_rebuilt = False  # since the last deletion
        self._rest = 0  # beats until the next rebuild
        self._failures = 0

    def note_swept(self) -> None:
        """Note that the open unit of work deletes what was stored for some time only."""
        self.are_left = self._may_take_long = True

    def note_forgotten(self, connection: Connection) -> None:
        """Note in the open unit of work that it deletes a chat, of which nothing must be left."""
        connection.exec_driver_sql("PRAGMA user_version = 1")
        self.are_left, self._is_rebuilt = True, False

    def beat(self, connection: Connection) -> bool:
        """Once a second: try again what could not be done at once; True: now it is done."""
        self._rest = max(self._rest - 1, 0)
        were_left = self.are_left
        self._owed_for = self._owed_for + 1 if self._is_owed else 0
        if self._is_owed and not self._rest and self._is_time(connection):
            self.are_left = self._may_take_long = True
        if self.are_left:
            self.overwrite(connection)
        was_said = self._failures >= SAID_AFTER
        self._failures = self._failures + 1 if self.are_left else 0
        if self._failures == SAID_AFTER:
            log.warning(
                "Deleted data is not overwritten yet: another program reads the database, "
                "or the disk is nearly full."
            )
        elif was_said and not self.are_left:
            log.info("Deleted data is overwritten now.")
        return were_left and not self.are_left

    def overwrite(self, connection: Connection) -> None:
        """Rebuild the file if fragments may be left, and empty the file -wal; outside a transaction.

        While another program reads, this cannot be done. It does not wait, since all units of work would wait
        with it.
        """
        cursor = connection.connection.cursor()
        try:
            cursor.execute("PRAGMA busy_timeout = 0")
            self.are_left = not self._overwrite(cursor)
        except sqlite3.Error:
            self.are_left = True
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {sqlite.BUSY_TIMEOUT_MS}")
            cursor.close()

    def _is_time(self, connection: Connection) -> bool:
        """May the rebuild of a large file hold everybody up now?"""
        if self._owed_for >= LONGEST_WAIT:
            return True
        cursor = connection.connection.cursor()
        try:
            return not _number(cursor, _A_SESSION_IS_LIVE)
        except sqlite3.Error:
            return False
        finally:
            cursor.close()

    def _overwrite(self, cursor: DBAPICursor) -> bool:
        """Return whether all is done that answers wait for."""
        has_fragments = bool(_number(cursor, "PRAGMA user_version"))
        self._is_owed = has_fragments and not self._is_rebuilt
        must_wait = has_fragments and not self._is_rebuilt and not self._rebuild(cursor)
        self._is_owed = has_fragments and not self._is_rebuilt
        is_blocked = bool(_number(cursor, "PRAGMA wal_checkpoint(TRUNCATE)"))
        if has_fragments and self._is_rebuilt and not is_blocked:
            cursor.execute("PRAGMA user_version = 0")
            self._is_rebuilt = False
        return not (must_wait or is_blocked)

    def _rebuild(self, cursor: DBAPICursor) -> bool:
        """Rebuild the file, or leave a large one for later; False: it must wait for some beats."""
        size = _number(cursor, "PRAGMA page_count") * _number(cursor, "PRAGMA page_size")
        if size > SMALL and not self._may_take_long:
            return True
        if self._rest:
            return False
        # A rebuild works on a copy, which must not be left on a disk.
        cursor.execute(f"PRAGMA temp_store = {'MEMORY' if size <= SMALL else 'DEFAULT'}")
        cursor.execute("VACUUM")
        self._is_rebuilt, self._may_take_long = True, False
        self._rest = min(1 + size // A_BEAT, LONGEST_REST)
        return True


def _number(cursor: DBAPICursor, question: str) -> int:
    cursor.execute(question)
    return int(cursor.fetchall()[0][0])
