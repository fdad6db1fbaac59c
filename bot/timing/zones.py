"""Time zone data comes from the tzdata package, never from the system, whose copy may be years old."""

from __future__ import annotations

import zoneinfo
from importlib import metadata


def use_packaged_zones() -> str:
    """Read zones from the tzdata package only; return its version. ZoneInfoNotFoundError: it is broken."""
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    zoneinfo.ZoneInfo("Europe/Berlin")
    return metadata.version("tzdata")
