"""From an update to its reply: CPU, latency, and many at once over a slow network. `python -m bench.replies`.

Unknot answers /start with its welcome; receipt, state, outbox and result are committed. The peers say again
what was said, and keep nothing.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from bench.measuring.bots import DEFAULT, ON_AIOHTTP, Bot, peers, unknot
from bench.measuring.loads import PEOPLE, answer_all
from bench.measuring.processes import Process, spent
from bench.measuring.running import Setup, command
from bench.measuring.tables import (
    Table,
    megabytes,
    middle,
    milliseconds,
    percentile,
    ratios,
    times,
    verdict,
    whole,
)

TEXT = "/start"
UPDATES, IDLE_SECONDS = 1_000, 3.0
TALKERS, TALKERS_FROM, TALK_GAP = 4, 5_000, 0.16  # four people, 25 lines a second
ROUND_TRIP, FAR_UPDATES, FAR_SEQUENTIAL = 0.05, 600, 30
GOALS = (0.6, 1.5, 0.005, 50)  # of the default, of the same transport, seconds when idle, of a sequential bot


@dataclass(frozen=True, slots=True)
class Figures:
    """What one bot took in one round."""

    busy: float  # CPU seconds of an update
    server: float  # CPU seconds of the database server for it
    rate: float  # updates a second
    stand_in: float  # share of the time in which the stand-in was busy
    memory: float
    idle: float  # CPU seconds of an update, one at a time
    waits: list[float]  # seconds to each reply when idle
    far: float  # updates a second over a slow network


Found = dict[str, list[Figures]]


def measure(setup: Setup) -> list[Table]:
    """Measure all bots in turns."""
    bots = [unknot(kind, rate=100_000) for kind in setup.databases.kinds] + list(peers().values())
    found: Found = defaultdict(list)
    for _ in range(setup.rounds):
        for bot in bots:
            found[bot.name].append(measure_one(setup, bot))
    return [_busy(found), _idle(found), _far(found)]


def measure_one(setup: Setup, bot: Bot) -> Figures:
    """Start a bot and measure it busy, idle, and over a slow network."""
    stand_in, count = setup.stand_in, setup.count(UPDATES)
    url = setup.databases.make(bot.database) if bot.database else ""
    with bot.start(stand_in, DATABASE_URL=url) as process:
        process.wait_until(stand_in.is_polled, "the first fetch")
        answer_all(process, stand_in, PEOPLE, TEXT)  # the first answers to everybody take longer
        before = _used(setup, bot, process)
        took = answer_all(process, stand_in, count, TEXT)
        after = _used(setup, bot, process)
        busy, server, stood = (spent(one, other) / count for one, other in zip(after, before, strict=True))
        memory = process.memory
        idle, waits = _one_at_a_time(setup, process)
        far = _far_away(setup, process, FAR_SEQUENTIAL if bot.name == DEFAULT else FAR_UPDATES)
    stand_in.tell("forget")
    if url:
        setup.databases.drop(url)
    return Figures(busy, server, count / took, stood * count / took, memory, idle, waits, far)


def _used(setup: Setup, bot: Bot, process: Process) -> tuple[float, float, float]:
    """Return the CPU seconds of the bot, of the database server and of the stand-in so far."""
    return process.cpu, setup.databases.server_cpu(bot.database), setup.stand_in.process.cpu


def _one_at_a_time(setup: Setup, process: Process) -> tuple[float, list[float]]:
    """Return the CPU of an update and the seconds to its reply, when the bot has nothing else to do."""
    stand_in, seconds = setup.stand_in, IDLE_SECONDS * min(setup.scale, 1)
    answer_all(process, stand_in, TALKERS, TEXT, TALKERS_FROM)
    before = process.cpu
    stand_in.tell("talk", chats=TALKERS, first=TALKERS_FROM, text=TEXT, gap=TALK_GAP, seconds=seconds)
    time.sleep(seconds)
    process.wait_until(lambda: not stand_in.state["asking"], "the last answer")
    waits = stand_in.tell("waits")
    return spent(process.cpu, before) / max(len(waits), 1), waits


def _far_away(setup: Setup, process: Process, usual: int) -> float:
    """Return the updates a second while every call takes a round trip."""
    count = setup.count(usual)
    setup.stand_in.tell("delay", seconds=ROUND_TRIP)
    try:
        return count / answer_all(process, setup.stand_in, count, TEXT)
    finally:
        setup.stand_in.tell("delay", seconds=0)


def _busy(found: Found) -> Table:
    cpu = {name: [each.busy for each in figures] for name, figures in found.items()}
    table = Table(
        "An update and its reply, busy",
        (
            "bot",
            "CPU, x default",
            "x same transport",
            "goal",
            "CPU ms",
            "database server, ms",
            "updates/s",
            "stand-in busy",
            "MB",
        ),
    )
    for name, figures in found.items():
        ours = name.startswith("Unknot")
        of_default = median(ratios(cpu[name], cpu[DEFAULT]))
        table.rows.append(
            (
                name,
                f"{of_default:.2f} x",
                times(cpu[name], cpu[ON_AIOHTTP]),
                verdict(of_default, most=GOALS[0]) if ours else "",
                middle(cpu[name], milliseconds),
                middle([each.server for each in figures], milliseconds) if "PostgreSQL" in name else "",
                middle([each.rate for each in figures], whole),
                f"{median(each.stand_in for each in figures):.0%}",
                megabytes(median(each.memory for each in figures)),
            )
        )
    table.notes.append(f"Goal for the same transport, aiohttp: at most {GOALS[1]:g} x.")
    return table


def _idle(found: Found) -> Table:
    table = Table(
        "An update and its reply, one at a time",
        ("bot", "CPU, x default", "reply after, p50 ms", "goal", "p95 ms", "CPU ms"),
    )
    default = [each.idle for each in found[DEFAULT]]
    for name, figures in found.items():
        p50 = [percentile(each.waits, 50) for each in figures]
        table.rows.append(
            (
                name,
                times([each.idle for each in figures], default),
                middle(p50, milliseconds),
                verdict(median(p50) * 1e3, most=GOALS[2] * 1e3) if name.startswith("Unknot") else "",
                middle([percentile(each.waits, 95) for each in figures], milliseconds),
                middle([each.idle for each in figures], milliseconds),
            )
        )
    return table


def _far(found: Found) -> Table:
    table = Table(
        f"An update and its reply, {ROUND_TRIP * 1e3:.0f} ms round trip",
        ("bot", "updates/s, x sequential", "goal", "updates/s"),
    )
    sequential = [each.far for each in found[DEFAULT]]
    for name, figures in found.items():
        rates = [each.far for each in figures]
        table.rows.append(
            (
                name,
                times(rates, sequential),
                verdict(median(ratios(rates, sequential)), least=GOALS[3])
                if name.startswith("Unknot")
                else "",
                middle(rates, whole),
            )
        )
    return table


if __name__ == "__main__":
    command(measure, "replies", __doc__)
