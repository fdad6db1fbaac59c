"""Why the database cannot be used, each in one plain sentence for the person who starts the bot."""

from __future__ import annotations


class DatabaseUnusable(Exception):
    """The database cannot be opened; the text says why and what to do."""


class DatabaseInUse(DatabaseUnusable):
    """Another process holds the database."""


class StaleVersion(Exception):
    """A session was changed since it was read, or is no longer there."""


class DatabaseFailed(Exception):
    """The database itself has undone a unit of work; nothing of the unit is committed."""


class TransactionGone(BaseException):
    """SQLite itself has undone the whole transaction, as it does when the disk is full.

    It is no `Exception`: code that continues after one failure must not write without a transaction.
    """
