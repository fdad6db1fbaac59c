"""Checks of the machine: time zone data, SQLite, room on the disk, people's time."""

from __future__ import annotations

import platform
import zoneinfo
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import metadata

import aiohttp

from bot.doctor.finding import Finding, look, ok, wrong
from bot.domain.zones import read_all_zones
from bot.storage import health
from bot.timing.clock import MovedClock
from bot.timing.follow import ClockFollower
from bot.version import version

ZONES_MAY_BE_OLD = timedelta(days=180)
LIBRARIES = ("python-telegram-bot", "aiohttp", "APScheduler", "SQLAlchemy", "alembic", "tzdata")
MB = 1_000_000
SPACE_IS_SCARCE, SPACE_IS_OUT = 500 * MB, 50 * MB


def check_zones(use: Callable[[], str], now: datetime) -> Finding:
    """Are all time zones there, from the package, and recent? `use` makes Python read them from there."""
    try:
        version = use()
        read_all_zones()
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError, metadata.PackageNotFoundError):
        todo = "Install it again: pip install --force-reinstall tzdata, in the bot's environment."
        return wrong("time zones", "the tzdata package is missing or damaged", todo)
    # A version such as 2025b names only its year: the data is at least as old as the end of that year.
    age = now - datetime(int(version.split(".")[0]) + 1, 1, 1, tzinfo=UTC)
    seen = f"{len(zoneinfo.available_timezones())} read from tzdata {version}"
    if age > ZONES_MAY_BE_OLD:
        todo = "Zones change: pip install -U tzdata in the bot's environment, then restart the bot."
        return look("time zones", f"{seen}, which is at least {age.days // 30} months old", todo)
    return ok("time zones", f"{seen}, which is recent")


def check_versions() -> Finding:
    """Which versions are these? The first thing to say when something is reported."""
    ours = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    sqlite = ".".join(map(str, health.sqlite_version()))
    return ok("versions", f"Unknot {version()}, Python {platform.python_version()}, SQLite {sqlite}, {ours}")


def check_sqlite(version: tuple[int, int, int]) -> Finding:
    """Is Python's SQLite new enough?"""
    seen = f"version {'.'.join(map(str, version))}"
    if version < health.OLDEST_SQLITE:
        return wrong("SQLite", f"{seen} is too old", "Use a Python that has SQLite 3.35 or newer.")
    return ok("SQLite", seen)


def check_space(free: int) -> Finding:
    """Is there free space to write?"""
    seen = f"{free // MB} MB free where the database lies"
    if free >= SPACE_IS_SCARCE:
        return ok("disk", seen)
    return (wrong if free < SPACE_IS_OUT else look)("disk", seen, "Make room: a full disk stops the bot.")


async def people_time(url: str, wall: Callable[[], datetime]) -> tuple[datetime, list[Finding]]:
    """Return people's time, and a finding if it comes from elsewhere."""
    if not url:
        return wall(), []
    clock = MovedClock(wall)
    try:
        await ClockFollower(url, clock, lambda: None).read_once()
    except (aiohttp.ClientError, TimeoutError, ValueError, KeyError):
        todo = "Leave CLOCK_URL empty for real time, or start the playground that it names."
        return wall(), [wrong("people's time", "CLOCK_URL does not answer as a clock", todo)]
    now = clock.now().people
    return now, [ok("people's time", f"CLOCK_URL says {now:%Y-%m-%d %H:%M} UTC")]
