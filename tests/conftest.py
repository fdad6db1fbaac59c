"""What all tests share: packaged time zones, the real texts, a browser, and the same chance on every run.

The tests of `telegram_playground` share this file, and they must pass where `bot` cannot be imported or is
the package of another bot. So this file imports `bot` only inside the fixtures that need it.
"""

from __future__ import annotations

import gc
import os
import sys
import zoneinfo
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from coverage import Coverage
from hypothesis import HealthCheck, settings
from hypothesis.vendor.pretty import RepresentationPrinter, for_type_by_name

from tests import postgres
from tests.browsers import find_chromium
from tests.sizes import examples

if TYPE_CHECKING:
    from bot.domain.catalogue import Catalogue
    from bot.reading.readers import Readers

settings.register_profile(
    "unknot",
    max_examples=examples(100),
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("unknot")


def print_name_only(value: object, printer: RepresentationPrinter, _is_again: bool) -> None:
    """Write only the name of the type: hypothesis writes a test's arguments before each named example."""
    printer.text(f"<{type(value).__name__}>")


for module, name in (("bot.domain.catalogue", "Catalogue"), ("bot.reading.readers", "Readers")):
    for_type_by_name(module, name, print_name_only)

pytest_plugins = ["tests.costs"] if "COSTS" in os.environ else []

# The bot does the same when it starts (bot/timing/zones.py). Some test modules ask for zones while they are
# imported, so a fixture would come too late.
zoneinfo.reset_tzpath(to=())
zoneinfo.ZoneInfo.clear_cache()

# Their tests start bots and browsers, or hold the bot to its time. They wait more than they compute.
WAITING = ("faults", "process", "telegram_playground", "screens", "doctor")
# In these, CI measures no branches: what they start is another process, and what they time would be slower.
UNMEASURED = (*WAITING, "conversations")

# The garbage collector looks after so many new objects. Without this it looks 30 times as often.
RARELY = 20_000, 20, 10

# CI sets COVERAGE_PROCESS_START: each process that has it measures its branches. The processes of
# pytest-xdist get it; the bots that they start do not.
MEASURING = Coverage.current()
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.pop("COVERAGE_PROCESS_START", None)


def folder_of(file: Path) -> str:
    """Return the folder of `tests/` that holds a test file."""
    tests = Path(__file__).parent
    return file.relative_to(tests).parts[0] if file.is_relative_to(tests) else ""


def pytest_xdist_auto_num_workers() -> int:
    """Run three processes more than there are cores, at most 8: most tests that start a bot wait for it."""
    return min((os.cpu_count() or 1) + 3, 8)


def pytest_collectstart(collector: pytest.Collector) -> None:
    """In a process of pytest-xdist for all tests: first import a part of the files, each process another one.

    The first import of a file compiles it. Otherwise, in a new clone, each process would compile all
    files, in the same order and at the same time.
    """
    number, tests = os.environ.get("PYTEST_XDIST_WORKER", ""), Path(__file__).parent
    is_all = [Path(each).resolve() for each in collector.config.args] == [tests]
    if not number or not is_all or not isinstance(collector, pytest.Session):
        return
    files = sorted(tests.rglob("test_*.py"))
    for file in files[int(number.removeprefix("gw")) :: int(os.environ["PYTEST_XDIST_WORKER_COUNT"])]:
        with suppress(Exception, pytest.skip.Exception):  # pytest imports it again, and tells
            import_module(".".join(file.relative_to(tests.parent).with_suffix("").parts))


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Let the garbage collector not look at what stays: modules, and thousands of tests.

    While they are made, it would look at all of them again and again. That was a third of what collecting
    costs, in each process of pytest-xdist.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(*RARELY)
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mix the files that mostly wait evenly with those that mostly compute; the order of each kind stays.

    So the cores always have something to do. Within the first kind, the folders whose files last longest go
    first: otherwise one process would still work when the others have nothing left to do.
    """
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    waiting = [file for folder in WAITING for file in files if folder_of(file) == folder]
    computing = [file for file in files if file not in waiting]
    places = {
        file: (number + 0.5) / len(kind) for kind in (waiting, computing) for number, file in enumerate(kind)
    }
    items[:] = [item for file in sorted(files, key=places.__getitem__) for item in files[file]]


def pytest_configure(config: pytest.Config) -> None:
    """Name the place of this run's PostgreSQL server, before pytest-xdist starts its processes."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        postgres.begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the PostgreSQL server, if a test has started it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        if "ON_POSTGRESQL" in os.environ:
            from tests import kept

            kept.end_run()
        postgres.end_run()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the databases of all tests share their compiled statements, if any test will open one."""
    if "sqlalchemy" in sys.modules:
        from tests import compiled

        compiled.share()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    """Stop measuring branches while a test runs that is not measured."""
    if MEASURING is None or folder_of(item.path) not in UNMEASURED:
        return (yield)
    MEASURING.stop()
    try:
        return (yield)
    finally:
        MEASURING.start()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real texts."""
    from tests import once

    return once.catalogue()


@pytest.fixture(scope="session")
def readers() -> Readers:
    """The Readers of the real texts."""
    from tests import once

    return once.readers()


def chromium_path() -> str:
    """Return where Chromium is, or skip with the reason."""
    found = find_chromium()
    if not found or not os.access(found, os.X_OK):
        pytest.skip("Chromium is not installed (looked at CHROMIUM and on PATH).")
    return found


if "ON_POSTGRESQL" in os.environ:

    @pytest.fixture(autouse=True)
    def databases_are_dropped() -> Iterator[None]:
        """Drop the databases that a test has made on the server."""
        yield
        from tests import kept

        kept.drop_new_databases()


@pytest.fixture(scope="session")
def new_postgres() -> Iterator[Callable[[], str]]:
    """A function that makes an empty database of PostgreSQL and returns its URL."""
    yield from postgres.databases()


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Any]:
    """One Chromium for all that look at pages."""
    path = chromium_path()
    api = pytest.importorskip("playwright.async_api", reason="playwright is not installed.")
    async with api.async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        await opened.close()
