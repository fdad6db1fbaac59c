"""What pictures and tracks cost the event loop: the CPU of the longest callback. `python -m bench.pictures`.

Every shipped file is sent in three ways: its words alone, with an upload, by the id of an earlier upload. A
chart is drawn, and a guided track is joined, in processes of their own; the loop only waits for them.
"""

from __future__ import annotations

import asyncio
import threading
import time
from asyncio import Handle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bench.measuring.filling import texts
from bench.measuring.running import Setup, command
from bench.measuring.tables import Table, verdict
from bench.stand_in.standing import TOKEN
from bot.compose import telegram_sender
from bot.domain.catalogue import Audience, Language
from bot.domain.chart import chart
from bot.domain.ids import ChatId, MessageId, OutboxId
from bot.domain.message import Document, Message, message, phrase
from bot.domain.plan import EVERY_CUE, Pace
from bot.media.shelf import Shelf, media_folder
from bot.ports import Kind, Lane, Row
from bot.reading.readers import make_readers
from bot.screens.tracks import Played, audio
from bot.telegram.context import Handling
from bot.telegram.pictures import Pictures
from bot.telegram.routing import build_application
from bot.telegram.sender import TelegramSender
from bot.timing.clock import SystemClock

ME = 123456
GOAL = 20.0  # milliseconds
CHARTS, TRACKS = 5, 2


@dataclass(frozen=True, slots=True)
class Sent:
    """So many calls, and the milliseconds of CPU of the longest callback among them."""

    calls: int
    longest: float


def measure(setup: Setup) -> list[Table]:
    """Send everything in each way, and find the longest callback."""
    table = Table("The loop while pictures and tracks are sent", ("way", "longest callback", "goal", "calls"))
    for way, sent in asyncio.run(send_all(setup.stand_in.url, setup.rounds, setup.count(1_000))).items():
        table.rows.append((way, f"{sent.longest:.1f} ms", verdict(sent.longest, most=GOAL), str(sent.calls)))
    return [table]


async def send_all(url: str, rounds: int, most: int) -> dict[str, Sent]:
    """Send up to `most` files in each way, in each of so many rounds, and some charts and tracks."""
    clock, shelf = SystemClock(), Shelf(media_folder())
    catalogue = texts()
    application = build_application(TOKEN, url, Handling(clock, catalogue, make_readers(catalogue)))
    await application.bot.request.initialize()
    found: dict[str, Sent] = {}
    files = dict(list(shelf.files.items())[:most])
    for way in ("words", "upload", "id"):
        sender = telegram_sender(application, catalogue, Pictures(shelf, clock, bot=ME), _NoFiles())
        rows = []
        for name, file in list(files.items()) * rounds:
            sender.pictures.remember(ME, {file.sha256: "1"} if way == "id" else {})
            rows.append(_of_picture(name, is_upload=way == "upload"))
        found[f"pictures, {way}"] = await _send(sender, rows)
    sender = telegram_sender(application, catalogue, Pictures(shelf, clock, bot=ME), _NoFiles())
    found["charts, drawn"] = await _send(sender, [_of_chart(number) for number in range(min(CHARTS, most))])
    found["tracks, joined"] = await _send(sender, [_of_track(number) for number in range(min(TRACKS, most))])
    await application.bot.request.shutdown()
    return found


async def _send(sender: TelegramSender, rows: list[Row]) -> Sent:
    spent: list[float] = [0.0]
    with longest_callback(spent):
        for row in rows:
            await sender.send(row)
    return Sent(len(rows), max(spent))


@contextmanager
def longest_callback(spent: list[float]) -> Iterator[None]:
    """Note how much CPU each callback of this thread's loop takes, in milliseconds."""
    plain, here = Handle._run, threading.get_ident()

    def run(self: Handle) -> None:
        before = time.thread_time()
        plain(self)
        if threading.get_ident() == here:
            spent.append((time.thread_time() - before) * 1_000)

    vars_of: Any = Handle
    vars_of._run = run
    try:
        yield
    finally:
        vars_of._run = plain


class _NoFiles:
    """A maker of documents for a bench that sends none."""

    async def make(self, document: Document, chat: ChatId, words: str) -> None:
        raise NotImplementedError


def _row(kind: Kind, said: Message, **more: Any) -> Row:
    plain = Row(OutboxId(1), ChatId(5), kind, Lane.reply, said, Language("en"), None, False, 1, 0, 1)
    return replace(plain, **more)


def _of_picture(name: str, *, is_upload: bool) -> Row:
    kind = Kind.picture if is_upload else Kind.reply
    return _row(kind, message(phrase("e_stale"), medium=name), edits=MessageId(7) if is_upload else None)


def _of_chart(number: int) -> Row:
    today = date(2026, 11, 29)
    spent = {today - timedelta(days=day): 60 * day for day in range(number + 20)}
    shown = chart(today, spent, (), 7, dark=False)
    return _row(Kind.reply, replace(message(phrase("e_stale")), chart=shown))


def _of_track(number: int) -> Row:
    routine = texts().routines[texts().offers.taste]
    steps = tuple(routine.plans[Audience.partner]) * (number + 1)
    played = Played(phrase("e_stale"), Audience.partner, steps, Pace.beginner, EVERY_CUE)
    return _row(Kind.track, audio(played, texts()), lane=Lane.slow)


if __name__ == "__main__":
    command(measure, "pictures", __doc__)
