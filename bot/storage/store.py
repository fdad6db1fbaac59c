"""What the two kinds of database do differently. `database.py` uses nothing else of them.

All of it is called on the storage's thread, except `give_up`.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection

from bot.storage.remains import Remains
from bot.storage.server_time import ServerTime
from bot.storage.trouble import Trouble


class Store(Protocol):
    """The database of one process, open for writing."""

    remains: Remains
    when_it_hangs: Trouble  # what to say when it does not answer
    is_shared: bool  # may other processes use the database at the same time?

    @property
    def time(self) -> ServerTime | None:
        """The time that all processes of the database have; None: there is only one process."""

    @property
    def connection(self) -> Connection:
        """The connection of the next transaction."""

    def make_ready(self) -> None:
        """Before a transaction: undo what the last one may have left. InTrouble: it cannot begin now."""

    def transaction(self) -> AbstractContextManager[object]:
        """Begin a transaction. Without an error it is committed at the end, else it is rolled back."""

    def lock(self, chats: Collection[int]) -> None:
        """In a transaction: wait until no other process works on these chats."""

    def undo(self) -> None:
        """Roll back what is open, if anything is; never raise."""

    def let_others_go_first(self) -> None:
        """Wait a moment between two tries of a transaction: those who were in its way take their locks."""

    def reason(self, error: BaseException) -> BaseException:
        """Return InTrouble if that is what the error means, else the error itself."""

    def prove(self) -> None:
        """Inside a transaction: write something that changes nothing."""

    def migrate(self) -> None:
        """Bring the tables to the version that this code expects; DatabaseUnusable if they are not ours."""

    def overwrite_deleted(self) -> bool:
        """Go on with overwriting what was deleted; True: now it is done."""

    def give_up(self) -> None:
        """Wait for nothing from now on, since the process ends. Any thread may call it."""

    def close(self) -> None:
        """Close the connection and let other processes use the database."""
