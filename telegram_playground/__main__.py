"""Starts a bare playground: python -m telegram_playground --port N."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from pathlib import Path

from telegram_playground.errors import PortTaken
from telegram_playground.server import Playground


async def _serve(port: int, state: Path | None) -> None:
    playground = Playground(state)
    await playground.start(port)
    sys.stdout.write(f"The playground is open: {playground.url}/\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await playground.stop()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m telegram_playground", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--state", type=Path, help="a file that keeps the chats over a restart")
    asked = parser.parse_args()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(asked.port, asked.state))
    except PortTaken as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
