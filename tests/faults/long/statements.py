"""The process ends before each statement and commit of intake and courier."""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.domain.catalogue import Catalogue
from tests.faults import crowd, dying
from tests.faults.ledger import Ledger
from tests.faults.long.line import Line, Part
from tests.faults.scene import TEN, TOKEN, Scene
from tests.process.programs import until

SECOND = timedelta(seconds=1)


class Forks:
    """Starts bots by fork, from a server that has imported everything."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.faults.dying"])

    async def start(self, file: Path, fuse: int) -> Any:
        settings = {
            "bot_token": TOKEN,
            "bot_api_url": self._scene.playground.url,
            "clock_url": f"{self._scene.playground.url}/control/clock",
            "database_url": f"sqlite:///{file}",
        }
        polls = self._context.Event()
        process = self._context.Process(target=dying.live, args=(settings, fuse, polls), daemon=True)
        process.start()
        await asyncio.to_thread(polls.wait, 30)
        return process


async def statements(scene: Scene, catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """End the process before each statement and commit of intake and courier."""
    forks = Forks(scene)
    boundaries: Counter[int] = Counter()
    wrong: list[str] = []
    doubled = 0
    for seed in range(wanted.seeds):
        dice = random.Random(wanted.seed + seed)
        fuse = 1 + seed % wanted.stride
        while True:
            asked, rung, died, complaint = await _one_death(scene, forks, catalogue, fuse, dice)
            if not died:
                break
            boundaries[fuse] += 1
            doubled += asked + rung - 2
            wrong += [f"{fuse}: {complaint}"] if complaint else []
            fuse += wanted.stride
            if fuse > wanted.boundaries:
                break
    return Line(
        "the process ends before a statement or commit of intake and courier",
        f"{boundaries.total()} deaths at {len(boundaries)} boundaries, {wanted.seeds} seeds",
        f"lost 0 of {2 * boundaries.total()}, doubled in mid-call {doubled}"
        if not wrong
        else f"WRONG: {wrong[:5]}",
        not wrong and bool(boundaries),
    )


async def _one_death(
    scene: Scene, forks: Forks, catalogue: Catalogue, fuse: int, dice: random.Random
) -> tuple[int, int, bool, str]:
    """Let somebody write and a reminder ring; return their copies, whether it died, and what is wrong."""
    writer, sleeper = scene.crowd(2)
    ledger = Ledger(scene.folder / f"death-{writer}.sqlite3")
    scene.sets_clock(TEN - 5 * SECOND, speed=1)
    await crowd.prepare(
        f"sqlite:///{ledger.file}",
        catalogue,
        crowd.reminders([(sleeper, TEN)]),
        lambda work, texts: crowd.known(work, texts, writer),
    )
    process = await forks.start(ledger.file, fuse)
    scene.sets_clock(TEN - SECOND * dice.uniform(0, 0.05))
    if process.is_alive():
        await scene.says(writer, "/help")
    ends = time.monotonic() + 2.5
    while process.is_alive() and time.monotonic() < ends:  # noqa: ASYNC110 - a process tells nobody
        await asyncio.sleep(0.02)
    died = not process.is_alive()
    if not died:
        os.kill(process.pid, signal.SIGTERM)
    await asyncio.to_thread(process.join)
    stuck = Counter(
        row["chat_id"] for row in ledger.after_a_kill("select chat_id from outbox where state = 'sending'")
    )
    if died and not any(call["method"] == "getUpdates" for call in scene.calls):
        await scene.says(writer, "/help")
    process = await forks.start(ledger.file, 0)

    async def is_done() -> bool:
        return (
            len(ledger.rows("reminder")) == 1 and len(ledger.rows("reply")) >= 1 and ledger.open_rows() == 0
        )

    complaint = ""
    try:
        await until(is_done, "it never came to rest", within=15)
    except AssertionError:
        complaint = f"left {ledger.states()}"
    os.kill(process.pid, signal.SIGTERM)
    await asyncio.to_thread(process.join)
    asked, rung = len(scene.shown(writer)), len(scene.shown(sleeper))
    receipts = len(ledger.ask("select 1 from receipts"))
    replies = len(ledger.rows("reply"))
    if not (1 <= asked <= 1 + stuck[writer] and 1 <= rung <= 1 + stuck[sleeper] and replies == receipts == 1):
        complaint = complaint or f"copies {asked} and {rung}, in mid-call {dict(stuck)}, receipts {receipts}"
    if not ledger.is_whole:
        complaint = "integrity"
    return asked, rung, died, complaint


PARTS: dict[str, Part] = {"statements": statements}
