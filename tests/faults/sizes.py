"""How much a test does: little in the quick set, more in the long one, which says so in the environment."""

from __future__ import annotations

import os


def size(name: str, quick: int) -> int:
    """Return the number that the environment gives for `name`, else that of the quick set."""
    return int(os.environ.get(f"UNKNOT_{name}", quick))
