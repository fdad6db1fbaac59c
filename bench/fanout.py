"""Many messages to many chats: as fast as it goes, and 1,000 a second. `python -m bench.fanout`.

Unknot's messages wait in its outbox; each is claimed, sent, and its result is written. The peers keep
nothing.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

from bench.measuring.bots import DEFAULT, ON_AIOHTTP, Bot, peers, unknot
from bench.measuring.filling import fill_outbox
from bench.measuring.loads import QUIET
from bench.measuring.processes import Process, spent
from bench.measuring.running import Setup, command
from bench.measuring.tables import Table, middle, ratios, times, verdict, whole

MESSAGES, IN_FLIGHT = 2_000, 100
PACED_MESSAGES, PACE = 3_000, 1_000.0
GOAL, CORE_GOAL, PACED_GOAL = 5.0, 0.6, 1.3


@dataclass(frozen=True, slots=True)
class Figures:
    """What one bot took in one round."""

    cpu: float  # seconds of a message
    server: float  # the database server's
    rate: float  # messages a second
    stand_in: float  # share of the time in which the stand-in was busy


Found = dict[str, list[Figures]]


def measure(setup: Setup) -> list[Table]:
    """Measure all bots in turns."""
    fast, paced = defaultdict[str, list[Figures]](list), defaultdict[str, list[Figures]](list)
    for _ in range(setup.rounds):
        for bot in (*_unknots(setup, 100_000), *peers().values()):
            fast[bot.name].append(measure_one(setup, bot, setup.count(MESSAGES)))
        for bot in (*_unknots(setup, PACE), peers()[ON_AIOHTTP]):
            paced[bot.name].append(measure_one(setup, bot, setup.count(PACED_MESSAGES), PACE))
    return [_fast(fast), _paced(paced)]


def _unknots(setup: Setup, rate: float) -> list[Bot]:
    return [unknot(kind, rate=rate, slots=IN_FLIGHT) for kind in setup.databases.kinds]


def measure_one(setup: Setup, bot: Bot, count: int, pace: float = 0) -> Figures:
    """Hold a bot's first calls at the gate, open it, and measure until the last message has arrived."""
    stand_in, databases = setup.stand_in, setup.databases
    url = databases.make(bot.database) if bot.database else ""
    if url:
        fill_outbox(url, count, datetime.now(UTC))
    more = ("--fan-out", str(count), "--in-flight", str(IN_FLIGHT), "--rate", str(pace))
    stand_in.tell("gate", open=False)
    try:
        with bot.start(stand_in, *more, DATABASE_URL=url) as process:
            return _behind_the_gate(setup, bot, process, count, 1 if pace else IN_FLIGHT)
    finally:
        stand_in.tell("gate", open=True)
        stand_in.tell("forget")
        if url:
            databases.drop(url)


def _behind_the_gate(setup: Setup, bot: Bot, process: Process, count: int, held: int) -> Figures:
    stand_in, databases = setup.stand_in, setup.databases
    process.wait_until(lambda: stand_in.state["held"] >= min(held, count), "the first calls")
    if bot.database:
        process.wait_until(stand_in.is_polled, "the first fetch")
    time.sleep(QUIET)
    # What the bot had at the gate has cost something already, and so it is not counted.
    before, at_gate = (
        (process.cpu, databases.server_cpu(bot.database), stand_in.process.cpu),
        stand_in.state["messages"],
    )
    begins = time.time()
    stand_in.tell("gate", open=True)
    process.wait_until(lambda: stand_in.state["messages"] >= count, "all messages")
    took = max(moment for moment, *_ in stand_in.messages()) - begins
    time.sleep(QUIET)
    after = process.cpu, databases.server_cpu(bot.database), stand_in.process.cpu
    sent = count - at_gate
    cpu, server, stood = (spent(one, other) / sent for one, other in zip(after, before, strict=True))
    return Figures(cpu, server, sent / took, stood * sent / took)


def _fast(found: Found) -> Table:
    table = Table(
        f"Fan-out, {IN_FLIGHT} in flight",
        (
            "bot",
            "messages/s, x default",
            "goal",
            "CPU, x default",
            "CPU us a message",
            "database server, us",
            "messages/s",
            "stand-in busy",
        ),
    )
    rate = {name: [each.rate for each in figures] for name, figures in found.items()}
    cpu = {name: [each.cpu for each in figures] for name, figures in found.items()}
    for name, figures in found.items():
        of_default = median(ratios(rate[name], rate[DEFAULT]))
        table.rows.append(
            (
                name,
                f"{of_default:.2f} x",
                verdict(of_default, least=GOAL) if name.startswith("Unknot") else "",
                times(cpu[name], cpu[DEFAULT]),
                middle(cpu[name], _microseconds),
                middle([each.server for each in figures], _microseconds) if "PostgreSQL" in name else "",
                middle(rate[name], whole),
                f"{median(each.stand_in for each in figures):.0%}",
            )
        )
    return table


def _paced(found: Found) -> Table:
    table = Table(
        f"Fan-out at {PACE:,.0f} a second",
        ("bot", "CPU, x aiohttp", "goal", "of a core", "goal", "messages/s"),
    )
    cpu = {name: [each.cpu for each in figures] for name, figures in found.items()}
    for name, figures in found.items():
        ours = name.startswith("Unknot")
        ratio, core = median(ratios(cpu[name], cpu[ON_AIOHTTP])), median(cpu[name]) * PACE
        table.rows.append(
            (
                name,
                f"{ratio:.2f} x",
                verdict(ratio, most=PACED_GOAL) if ours else "",
                middle([each * PACE for each in cpu[name]]),
                verdict(core, most=CORE_GOAL) if ours else "",
                middle([each.rate for each in figures], whole),
            )
        )
    return table


def _microseconds(seconds: float) -> str:
    return f"{seconds * 1e6:.0f}"


if __name__ == "__main__":
    command(measure, "fanout", __doc__)
