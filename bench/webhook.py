"""What bad requests to the webhook cost: CPU of the longest callback of the event loop, and of a request."""

from __future__ import annotations

import argparse
import asyncio
import gc
import io
import itertools
import json
import secrets
import socket
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any

import aiohttp

from bench.pictures import longest_callback
from bot.compose import build, open_storage, read_texts
from bot.house import House
from bot.settings import read_settings
from bot.timing.clock import SystemClock
from bot.timing.zones import use_packaged_zones
from telegram_playground import Playground

TOKEN = "123456:Benchmark-Only0123456789abcdefghijk"
SECRET = secrets.token_hex(32)
HEADER = "X-Telegram-Bot-Api-Secret-Token"
PLAIN = {"Content-Type": "application/json"}
SIGNED = {**PLAIN, HEADER: SECRET}
MB = 1_000_000
NUMBERS = itertools.count(1)
Post = Callable[[aiohttp.ClientSession], Awaitable[int]]


def update(text: str) -> bytes:
    """Return an update with a line of somebody."""
    number = next(NUMBERS)
    who = {"id": number, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    chat = {"id": number, "type": "private", "first_name": "Ann"}
    message = {"message_id": 1, "date": 1_800_000_000, "chat": chat, "from": who, "text": text}
    return json.dumps({"update_id": number, "message": message}).encode()


async def in_pieces(size: int) -> AsyncIterator[bytes]:
    """Yield a body whose length is not told."""
    for _ in range(size // MB):
        yield b" " * MB


class Caller:
    """Whoever reaches the port, in a thread of its own."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/unknot"
        self.port = port
        self.kinds: dict[str, tuple[int, Callable[[], Any], dict[str, str]]] = {
            "lines of people": (100, lambda: update("/help"), SIGNED),
            "no secret": (200, lambda: update("/help"), PLAIN),
            "no secret, 10 MB": (20, lambda: io.BytesIO(b" " * 10 * MB), PLAIN),
            "10 MB": (20, lambda: io.BytesIO(b" " * 10 * MB), SIGNED),
            "10 MB in pieces": (20, lambda: in_pieces(10 * MB), SIGNED),
            "1 MB of broken JSON": (
                20,
                lambda: io.BytesIO(b'{"a": "' + b"a" * 950_000),
                SIGNED,
            ),
            "1 MB of brackets": (20, lambda: io.BytesIO(b"[" * 950_000), SIGNED),
            "1 MB of lists": (20, lambda: io.BytesIO(b"[" + b"[]," * 310_000 + b"1]"), SIGNED),
            "1 MB of objects": (20, lambda: io.BytesIO(b"[" + b'{"a":1},' * 110_000 + b"1]"), SIGNED),
            "1 MB of text of a person": (20, lambda: io.BytesIO(update("a massage " * 90_000)), SIGNED),
        }

    async def calls(self, kind: str) -> list[int]:
        """Make the calls of one kind, ten at a time; return the statuses."""
        count, body, headers = self.kinds[kind]
        free = asyncio.Semaphore(10)

        async def call() -> int:
            async with free:
                try:
                    async with http.post(self.url, data=body(), headers=headers) as answer:
                        return answer.status
                except aiohttp.ClientError:  # the bot has answered and closed before all was sent
                    return 0

        async with aiohttp.ClientSession() as http:
            return await asyncio.gather(*(call() for _ in range(count)))

    async def dawdles(self) -> list[int]:
        """Open a hundred requests whose bodies do not come, and write a byte a second."""
        head = f"POST /unknot HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{HEADER}: {SECRET}\r\n"
        sent = f"{head}Content-Length: 1000\r\n\r\n".encode()

        async def dawdle() -> int:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(sent)
            for _ in range(30):
                writer.write(b" ")
                done = asyncio.ensure_future(reader.read(12))
                if (await asyncio.wait({done}, timeout=1))[0]:
                    writer.close()
                    return int(done.result()[9:12] or 0)
                done.cancel()
            return -1

        return await asyncio.gather(*(dawdle() for _ in range(100)))


class Elsewhere:
    """An event loop in another thread."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    async def do(self, work: Any) -> Any:
        """Run `work` there and wait for it here."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self.loop))


async def measure(rounds: int) -> None:
    """Let the bot stand at its webhook while one kind of caller after the other comes."""
    use_packaged_zones()
    elsewhere, playground = Elsewhere(), Playground()
    await elsewhere.do(playground.start())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings(
            bot_token=TOKEN,
            bot_api_url=playground.url,
            database_url=f"sqlite:///{folder}/unknot.sqlite3",
            webhook_url=f"http://127.0.0.1:{port}/unknot",
            webhook_secret=SECRET,
            webhook_listen=f"127.0.0.1:{port}",
        )
        database = await open_storage(settings.database_url.reveal())
        texts = read_texts()
        gc.collect()
        gc.freeze()  # as the bot does at its start
        house = build(settings, *texts, database, SystemClock())
        await house.application.initialize()
        await house.feeder.open()
        try:
            await _rounds(house, Caller(port), elsewhere, rounds)
        finally:
            await house.application.shutdown()
            await house.application.bot.request.shutdown()
            await database.close()
    await elsewhere.do(playground.stop())


async def _rounds(house: House, caller: Caller, elsewhere: Elsewhere, rounds: int) -> None:
    async with asyncio.TaskGroup() as tasks:
        feeder = tasks.create_task(house.feeder.run())
        kinds: dict[str, Callable[[], Any]] = {kind: partial(caller.calls, kind) for kind in caller.kinds}
        kinds["100 slow bodies"] = caller.dawdles
        await elsewhere.do(caller.calls("lines of people"))  # what is done once is done
        for kind, calls in kinds.items():
            spent: list[float] = []
            seen: set[int] = set()
            began, count = time.thread_time(), 0
            with longest_callback(spent):
                for _ in range(rounds):
                    statuses = await elsewhere.do(calls())
                    seen.update(statuses)
                    count += len(statuses)
            each = (time.thread_time() - began) / count * 1_000
            said = ", ".join(str(status or "closed") for status in sorted(seen))
            sys.stdout.write(f"| {kind} | {said} | {max(spent):.1f} ms | {each:.2f} ms |\n")
            sys.stdout.flush()
        house.feeder.stop()
        await feeder


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench.webhook", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each kind of caller comes")
    rounds = parser.parse_args().rounds
    sys.stdout.write("| what comes | answers | longest callback | CPU of a request |\n|---|---|---|---|\n")
    asyncio.run(measure(rounds))


if __name__ == "__main__":
    main()
