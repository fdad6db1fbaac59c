"""One bad row does not stop the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.ports import Work

log = logging.getLogger(__name__)


@contextmanager
def by_itself(work: Work, failure: str, put_off: Callable[[], None] | None = None) -> Iterator[None]:
    """If the code inside fails, undo, log and put off, so that one bad row does not stop the others."""
    try:
        with work.savepoint():
            yield
    except Exception:
        log.exception(failure)
        if put_off is not None:
            with by_itself(work, "Nor could it be put off."):
                put_off()
