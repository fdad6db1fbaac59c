"""People who write a line now and then and see how long the answer takes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from tests.faults.scene import Scene

LOOK_EVERY = 0.002  # seconds
PATIENCE = 180.0  # seconds; a longer wait counts as no answer


async def talk(
    scene: Scene,
    people: list[int],
    is_over: Callable[[], bool],
    every: float,
    hears: Callable[[int], None] = lambda person: None,
) -> list[float]:
    """Let each of `people` write every so many seconds; return how many seconds each answer took.

    `hears` is called when the answer to a person is there.
    """
    waits: list[float] = []

    async def one(person: int, place: int) -> None:
        await asyncio.sleep(every * place / len(people))
        while not is_over():
            waits.append(await _ask(scene, person))
            hears(person)
            await asyncio.sleep(max(0.0, every - waits[-1]))

    await asyncio.gather(*(one(person, place) for place, person in enumerate(people)))
    return waits


async def _ask(scene: Scene, person: int) -> float:
    before, wrote = scene.newest(person), time.monotonic()
    await scene.says(person, "/help")
    while scene.newest(person) == before:
        assert time.monotonic() - wrote < PATIENCE, "no answer for three minutes"
        await asyncio.sleep(LOOK_EVERY)
    return time.monotonic() - wrote
