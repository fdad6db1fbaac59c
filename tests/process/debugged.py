"""Runs a command of Unknot in asyncio's debug mode. If it is to measure, it says which callbacks used the
processor for too long.

asyncio's own warning counts real time. On a busy machine that is mostly time in which others ran.
"""

from __future__ import annotations

import asyncio.events
import sys
import time

from bot.cli import main
from tests.measured import in_time

TOO_LONG = 0.1  # seconds of the processor, as in asyncio's own warning
SAYS = "TOO LONG: "

_run = asyncio.events.Handle._run


def _timed_run(handle: asyncio.events.Handle) -> None:
    began = time.thread_time()
    _run(handle)
    took = time.thread_time() - began
    if not in_time(took, TOO_LONG):
        sys.stderr.write(f"{SAYS}{took:.3f} s of the processor for {handle!r}\n")


def time_callbacks() -> None:
    """Say on stderr from now on which callbacks used the processor for too long."""
    asyncio.events.Handle._run = _timed_run  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    if not sys.flags.dev_mode:
        sys.exit("Python is not in its development mode.")
    time_callbacks()
    main()
