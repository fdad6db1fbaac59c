"""Which version of Unknot is this?"""

from __future__ import annotations

from functools import cache
from importlib import metadata


@cache
def version() -> str:
    """Return the version of Unknot that is installed."""
    return metadata.version("unknot")
