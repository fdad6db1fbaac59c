"""How many random examples a test takes: a quarter of them in an ordinary run, and all with FULL=1.

The examples of a test are the same on every run, so the quarter is always the same one, too.
CONTRIBUTING.md names the command for all of them.
"""

from __future__ import annotations

import os
from typing import Final

IS_FULL: Final = bool(os.environ.get("FULL"))
LEAST = 10


def examples(full: int) -> int:
    """Return how many of `full` examples this run takes; never fewer than ten."""
    return full if IS_FULL else max(full // 4, LEAST)
