"""The command `unknot`, which prints all modules that it has loaded as soon as it fetches updates."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from bot import compose
from bot.cli import main

FIRST = "Loaded: "


def tell(usual: Any) -> Any:
    """Return `run_bot` that prints the modules when the bot is ready."""

    async def run_bot(settings: Any, stop: asyncio.Event, _on_ready: Any, *more: Any) -> None:
        await usual(settings, stop, say, *more)

    return run_bot


def say() -> None:
    """Print the names of the modules in one line."""
    sys.stdout.write(f"{FIRST}{' '.join(sorted(sys.modules))}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    compose.run_bot = tell(compose.run_bot)
    main()
