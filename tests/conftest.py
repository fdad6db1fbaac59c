"""What all tests share: packaged time zones, the real texts, a browser, and the same chance on every run.

The tests of `telegram_playground` share this file, and they must pass where `bot` cannot be imported or is
the package of another bot. So this file imports `bot` only inside the fixtures that need it.
"""

from __future__ import annotations

import os
import shutil
import zoneinfo
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from filelock import ReadWriteLock
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from bot.domain.catalogue import Catalogue

settings.register_profile(
    "unknot",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("unknot")

# The bot does the same when it starts (bot/timing/zones.py). Some test modules ask for zones while they are
# imported, so a fixture would come too late.
zoneinfo.reset_tzpath(to=())
zoneinfo.ZoneInfo.clear_cache()

# CI measures which branches this process runs. A bot that a test starts is another process, which is killed
# or timed: it is not measured.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.pop("COVERAGE_PROCESS_START", None)


# Their tests start bots and browsers, and so last longest. If they came last, one process would still work
# while the others have nothing left to do.
SLOWEST = ("faults", "process", "telegram_playground", "screens", "doctor", "conversations")


def pytest_xdist_auto_num_workers() -> int:
    """Run two processes more than there are cores, at most six: most tests that start a bot wait for it."""
    return min((os.cpu_count() or 1) + 2, 6)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the folders whose tests last longest go first; within a folder the order stays."""
    places = {name: place for place, name in enumerate(SLOWEST)}
    items.sort(key=lambda item: min(places.get(part, len(SLOWEST)) for part in item.path.parts))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    """Let no test run beside one that is marked `alone`; all others run side by side."""
    if "PYTEST_XDIST_WORKER" not in os.environ:  # one process: each test is alone
        return (yield)
    room = ReadWriteLock(Path(item.config.option.basetemp).parent / "room.db")
    with room.write_lock() if item.get_closest_marker("alone") else room.read_lock():
        return (yield)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real texts."""
    from bot.content.folder import content_folder
    from bot.content.reader import read_catalogue

    return read_catalogue(content_folder())


def chromium_path() -> str:
    """Return where Chromium is, or skip with the reason."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found or not os.access(found, os.X_OK):
        pytest.skip("Chromium is not installed (looked at CHROMIUM and on PATH).")
    return found


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Any]:
    """One Chromium for all that look at pages."""
    path = chromium_path()
    api = pytest.importorskip("playwright.async_api", reason="playwright is not installed.")
    async with api.async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        await opened.close()
