"""What the tests cost: `COSTS=1 pytest` ends with the time of folders, files and tests, the dearest first.

The processor time is that of the process that runs a test and of all that it has started: bots, browsers,
programs. Linux only.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import pytest

MOST = 30  # files and tests that are shown
TICKS = os.sysconf("SC_CLK_TCK")
BEGAN = pytest.StashKey[tuple[float, float]]()
COST = "cost"

costs: dict[str, tuple[float, float]] = {}  # name of a test: seconds, and seconds of the processor


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note when a test begins."""
    item.stash[BEGAN] = time.monotonic(), processor_time()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Send the cost to the process that prints it."""
    report = yield
    if call.when == "teardown":
        began, before = item.stash[BEGAN]
        report.user_properties.append((COST, (time.monotonic() - began, processor_time() - before)))
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep the cost of a test that has ended."""
    for name, cost in report.user_properties:
        if name == COST and isinstance(cost, (list, tuple)):
            costs[report.nodeid] = cost[0], cost[1]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the costs, the dearest first."""
    terminalreporter.section("costs: seconds, seconds of the processor, tests")
    for title, name_of, most in (
        ("folder", lambda test: "/".join(test.split("::")[0].split("/")[:2]), None),
        ("file", lambda test: test.split("::")[0], MOST),
        ("test", lambda test: test, MOST),
    ):
        sums: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for test, cost in costs.items():
            sums[name_of(test)].append(cost)
        lines = [(sum(c for _, c in each), sum(w for w, _ in each), len(each), n) for n, each in sums.items()]
        terminalreporter.write_line(f"by {title}")
        for processor, wall, count, name in sorted(lines, reverse=True)[:most]:
            terminalreporter.write_line(f"{wall:8.1f} {processor:8.1f} {count:5} {name}")
    terminalreporter.write_line(f"all: {sum(c for _, c in costs.values()):.1f} s of the processor")


def processor_time() -> float:
    """Return the seconds that this process has used, and all that it has started, also what has ended."""
    parents: dict[str, str] = {}
    ticks: dict[str, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:  # it has just ended: its parent has its time
            continue
        number = entry.parent.name
        # Fields 13 and 14 are of its children that have ended.
        parents[number], ticks[number] = fields[1], sum(map(int, fields[11:15]))
    family: set[str] = set()
    new = {str(os.getpid())}
    while new:
        family |= new
        new = {number for number, parent in parents.items() if parent in new}
    return sum(ticks.get(number, 0) for number in family) / TICKS
