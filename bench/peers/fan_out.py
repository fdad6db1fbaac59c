"""What the peers' fan-outs share: their arguments, and so many calls in flight, perhaps at a pace."""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable

FIRST_CHAT = 1_000_000


def arguments(name: str) -> argparse.ArgumentParser:
    """Return a parser for what every peer is told."""
    parser = argparse.ArgumentParser(prog=f"python -m {name}")
    parser.add_argument("--url", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--fan-out", type=int, default=0, help="send so many messages, and end")
    parser.add_argument("--in-flight", type=int, default=100)
    parser.add_argument("--rate", type=float, default=0, help="messages a second; 0: as fast as it can")
    return parser


async def send_all(send: Callable[[int], Awaitable[None]], given: argparse.Namespace) -> None:
    """Send to `given.fan_out` chats; then wait, so that the process can still be measured."""
    gate = asyncio.Semaphore(given.in_flight)
    first = 0
    if given.rate:
        await send(0)  # it waits at the gate of the stand-in; the pace begins when that opens
        first = 1
    begins = time.monotonic()

    async def one(number: int) -> None:
        try:
            await send(number)
        finally:
            gate.release()

    async with asyncio.TaskGroup() as tasks:
        for number in range(first, given.fan_out):
            await gate.acquire()
            if given.rate:
                early = begins + number / given.rate - time.monotonic()
                if early > 0:
                    await asyncio.sleep(early)
            tasks.create_task(one(number))
    await asyncio.Event().wait()
