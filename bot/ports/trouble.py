"""What the storage raises while it can write nothing: the caller tries again, and need not log it."""

from __future__ import annotations


class CannotWrite(Exception):
    """Nothing of a unit of work is committed, because the database cannot be written just now.

    The storage logs it once when it begins and once when it ends. Before it raises, it lets the caller wait a
    little, so that a caller that tries again at once does not spin.
    """


def is_logged(error: BaseException) -> bool:
    """Has the storage logged this error already? A group counts if all errors in it are logged."""
    if isinstance(error, BaseExceptionGroup):
        return all(is_logged(each) for each in error.exceptions)
    return isinstance(error, CannotWrite)
