"""Tests of the quick set, in full size."""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.domain.catalogue import Catalogue
from tests.faults.long.line import Line, Part
from tests.faults.scene import Scene

REPOSITORY = Path(__file__).parents[3]


async def quick_tests(what: str, files: Iterable[str], **sizes: int) -> Line:
    """Run tests of the quick set in full size."""
    told = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "pytest", *(f"tests/faults/{file}" for file in files)],
        cwd=REPOSITORY,
        env=os.environ | {f"UNKNOT_{name}": str(number) for name, number in sizes.items()},
        capture_output=True,
        text=True,
        check=False,
    )
    size = ", ".join(f"{number} {name.lower()}" for name, number in sizes.items())
    return Line(what, size, told.stdout.strip().splitlines()[-1], told.returncode == 0)


async def bad_input(_scene: Scene, _catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """Many forged buttons and fuzzed texts."""
    return await quick_tests("forged buttons and fuzzed texts", ["test_input.py"], INPUTS=wanted.inputs)


async def stories(_scene: Scene, _catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """Many stories of people, time, faults, crashes and replays, and many steps of the machine's clock."""
    return await quick_tests(
        "stories by chance, and clocks that are set",
        ["test_promises.py", "test_clock_steps.py"],
        STORIES=wanted.stories,
        CLOCK_STEPS=wanted.clock_steps,
    )


async def away(_scene: Scene, _catalogue: Catalogue, wanted: argparse.Namespace) -> Line:
    """The bot is away for up to three days, with many chats."""
    return await quick_tests(
        "the bot is away for minutes, hours and days", ["test_time.py"], CHATS=wanted.chats
    )


PARTS: dict[str, Part] = {"input": bad_input, "stories": stories, "away": away}
