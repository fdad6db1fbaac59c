"""What an idle beat costs, by the number of chats with reminders: CPU and memory, as a ratio."""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.actions.keep_time import keep_time
from bot.content.folder import content_folder
from bot.content.reader import read_catalogue
from bot.domain.catalogue import Catalogue
from bot.ports import Now, Work
from bot.storage.database import Database, open_database
from bot.timing.zones import use_packaged_zones

SIZES = (1_000, 100_000)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEATS = 300
_CHATS = """
INSERT INTO chats (id, language, zone, is_gone, pace, cues, asks_rating)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
SELECT i, 'en', 'Europe/Lisbon', 0, 'beginner', 7, 1 FROM n
"""
_REMINDERS = """
INSERT INTO reminders (chat_id, at, days, ring_on, ring_at, due_at, keeps_moment)
SELECT id, ?, 127, '2026-11-24', ?, ?, 0 FROM chats
"""


def main() -> None:
    """Measure idle beats with few and with many chats, in turns, and print a table and the ratios."""
    parser = argparse.ArgumentParser(prog="python -m bench.reminders", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="the fastest of so many counts")
    rounds = parser.parse_args().rounds
    use_packaged_zones()
    catalogue = read_catalogue(content_folder())
    found = asyncio.run(_measure(catalogue, rounds))
    for size, (cpu, memory) in found.items():
        sys.stdout.write(f"| {size:,} chats | {cpu * 1e6:.0f} us a beat | {memory / 1024:.0f} KB |\n")
    few, many = (found[size] for size in SIZES)
    sys.stdout.write(f"ratio: {many[0] / few[0]:.2f} of CPU, {many[1] / few[1]:.2f} of memory\n")


async def _measure(catalogue: Catalogue, rounds: int) -> dict[int, tuple[float, int]]:
    with tempfile.TemporaryDirectory() as folder:
        databases = {size: await _filled(Path(folder), size) for size in SIZES}
        try:
            cpu = {size: float("inf") for size in SIZES}
            for _ in range(rounds):
                for size, database in databases.items():
                    cpu[size] = min(cpu[size], await database.run(_beats(catalogue)))
            return {size: (cpu[size], await databases[size].run(_peak(catalogue))) for size in SIZES}
        finally:
            for database in databases.values():
                await database.close()


async def _filled(folder: Path, size: int) -> Database:
    """Return a database with so many chats, each with two reminders that are due tomorrow."""
    file = folder / f"{size}.sqlite3"
    database = open_database(f"sqlite:///{file}")
    await database.migrate()
    await database.close()
    with sqlite3.connect(file) as filled:
        filled.execute(_CHATS, (size,))
        for hour in ("08:30", "20:00"):
            due = f"2026-11-24 {hour}:00.000000"
            filled.execute(_REMINDERS, (f"{hour}:00.000000", due, due))
    filled.close()
    return open_database(f"sqlite:///{file}")


def _beats(catalogue: Catalogue) -> Callable[[Work], float]:
    def run(work: Work) -> float:
        before = time.thread_time()
        for number in range(BEATS):
            _beat(work, catalogue, NOW + timedelta(seconds=number))
        return (time.thread_time() - before) / BEATS

    return run


def _peak(catalogue: Catalogue) -> Callable[[Work], int]:
    def run(work: Work) -> int:
        tracemalloc.start()
        _beat(work, catalogue, NOW)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    return run


def _beat(work: Work, catalogue: Catalogue, at: datetime) -> None:
    keep_time(work, catalogue, Now(at, at, timedelta(seconds=1)))
    work.next_due()


if __name__ == "__main__":
    main()
