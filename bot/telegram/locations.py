"""The time zone of a shared location. The location is looked up here, offline, and goes no further."""

from __future__ import annotations

import asyncio

from telegram import Location


async def zone_of(location: Location) -> str | None:
    """Return the IANA name of the zone at `location`; None: there is none.

    The first call in a process builds the map, which takes a tenth of a second of processor time and 35 MB.
    """
    return await asyncio.to_thread(_find, location.longitude, location.latitude)


def _find(longitude: float, latitude: float) -> str | None:
    from tzfpy import get_tz

    return get_tz(longitude, latitude) or None
