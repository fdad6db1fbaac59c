"""From N to 10 N: does the work for each grow? `python -m bench.growth`.

The same bot answers N updates of N / 10 people, and then ten times as many of ten times as many people; then
N and 10 N messages are sent to as many chats.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from bench.fanout import IN_FLIGHT, measure_one
from bench.measuring.bots import Bot, peers, unknot
from bench.measuring.loads import answer_all
from bench.measuring.processes import spent
from bench.measuring.running import Setup, command
from bench.measuring.tables import Table, middle, milliseconds, verdict

UPDATES, MESSAGES, TIMES = 300, 300, 10
LINES = 10  # of each person
TEXT = "/start"
GOAL = 1.2


@dataclass(frozen=True, slots=True)
class Figures:
    """CPU seconds for each, and bytes of memory, with N and with 10 N."""

    few: float
    many: float
    memory_few: float = 0
    memory_many: float = 0


def measure(setup: Setup) -> list[Table]:
    """Measure all bots in turns."""
    bots = [unknot(kind, rate=100_000) for kind in setup.databases.kinds] + list(peers().values())
    replies: dict[str, list[Figures]] = {bot.name: [] for bot in bots}
    sent: dict[str, list[Figures]] = {bot.name: [] for bot in bots}
    for _ in range(setup.rounds):
        for bot in bots:
            replies[bot.name].append(grown_replies(setup, bot, setup.count(UPDATES)))
            sent[bot.name].append(grown_messages(setup, bot, setup.count(MESSAGES)))
    return [
        _table(f"{TIMES} times as many updates and people", replies),
        _table(f"{TIMES} times as many messages, {IN_FLIGHT} in flight", sent),
    ]


def grown_replies(setup: Setup, bot: Bot, count: int) -> Figures:
    """Let one bot answer `count` updates, and then ten times as many."""
    stand_in = setup.stand_in
    url = setup.databases.make(bot.database) if bot.database else ""
    with bot.start(stand_in, DATABASE_URL=url) as process:
        process.wait_until(stand_in.is_polled, "the first fetch")
        costs, memory = [], []
        for updates in (count, count * TIMES):
            people = max(updates // LINES, 1)
            answer_all(process, stand_in, people, TEXT, people=people)
            before = process.cpu
            answer_all(process, stand_in, updates, TEXT, people=people)
            costs.append(spent(process.cpu, before) / updates)
            memory.append(process.memory)
    stand_in.tell("forget")
    if url:
        setup.databases.drop(url)
    return Figures(*costs, *memory)


def grown_messages(setup: Setup, bot: Bot, count: int) -> Figures:
    """Let a bot send `count` messages, and then ten times as many."""
    few, many = (measure_one(setup, bot, IN_FLIGHT + number) for number in (count, count * TIMES))
    return Figures(few.cpu, many.cpu)


def _table(title: str, found: dict[str, list[Figures]]) -> Table:
    table = Table(title, ("bot", "CPU of each, x", "goal", "memory, x", "CPU ms, N", "CPU ms, 10 N"))
    for name, figures in found.items():
        growth = median(each.many / each.few for each in figures)
        memory = [each.memory_many / each.memory_few for each in figures if each.memory_few]
        table.rows.append(
            (
                name,
                f"{growth:.2f} x",
                verdict(growth, most=GOAL) if name.startswith("Unknot") else "",
                f"{median(memory):.2f} x" if memory else "",
                middle([each.few for each in figures], milliseconds),
                middle([each.many for each in figures], milliseconds),
            )
        )
    return table


if __name__ == "__main__":
    command(measure, "growth", __doc__)
