"""What a picture costs the event loop: the CPU of the longest callback, for words, ids and uploads."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import threading
import time
from asyncio import Handle
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

from bot.compose import read_texts
from bot.domain.catalogue import Language
from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.message import message, phrase
from bot.media.shelf import Shelf, media_folder
from bot.ports import Kind, Lane, Row
from bot.telegram.context import Handling
from bot.telegram.pictures import Pictures
from bot.telegram.routing import build_application
from bot.telegram.sender import TelegramSender
from bot.timing.clock import SystemClock

TOKEN = "123456:Bench_Only-0123456789-abcdefghijklmnop"
IDS = {"file_id": "1", "file_unique_id": "1", "width": 640, "height": 640, "duration": 8, "file_size": 1}
CHAT = {"id": 5, "type": "private", "first_name": "Anna"}
SENT = {"message_id": 7, "date": 1, "chat": CHAT, "animation": IDS, "photo": [IDS]}
ANSWER = json.dumps({"ok": True, "result": SENT})


def serve(ready: threading.Event, port: list[int]) -> None:
    """Answer every call, in a thread and a loop of its own."""

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text=ANSWER, content_type="application/json")

    async def run() -> None:
        application = web.Application(client_max_size=2**26)
        application.router.add_route("*", "/{path:.*}", answer)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port.append(runner.addresses[0][1])
        ready.set()
        await asyncio.Event().wait()

    asyncio.run(run())


@contextmanager
def longest_callback(spent: list[float]) -> Iterator[None]:
    """Note how much CPU each callback of this thread's loop takes, in milliseconds."""
    plain, here = Handle._run, threading.get_ident()

    def run(handle: Handle) -> None:
        before = time.thread_time()
        plain(handle)
        if threading.get_ident() == here:
            spent.append((time.thread_time() - before) * 1_000)

    Handle._run = run  # type: ignore[method-assign]
    try:
        yield
    finally:
        Handle._run = plain  # type: ignore[method-assign]


async def measure(url: str, rounds: int) -> None:
    """Send every shipped file: its words, then its upload, then by its id."""
    (catalogue, readers), clock, shelf = read_texts(), SystemClock(), Shelf(media_folder())
    handling = Handling(clock=clock, catalogue=catalogue, readers=readers)
    bot = build_application(TOKEN, url, handling).bot
    await bot.request.initialize()
    for way in ("words", "upload", "id"):
        spent: list[float] = []
        with longest_callback(spent):
            for name, file in list(shelf.files.items()) * rounds:
                sender = TelegramSender(bot, catalogue, Pictures(shelf, clock))
                sender.pictures.remember(1, {file.sha256: "1"} if way == "id" else {})
                upload = way == "upload"
                row = Row(
                    id=OutboxId(1),
                    chat=ChatId(5),
                    kind=Kind.picture if upload else Kind.reply,
                    lane=Lane.reply,
                    message=message(phrase("e_stale"), medium=name),
                    language=Language("en"),
                    edits=MessageId(7) if upload else None,
                    keys_only=False,
                    fence=1,
                    sends=0,
                    attempts=1,
                )
                await sender.send(row)
        sys.stdout.write(f"| {way} | {len(shelf.files) * rounds} | {max(spent):.1f} ms |\n")
    await bot.request.shutdown()


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench.pictures", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="every file is sent so often in each way")
    ready, port = threading.Event(), list[int]()
    rounds = parser.parse_args().rounds
    threading.Thread(target=serve, args=(ready, port), daemon=True).start()
    ready.wait()
    asyncio.run(measure(f"http://127.0.0.1:{port[0]}", rounds))


if __name__ == "__main__":
    main()
