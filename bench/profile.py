"""Where the bot's CPU goes, by room and by function: `python -m bench.profile --load start`.

The loads: /start of many people (`start`), /help (`help`), a typed line (`line`), one /start at a time
(`one`), and reminders that ring (`ring`).

py-spy looks at the running bot from outside, some hundred times a second, and counts the threads that
compute. It needs the right to look at another process: root, or 0 in `/proc/sys/kernel/yama/ptrace_scope`.
"""

from __future__ import annotations

import argparse
import re
import signal
import subprocess
import sys
import sysconfig
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bench.measuring.bots import unknot
from bench.measuring.databases import all_databases
from bench.measuring.filling import fill_reminders
from bench.measuring.loads import busy, one_at_a_time, ring
from bench.measuring.processes import Process
from bench.stand_in.standing import StandIn

LOADS = {
    "start": partial(busy, text="/start"),
    "help": partial(busy, text="/help"),
    "line": partial(busy, text="my shoulders feel tight today"),
    "one": partial(one_at_a_time, text="/start"),
}
RING = "ring"
# The parts of the table in docs/performance.md: a stack belongs to the first that has such a function in it.
PARTS = (
    ("units of work: rules, rows read and written", "bot/storage/database.py:Database._run_in_one"),
    ("COMMIT and what is around units", "bot/storage/database.py:"),
    ("words, the library's calls, HTTP", "bot/delivery/courier.py:"),
    ("fetching and reading updates", "bot/telegram/"),
)
LOOP = "the loop, other threads and all else"
A_SECOND = 500  # looks
SHOWN = 60  # functions of a table
IDLE = "concurrent/futures/thread.py:_worker"  # a thread that waits for work; py-spy may take it for busy
_THREAD = re.compile(r"^thread \(\d+\): (\w*?)(?:_\d+)?$")
_PLACE = re.compile(r"(?P<function>.*) \((?P<file>.*?)(?::\d+)?\)$")


def main() -> None:
    """Measure one load, and print where the CPU went."""
    parser = argparse.ArgumentParser(prog="python -m bench.profile", description=__doc__)
    parser.add_argument("--load", choices=(*LOADS, RING), default="start")
    parser.add_argument("--count", type=int, default=3_000, help="how many updates or reminders")
    parser.add_argument("--database", choices=("SQLite", "PostgreSQL"), default="SQLite")
    parser.add_argument("--keep", type=Path, help="a file for the stacks as py-spy writes them")
    given = parser.parse_args()
    used: list[float] = []
    with tempfile.TemporaryDirectory() as folder, StandIn() as stand_in:
        file = given.keep or Path(folder) / "stacks"
        with all_databases(with_server=given.database != "SQLite") as databases:
            bot, url = unknot(given.database, rate=100_000), databases.make(given.database)
            if given.load == RING:
                tomorrow = datetime.now(UTC) + timedelta(days=1)
                fill_reminders(url, given.count, given.count, tomorrow, tomorrow)
            with bot.start(stand_in, DATABASE_URL=url) as process:
                process.wait_until(stand_in.is_polled, "the first fetch")
                watch = partial(_watched, file=file, used=used)
                load = LOADS.get(given.load) or partial(ring, url=url)
                load(process, stand_in, given.count, watch=watch)
        stacks = read_stacks(file.read_text("utf-8"))
    sys.stdout.write(show(stacks, sum(used) / given.count))


@contextmanager
def _watched(process: Process, file: Path, used: list[float]) -> Iterator[None]:
    """Let py-spy look at a process; note the CPU that the process uses meanwhile."""
    program = str(Path(sysconfig.get_path("scripts")) / "py-spy")
    options = ("-r", str(A_SECOND), "-f", "raw", "-F", "-t", "-o", str(file), "-d", "600")
    looking = subprocess.Popen(
        [program, "record", "-p", str(process.child.pid), *options], stdout=subprocess.DEVNULL
    )
    before = process.cpu
    yield
    used.append(process.cpu - before)
    looking.send_signal(signal.SIGINT)
    if looking.wait(60):
        sys.exit("py-spy could not look at the bot. See above; `pip install -e '.[dev,bench]'` installs it.")


def read_stacks(written: str) -> Counter[tuple[str, ...]]:
    """Return how often each stack was seen: the thread first, the innermost function last."""
    stacks: Counter[tuple[str, ...]] = Counter()
    for line in written.splitlines():
        frames, _, seen = line.rpartition(" ")
        thread, *functions = frames.split(";")
        names = [_name(frame) for frame in functions]
        if names and not names[-1].endswith(IDLE):
            stacks[(_THREAD.sub(r"\1", thread), *names)] += int(seen)
    return stacks


def show(stacks: Counter[tuple[str, ...]], each: float) -> str:
    """Return the tables. `each`: CPU seconds of one update."""
    parts, threads, rooms, ours, own, below = (Counter[str]() for _ in range(6))
    for stack, seen in stacks.items():
        parts[part_of(stack)] += seen
        threads[stack[0]] += seen
        rooms[_room(stack[-1])] += seen
        own[stack[-1]] += seen
        below.update(dict.fromkeys(stack, seen))
        inner = [name for name in stack if name.startswith("bot/")]
        ours["/".join(inner[-1].split("/")[:2]) if inner else "outside"] += seen
    functions = Counter({name: seen for name, seen in below.items() if name.startswith("bot/")})
    tables = (
        (f"Threads ({each * 1e3:.3f} ms of CPU for each update)", threads),
        ("Parts", parts),
        ("Rooms and libraries, own code", rooms),
        ("The innermost room of ours, with the libraries that it calls", ours),
        ("Our functions, with all that they call", functions),
        ("All functions, own code", own),
        ("All functions, with all that they call", below),
    )
    whole = stacks.total() or 1
    return "".join(
        f"\n## {title}\n\n"
        + "".join(f"| {100 * seen / whole:5.1f} % | {name} |\n" for name, seen in sums.most_common(SHOWN))
        for title, sums in tables
    )


def part_of(stack: tuple[str, ...]) -> str:
    """Return the part of the work that a stack belongs to."""
    for part, start in PARTS:
        if any(name.startswith(start) for name in stack):
            return part
    return LOOP


def _name(frame: str) -> str:
    """Return the place of a function: its file, as it is imported, and its name."""
    found = _PLACE.match(frame)
    return f"{found['file']}:{found['function']}" if found else frame


def _room(name: str) -> str:
    """Return the room of the bot, or the library, of a function."""
    parts = name.partition(":")[0].split("/")
    return "/".join(parts[:2]) if parts[0] == "bot" else parts[0]


if __name__ == "__main__":
    main()
