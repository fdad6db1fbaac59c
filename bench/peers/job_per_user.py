"""One APScheduler job for each user, in memory: `python -m bench.peers.job_per_user --jobs 10000`.

It prints, as JSON: seconds and CPU to the end of the start, bytes of memory for each job, and how long the
loop was blocked when a tenth of the jobs were due at once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bench.measuring.processes import memory_of

SOON = timedelta(seconds=1)


async def ring(chat: int, done: list[int]) -> None:
    """Do nothing but count: sending is not measured here."""
    done.append(chat)


async def measure(jobs: int) -> dict[str, float]:
    """Add all jobs, start, and let a tenth of them be due at once."""
    before, began, cpu = memory_of(os.getpid()), time.perf_counter(), time.process_time()
    done: list[int] = []
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"misfire_grace_time": None})
    for chat in range(jobs):
        # As a bot does after a restart: everybody at the hour of their own.
        trigger = CronTrigger(hour=chat % 24, minute=chat % 60, timezone="UTC")
        scheduler.add_job(ring, trigger, args=(chat, done), id=str(chat))
    scheduler.start()
    await asyncio.sleep(0)
    took, used = time.perf_counter() - began, time.process_time() - cpu
    memory = (memory_of(os.getpid()) - before) / jobs
    due = datetime.now(tz=scheduler.timezone) + SOON
    scheduler.pause()
    for job in scheduler.get_jobs()[::10]:
        job.modify(next_run_time=due)
    scheduler.resume()
    blocked = await longest_wait(done, len(range(0, jobs, 10)))
    scheduler.shutdown(wait=False)
    return {"start": took, "cpu": used, "bytes": memory, "blocked": blocked}


async def longest_wait(done: list[int], wanted: int) -> float:
    """Return the longest time for which the loop let nothing else run, until all are done."""
    longest, woken = 0.0, time.perf_counter()
    while len(done) < wanted:
        await asyncio.sleep(0.001)
        longest, woken = max(longest, time.perf_counter() - woken), time.perf_counter()
    return longest


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers.job_per_user")
    parser.add_argument("--jobs", type=int, default=10_000)
    sys.stdout.write(json.dumps(asyncio.run(measure(parser.parse_args().jobs))))


if __name__ == "__main__":
    main()
