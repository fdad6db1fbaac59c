"""Why the database cannot be used, each in one plain sentence for the person who starts the bot."""

from __future__ import annotations


class DatabaseUnusable(Exception):
    """The database cannot be opened; the text says why and what to do."""


class DatabaseInUse(DatabaseUnusable):
    """Another process holds the database."""


class StaleVersion(Exception):
    """A session was changed since it was read, or is no longer there."""


class TransactionGone(BaseException):
    """The whole transaction must be undone, or SQLite has done so: the database cannot be written.

    It is no `Exception`: code that continues after one failure must not write without a transaction.
    """
