"""From the start to the first getUpdates, and memory when idle: `python -m bench.starts`.

Each bot starts once before it counts, since Python compiles a program when it runs for the first time.
Unknot starts twice with each database: first it makes the tables, then it finds them as they should be.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from bench.measuring.bots import DEFAULT, Bot, peers, unknot
from bench.measuring.processes import Process
from bench.measuring.running import Setup, command
from bench.measuring.tables import Table, megabytes, middle, ratios, times, verdict

SETTLES = 1.5  # seconds in which a bot reads what it needs later
START_GOAL, MEMORY_GOAL = 2.5, 1.8


@dataclass(frozen=True, slots=True)
class Figures:
    """One start."""

    took: float  # seconds to the first getUpdates
    cpu: float  # CPU seconds to it
    memory: float  # bytes, when idle
    idle: float  # CPU seconds in a second of doing nothing


def measure(setup: Setup) -> list[Table]:
    """Start all bots in turns."""
    found: dict[str, list[Figures]] = defaultdict(list)
    compile_ours(setup)
    for bot in peers().values():
        start_once(setup, bot, settles=0)
    for _ in range(setup.rounds):
        for kind in setup.databases.kinds:
            bot, url = unknot(kind), setup.databases.make(kind)
            found[f"{bot.name}, new database"].append(start_once(setup, bot, url))
            found[bot.name].append(start_once(setup, bot, url))
            setup.databases.drop(url)
        for bot in peers().values():
            found[bot.name].append(start_once(setup, bot))
    return [_table(found)]


def compile_ours(setup: Setup) -> None:
    """Start the bot once, so that its code is compiled and its texts are kept for the next starts."""
    kind = setup.databases.kinds[0]
    url = setup.databases.make(kind)
    start_once(setup, unknot(kind), url, settles=0)
    setup.databases.drop(url)


def start_once(setup: Setup, bot: Bot, url: str = "", settles: float = SETTLES) -> Figures:
    """Start a bot, wait for its first fetch, and let it do nothing for a while."""
    stand_in = setup.stand_in
    with bot.start(stand_in, DATABASE_URL=url) as process:
        return watch_start(setup, process, settles)


def watch_start(setup: Setup, process: Process, settles: float = SETTLES) -> Figures:
    """Return the figures of a process that has just been started."""
    stand_in = setup.stand_in
    stand_in.tell("forget", watched=process.child.pid)
    process.wait_until(lambda: bool(stand_in.state["polls"]), "the first fetch")
    found = stand_in.state
    took, cpu = found["first_poll"] - process.began_at, found["first_cpu"]
    time.sleep(settles)
    before = process.cpu
    time.sleep(settles / 2)
    idle = (process.cpu - before) / (settles / 2) if settles else 0.0
    return Figures(took, cpu, process.memory, idle)


def _table(found: dict[str, list[Figures]]) -> Table:
    table = Table(
        "Start to the first getUpdates, and memory when idle",
        (
            "bot",
            "start, x default",
            "goal",
            "memory, x default",
            "goal",
            "start s",
            "CPU s",
            "MB",
            "idle, of a core",
        ),
    )
    default = found[DEFAULT]
    for name, figures in found.items():
        start = median(ratios([each.cpu for each in figures], [each.cpu for each in default]))
        memory = median(ratios([each.memory for each in figures], [each.memory for each in default]))
        is_ours = name.startswith("Unknot")
        table.rows.append(
            (
                name,
                times([each.took for each in figures], [each.took for each in default])
                + f", CPU {start:.2f} x",
                verdict(start, most=START_GOAL) if is_ours else "",
                f"{memory:.2f} x",
                verdict(memory, most=MEMORY_GOAL) if is_ours else "",
                middle([each.took for each in figures]),
                middle([each.cpu for each in figures]),
                middle([each.memory for each in figures], megabytes),
                f"{median(each.idle for each in figures):.1%}",
            )
        )
    table.notes.append(
        "The goal of the start is held against its CPU, which a busy machine changes less than the time."
    )
    return table


if __name__ == "__main__":
    command(measure, "starts", __doc__)
