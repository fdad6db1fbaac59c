"""Is the playground fast enough for the bot? One run compares a bare client with the bot itself.

Each of the two has its own playground and does the same: it fetches what people wrote with getUpdates, and
answers each message with one sendMessage that has the bot's text. The bare client shows how much the
playground can do. The bot shows how much work the bot itself is.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from telegram_playground.client import Stage

TOKEN = "123456:Bench_Only_0123456789abcdefghijklmn"
AT_ONCE = 32  # calls of the bare client in flight
# The bot sends at most 30 messages in a second of people's time. People's time runs so fast that this limit
# slows nothing down.
SPEED = 360
SAYS = 5  # lines of each person; the bot answers so many at once
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Round:
    """The cost of one round: wall seconds, and CPU seconds of the playground and of its caller."""

    updates: int
    wall: float
    playground: float
    caller: float


def pin(pid: int, core: int) -> None:
    """Keep a process on one core, if the system can do this."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0) | {core % (os.cpu_count() or 1)})
        os.sched_setaffinity(pid, {cores[core % len(cores)]})


def cpu(pid: int) -> float:
    """Return the CPU seconds that a process has used, with all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@asynccontextmanager
async def process(*command: str, core: int, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        env={**os.environ, **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    pin(child.pid, core)
    try:
        yield child
    finally:
        if child.returncode is None:
            child.send_signal(signal.SIGCONT)
            child.kill()
        await child.wait()


@asynccontextmanager
async def playground() -> AsyncIterator[tuple[Stage, int]]:
    async with process("-m", "telegram_playground", core=0) as server:
        assert server.stdout is not None
        url = (await server.stdout.readline()).decode().split()[-1]
        async with Stage(url, patience=120) as stage:
            yield stage, server.pid


async def crowd(stage: Stage, count: int, text: str) -> list[int]:
    """Add `count` people, let each say `text` SAYS times, and return their ids."""
    people = [await stage.person(f"Guest {number}") for number in range(count)]
    for _ in range(SAYS):
        for person in people:
            await person.says(text)
    return [person.id for person in people]


async def bare(people: int, message: dict[str, Any]) -> Round:
    """Fetch all updates in a loop that does nothing else, and answer each with `message`."""
    form = {name: one if isinstance(one, str) else json.dumps(one) for name, one in message.items()}
    async with playground() as (stage, server), aiohttp.ClientSession() as http:
        pin(os.getpid(), 1)
        base = f"{stage.url}/bot{TOKEN}"
        await crowd(stage, people, "/help")
        total = people * SAYS
        gate, offset, done = asyncio.Semaphore(AT_ONCE), 0, 0

        async def call(method: str, **given: Any) -> Any:
            async with http.post(f"{base}/{method}", data=given) as answer:
                return (await answer.json())["result"]

        async def reply(update: dict[str, Any]) -> None:
            async with gate:
                await call("sendMessage", **form | {"chat_id": update["message"]["chat"]["id"]})

        before = time.perf_counter(), cpu(server), time.process_time()
        while done < total:
            batch = await call("getUpdates", offset=offset, timeout=10)
            await asyncio.gather(*(reply(update) for update in batch))
            done, offset = done + len(batch), batch[-1]["update_id"] + 1
        after = time.perf_counter(), cpu(server), time.process_time()
        return Round(total, *(one - other for one, other in zip(after, before, strict=True)))


async def real(people: int, folder: Path) -> tuple[Round, dict[str, Any]]:
    """Measure the same with the bot, which writes to its database; return also the message that it sends."""
    pin(os.getpid(), 0)
    settings = {"BOT_TOKEN": TOKEN, "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}"}
    async with playground() as (stage, server):
        await stage.clock.speed(SPEED)
        settings |= {"BOT_API_URL": stage.url, "CLOCK_URL": f"{stage.url}/control/clock"}
        async with process("-m", "bot.cli", "run", core=1, LOG_LEVEL="ERROR", **settings) as bot:
            await stage.is_listened_to()
            await answered(stage, await crowd(stage, people // 4 or 1, "/help"))
            # The bot is stopped while people write, so that only its answers are measured.
            bot.send_signal(signal.SIGSTOP)
            ids = await crowd(stage, people, "/help")
            before = time.perf_counter(), cpu(server), cpu(bot.pid)
            bot.send_signal(signal.SIGCONT)
            await answered(stage, ids)
            after = time.perf_counter(), cpu(server), cpu(bot.pid)
            sent = (await stage.calls("sendMessage"))[-1]["request"]
    return Round(people * SAYS, *(one - other for one, other in zip(after, before, strict=True))), sent


async def answered(stage: Stage, ids: list[int]) -> None:
    """Wait until each person has as many messages from the bot as they wrote; check the newest one first."""
    for one in reversed(ids):

        async def look(one: int = one) -> bool | None:
            messages = (await stage.get(f"people/{one}/chat"))["messages"]
            return len(messages) >= 2 * SAYS or None

        await stage.until(look, lambda: "not everybody was answered")


def costs(rounds: list[Round]) -> tuple[float, float, float]:
    """Return medians: updates a second, CPU seconds of the caller and of the playground for one update."""
    each = [
        (one.updates / one.wall, one.caller / one.updates, one.playground / one.updates) for one in rounds
    ]
    rate, caller, playground = (statistics.median(values) for values in zip(*each, strict=True))
    return rate, caller, playground


def table(bares: list[Round], reals: list[Round]) -> str:
    bare_rate, bare_cpu, server = costs(bares)
    bot_rate, bot_cpu, bot_server = costs(reals)
    return f"""\
median of {len(bares)}       updates/s   CPU us per update: caller   playground
bare client   {bare_rate:12,.0f} {bare_cpu * 1e6:27,.0f} {server * 1e6:12,.0f}
the bot       {bot_rate:12,.0f} {bot_cpu * 1e6:27,.0f} {bot_server * 1e6:12,.0f}

updates/s, bare client : bot                             {bare_rate / bot_rate:5.1f}
CPU per update, bot : playground driven by the client    {bot_cpu / server:5.1f}
CPU per update, bot : playground driven by the bot       {bot_cpu / bot_server:5.1f}"""


async def main(people: int, rounds: int) -> None:
    bares, reals = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            done, message = await real(people, Path(folder))
        reals.append(done)
        bares.append(await bare(people, message))
    print(table(bares, reals))  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    asyncio.run(main(asked.people, asked.rounds))
