"""`unknot run` with another pace, more slots, and a look at its loop: `python -m bench.opened`.

The bot as people run it sends 30 messages a second, 16 answers at once, and few to one chat. These limits are
Telegram's. Some tables ask what the machine can do, so they are wider there. Nothing else is changed.
`BENCH_RATE`: messages a second. `BENCH_SLOTS`: calls at once. `BENCH_LAG`: a file for how late the loop was.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from bot import cli, compose
from bot.delivery import budget
from bot.delivery.pace import LocalPace, rate
from bot.delivery.turns import LocalTurns
from bot.ports import Limits, Pacing

LOOK_EVERY = 0.01  # seconds
NO_LIMIT = 1_000_000  # messages to one chat at once


def open_limits(per_second: float, slots: int | None) -> None:
    """Let a bot of this process send so many messages a second, and as many to one chat."""
    for name in ("local_pacing", "shared_pacing"):
        if usual := vars(compose).get(name):
            vars(compose)[name] = partial(_opened, usual, per_second)
    if slots is not None:
        budget.SLOTS = Limits(replies=slots, session=slots, bulk=slots, slow=2)


def _opened(usual: Callable[[], Pacing], per_second: float) -> Pacing:
    """Return a pacing as `usual`, with wider limits, also where the database keeps the turns of chats."""
    pacing = replace(usual(), pace=LocalPace(rate(per_second)), turns=LocalTurns(NO_LIMIT))
    if rule := getattr(pacing, "shared", None):
        more: dict[str, Any] = {"shared": replace(rule, burst=NO_LIMIT)}
        return replace(pacing, **more)
    return pacing


async def note_lag(late: list[tuple[float, float]]) -> None:
    """Note again and again the moment, and how many seconds late the loop wakes this task."""
    while True:
        wanted = time.perf_counter() + LOOK_EVERY
        await asyncio.sleep(LOOK_EVERY)
        late.append((time.time(), time.perf_counter() - wanted))


def watched(run: Callable[..., Awaitable[None]], file: Path) -> Callable[..., Awaitable[None]]:
    """Return `run` with a task beside it that notes the loop's lag, and writes it to `file` at the end."""

    async def run_watched(*given: Any) -> None:
        late: list[tuple[float, float]] = []
        watching = asyncio.create_task(note_lag(late))
        try:
            await run(*given)
        finally:
            watching.cancel()
            file.write_text(json.dumps(late), "utf-8")  # noqa: ASYNC240 - the bot has ended

    return run_watched


def main() -> None:
    """Run the bot with the limits that the environment names."""
    slots = os.environ.get("BENCH_SLOTS")
    if wanted := os.environ.get("BENCH_RATE"):
        open_limits(float(wanted), int(slots) if slots else None)
    if file := os.environ.get("BENCH_LAG"):
        run = watched(compose.run_bot, Path(file))
        vars(compose)["run_bot"] = run
    sys.argv = ["unknot", "run"]
    cli.main()


if __name__ == "__main__":
    main()
