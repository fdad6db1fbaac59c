"""Many reminders at one moment, while people chat: how late is the last one? `python -m bench.bursts`.

At 1,000 a second, the paid rate of Telegram, and at 30 a second. Nothing can be faster than N / rate, where N
are all messages of that time, also answers.
"""

from __future__ import annotations

import json
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from bench.measuring.bots import unknot
from bench.measuring.filling import FIRST_CHAT, fill_reminders, move_reminders
from bench.measuring.loads import answer_all
from bench.measuring.processes import Process, until
from bench.measuring.running import Setup, command
from bench.measuring.tables import Table, middle, milliseconds, percentile, verdict, whole

TEXT = "/help"
TALKERS_FROM = 5_000
IDLE = 6.0  # seconds in which people talk before the burst
MARGIN = 1.0  # seconds before the burst in which nobody talks
LAG_GOALS, LATE_GOAL, MOST_GOAL, REPLY_GOAL = (0.005, 0.05), 1.02, 1.02, 1.5


@dataclass(frozen=True, slots=True)
class Kind:
    """A burst: so many reminders, at so many messages a second, while people talk."""

    reminders: int
    rate: float
    talkers: int
    gap: float  # seconds between an answer and the next line of a person


USUAL = Kind(600, 30, 3, 1.0)
PAID = Kind(10_000, 1_000, 10, 0.5)


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of one burst. Seconds."""

    late: list[float]  # of each reminder
    sent: int  # messages from the burst's moment to its last reminder
    lost: int
    doubled: int
    most: int  # messages in any one second
    lag: list[float]
    idle: list[float]  # from a line to its answer before the burst
    busy: list[float]  # and during it


def measure(setup: Setup) -> list[Table]:
    """Measure both bursts."""
    table = Table(
        "A burst at the budget, while people chat",
        (
            "burst",
            "p99 late, of N / rate",
            "goal",
            "lost, doubled",
            "most in a second",
            "goal",
            "answers p99, x idle",
            "goal",
            "loop lag p99 / max ms",
            "goal",
            "N / rate s",
        ),
    )
    for kind in setup.databases.kinds:
        for burst in (PAID, USUAL) if kind == "SQLite" else (PAID,):
            rounds = [run_burst(setup, kind, _scaled(setup, burst)) for _ in range(max(setup.rounds - 2, 1))]
            table.rows.append(_row(f"{burst.rate:,.0f}/s, {kind}", burst, rounds))
    return [table]


def _scaled(setup: Setup, burst: Kind) -> Kind:
    return Kind(setup.count(burst.reminders), burst.rate, burst.talkers, burst.gap)


def run_burst(setup: Setup, database: str, burst: Kind, idle_for: float = IDLE) -> Figures:
    """Start a bot, let people talk, and then let all reminders be due at once while they go on."""
    stand_in, url = setup.stand_in, setup.databases.make(database)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    fill_reminders(url, burst.reminders, burst.reminders, tomorrow, tomorrow)
    bot = unknot(database, rate=burst.rate)
    settings = {} if burst.rate > USUAL.rate else {"BENCH_RATE": ""}
    with tempfile.TemporaryDirectory() as folder:
        lag = Path(folder) / "lag.json"
        stand_in.tell("forget")
        with bot.start(stand_in, DATABASE_URL=url, BENCH_LAG=str(lag), **settings) as process:
            process.wait_until(stand_in.is_polled, "the first fetch")
            answer_all(process, stand_in, burst.talkers, TEXT, TALKERS_FROM)
            # Only now: how long a bot takes to start depends on what else the machine does.
            due = datetime.now(UTC) + timedelta(seconds=idle_for + 2 * MARGIN)
            move_reminders(url, due)
            idle, busy = _talk_through(setup, process, burst, due.timestamp())
            messages = stand_in.messages()
        late = json.loads(lag.read_text("utf-8"))
    setup.databases.drop(url)
    return figures_of(burst, messages, due.timestamp(), late, idle, busy)


def _talk_through(setup: Setup, process: Process, burst: Kind, due: float) -> tuple[list[float], list[float]]:
    """Return how long people waited for answers before the burst and during it."""
    stand_in = setup.stand_in
    idle = _talk(setup, burst, due - MARGIN - time.time())
    until(lambda: time.time() >= due, "the burst")
    seconds = burst.reminders / burst.rate
    busy = _talk(setup, burst, seconds)

    def all_are_there() -> bool:
        return bool(stand_in.state["chats"] >= burst.reminders + burst.talkers)

    process.wait_until(all_are_there, "all reminders", within=120 + 5 * seconds)
    time.sleep(MARGIN)
    return idle, busy


def _talk(setup: Setup, burst: Kind, seconds: float) -> list[float]:
    stand_in = setup.stand_in
    stand_in.tell("talk", chats=burst.talkers, first=TALKERS_FROM, text=TEXT, gap=burst.gap, seconds=seconds)
    time.sleep(seconds)
    until(lambda: not stand_in.state["asking"], "the last answer")
    waits: list[float] = stand_in.tell("waits")
    return waits


def figures_of(
    burst: Kind,
    messages: Sequence[tuple[float, int, str, str]],
    due: float,
    lag: Sequence[tuple[float, float]],
    idle: list[float],
    busy: list[float],
) -> Figures:
    """Return what came of a burst. `lag`: moments, and how late the loop was then."""
    rings = [(moment, chat) for moment, chat, *_ in messages if chat >= FIRST_CHAT]
    copies = Counter(chat for _, chat in rings)
    last = max(moment for moment, _ in rings)
    moments = sorted(moment for moment, *_ in messages if due <= moment <= last)
    return Figures(
        late=[moment - due for moment, _ in rings],
        sent=len(moments),
        lost=burst.reminders - len(copies),
        doubled=sum(count - 1 for count in copies.values()),
        most=most_in_a_second(moments),
        lag=[seconds for moment, seconds in lag if due <= moment <= last],
        idle=idle,
        busy=busy,
    )


def most_in_a_second(moments: Sequence[float]) -> int:
    """Return the most of `moments`, which are in order, that lie within any one second."""
    counts = (place + 1 - bisect_left(moments, moment - 1) for place, moment in enumerate(moments))
    return max(counts, default=0)


def _row(name: str, burst: Kind, rounds: Sequence[Figures]) -> tuple[str, ...]:
    floor = [each.sent / burst.rate for each in rounds]
    late = [percentile(each.late, 99) for each in rounds]
    allowed = [LATE_GOAL * least + 0.1 for least in floor]
    replies = median(percentile(each.busy, 99) / (percentile(each.idle, 99) or 1) for each in rounds)
    most = max(each.most for each in rounds)
    p99 = max(percentile(each.lag, 99) for each in rounds)
    longest = max(max(each.lag, default=0) for each in rounds)
    return (
        name,
        f"{median(one / other for one, other in zip(late, floor, strict=True)):.2f} x",
        f"at most {LATE_GOAL:g} x + 0.1 s: {'yes' if median(late) <= median(allowed) else 'no'}",
        f"{sum(each.lost for each in rounds)}, {sum(each.doubled for each in rounds)}",
        whole(most),
        verdict(most, most=round(MOST_GOAL * burst.rate + 1)),
        f"{replies:.2f} x",
        verdict(replies, most=REPLY_GOAL),
        f"{milliseconds(p99)} / {milliseconds(longest)}",
        f"5 / 50: {'yes' if p99 <= LAG_GOALS[0] and longest <= LAG_GOALS[1] else 'no'}",
        middle(floor),
    )


if __name__ == "__main__":
    command(measure, "bursts", __doc__)
