"""Reminders of many chats: start, memory, an idle beat, and 5,000 at once. `python -m bench.schedule`.

The peers are one APScheduler job for each user, which is how bots usually do it, and the bare driver of the
database.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median

from bench.measuring import bare
from bench.measuring.bots import unknot
from bench.measuring.filling import fill_reminders, texts
from bench.measuring.processes import Process
from bench.measuring.running import Setup, command
from bench.measuring.tables import Table, megabytes, middle, verdict, whole
from bench.starts import Figures, compile_ours, start_once
from bot.actions.keep_time import keep_time
from bot.ports import Limits, Now, Work
from bot.running import set_aside_what_stays
from bot.storage.database import open_database
from bot.timing.portion import Portion

# The figures of the waiting are ratios to those of the smallest size.
SIZES = {"SQLite": (1_000, 10_000, 100_000, 1_000_000), "PostgreSQL": (1_000, 10_000, 100_000)}
LARGE = (1_000, 10_000, 1_000_000, 10_000_000)
JOBS, LARGE_JOBS = (10_000,), (10_000, 100_000, 1_000_000)
BURST, BEATS = 5_000, 200
BEAT_GOAL, WALL_GOAL, CPU_GOAL, ROWS_GOAL, BYTES_GOAL, START_GOAL = 1.2, 1.3, 1.5, 15_000, 32, 1.1
LEASE = timedelta(seconds=120)


@dataclass(slots=True)
class Cost:
    """Wall and CPU seconds for all of a burst."""

    wall: float
    cpu: float


@dataclass(slots=True)
class Size:
    """What was found for so many chats with a reminder each."""

    chats: int
    burst: int  # so many of them are due at once
    starts: list[Figures] = field(default_factory=list)
    beats: list[float] = field(default_factory=list)  # CPU seconds
    costs: dict[str, Cost] = field(default_factory=dict)


def measure(setup: Setup) -> list[Table]:
    """Measure every size with every database, and the jobs."""
    compile_ours(setup)
    found = {
        kind: [_size(setup, kind, chats) for chats in _sizes(setup, kind)] for kind in setup.databases.kinds
    }
    jobs = {count: _jobs(count) for count in (LARGE_JOBS if setup.is_large else JOBS)}
    return [_waiting(found, jobs), _burst(found)]


def _sizes(setup: Setup, kind: str) -> tuple[int, ...]:
    usual = LARGE if setup.is_large else SIZES[kind]
    return tuple(max(setup.count(size), 100) for size in usual)


def _size(setup: Setup, kind: str, chats: int) -> Size:
    databases = setup.databases
    url, burst = databases.make(kind), min(setup.count(BURST), chats // 4)
    now = datetime.now(UTC)
    size = Size(chats, burst)
    # Two bursts are due in ten hours, one for the bot and one for the bare driver; nobody else's is yet.
    soon, later = now + timedelta(hours=10), now + timedelta(hours=12)
    fill_reminders(url, chats, 2 * burst, soon, later)
    size.starts = [start_once(setup, unknot(kind), url, settles=1) for _ in range(setup.rounds)]
    size.beats, size.costs = asyncio.run(_inside(url, setup.rounds, now, soon, burst))
    with bare.opened_bare(url) as driver:
        size.costs["bare ring"] = _spent(lambda: bare.ring_all(driver, soon, burst), burst)
        size.costs["bare claim"] = _spent(lambda: bare.claim_all(driver, soon, burst), burst)
    databases.drop(url)
    return size


def _spent(do: Callable[[], int], wanted: int) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    done = do()
    assert done == wanted, f"{done} of {wanted}"
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


async def _inside(
    url: str, rounds: int, now: datetime, due: datetime, burst: int
) -> tuple[list[float], dict[str, Cost]]:
    """Return the CPU of idle beats, and what `burst` rings and the claim of their messages cost."""
    texts()  # read before anything is measured, and set aside, as the bot does it
    set_aside_what_stays()
    database = open_database(url)
    try:
        beats = [await database.run(_idle_beats(now)) for _ in range(rounds)]
        wall, cpu = time.perf_counter(), time.process_time()
        portion, left = Portion(), burst
        while left:
            left -= await database.run(partial(_ring, portion=portion, due=due, left=left))
        ring = Cost(time.perf_counter() - wall, time.process_time() - cpu)
        wall, cpu = time.perf_counter(), time.process_time()
        limits = Limits(replies=0, session=0, bulk=burst)
        claimed = await database.run(lambda work: work.outbox.claim(_at(due), limits, "bench", LEASE))
        assert len(claimed) == burst, f"{len(claimed)} of {burst}"
        claim = Cost(time.perf_counter() - wall, time.process_time() - cpu)
    finally:
        await database.close()
    return beats, {"ring": ring, "claim": claim}


def _ring(work: Work, portion: Portion, due: datetime, left: int) -> int:
    """Ring a portion, as the bot does, of the reminders that are left; return how many rang."""
    most, end = portion.start()
    kept = keep_time(work, texts(), _at(due), due, min(most, left))
    end(kept.reminders, kept.was_cut)
    return kept.reminders


def _at(moment: datetime) -> Now:
    return Now(moment, moment, timedelta(seconds=1))


def _idle_beats(now: datetime) -> Callable[[Work], float]:
    def run(work: Work) -> float:
        before = time.thread_time()
        for number in range(BEATS):
            keep_time(work, texts(), _at(now + timedelta(seconds=number)))
            work.next_due()
        return (time.thread_time() - before) / BEATS

    return run


def _jobs(count: int) -> dict[str, float]:
    with Process("-m", "bench.peers.job_per_user", "--jobs", str(count), reads=True) as process:
        assert process.child.stdout is not None
        written = process.child.stdout.read()
        assert written, process.said()
        figures: dict[str, float] = json.loads(written)
        return figures


def _waiting(found: dict[str, list[Size]], jobs: dict[int, dict[str, float]]) -> Table:
    table = Table(
        "Chats with a reminder each, none of them due",
        (
            "what",
            "start, CPU x smallest",
            "goal",
            "bytes of a chat",
            "goal",
            "idle beat",
            "goal",
            "start s",
            "MB",
        ),
    )
    for kind, sizes in found.items():
        least = sizes[0]
        for size in sizes:
            start, first = (median(each.cpu for each in one.starts) for one in (size, least))
            memory, empty = (median(each.memory for each in one.starts) for one in (size, least))
            beat, small = median(size.beats), median(least.beats)
            more = size.chats - least.chats
            each = max(memory - empty, 0) / more if more else 0.0
            table.rows.append(
                (
                    f"Unknot, {kind}, {size.chats:,} chats",
                    f"{start / first:.2f} x",
                    verdict(start / first, most=START_GOAL) if more else "",
                    f"{each:.1f}" if more else "",
                    verdict(each, most=BYTES_GOAL) if more and size is sizes[-1] else "",
                    f"{beat / small:.2f} x, {beat * 1e6:.0f} us",
                    verdict(beat / small, most=BEAT_GOAL) if more else "",
                    middle([one.took for one in size.starts]),
                    megabytes(memory),
                )
            )
    table.notes.append(
        "The bytes of a chat are those beyond the smallest size; 2 MB of them are SQLite's cache."
    )
    smallest = next(iter(jobs.values()), None)
    for count, figures in jobs.items():
        assert smallest is not None
        more_cpu = f"{figures['cpu'] / smallest['cpu']:.2f} x"
        table.rows.append(
            (
                f"a job per user, {count:,} chats",
                more_cpu,
                "",
                whole(figures["bytes"]),
                "",
                "",
                "",
                f"{figures['start']:.2f}",
                "",
            )
        )
        held = f"with {count:,} jobs, a tenth of which were due at once, for {figures['blocked']:.2f} s"
        table.notes.append(f"A job per user blocked the loop {held}.")
    return table


def _burst(found: dict[str, list[Size]]) -> Table:
    most = max(size.burst for sizes in found.values() for size in sizes)
    table = Table(
        f"{most:,} at once, against the bare driver",
        ("what", "wall, x driver", "goal", "CPU, x driver", "goal", "rows/s", "goal"),
    )
    names = {"ring": "next ring planned, message written", "claim": "claimed to be sent"}
    for kind, sizes in found.items():
        for size in (size for size in sizes if size.burst == most):  # the smallest have fewer
            for what, said in names.items():
                ours, driver = size.costs[what], size.costs[f"bare {what}"]
                wall, cpu = ours.wall / driver.wall, ours.cpu / driver.cpu
                rows = size.burst / ours.wall
                table.rows.append(
                    (
                        f"{said}, {kind}, {size.chats:,} chats",
                        f"{wall:.1f} x",
                        verdict(wall, most=WALL_GOAL),
                        f"{cpu:.1f} x",
                        verdict(cpu, most=CPU_GOAL),
                        whole(rows),
                        verdict(rows, least=ROWS_GOAL),
                    )
                )
    return table


if __name__ == "__main__":
    command(measure, "schedule", __doc__)
