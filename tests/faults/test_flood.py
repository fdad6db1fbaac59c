"""P5 during a flood by one person: the others get their answers as usual."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from tests.faults.flooding import SHORT, Waits, flood
from tests.faults.scene import Scene
from tests.faults.speeches import Flooding, worst_floods
from tests.measured import in_time
from tests.tries import holds_once

RATE = 200  # updates a second, which a busy machine can take; the long set floods with 1,000 for 20 s
SECONDS = 4.0
MOST_MEMORY = 64 * 2**20
MOST_WAITING = 20
MOST_FETCHED = 200  # updates that the bot may fetch until it has answered somebody else: two batches
MOST_CPU = 0.003  # seconds for each update of a flood, together with the answers to the others


def scene_in(folder: Path) -> Scene:
    """Return a scene in a new folder."""
    folder.mkdir()
    return Scene(folder)


async def floods(folder: Path, catalogue: Catalogue, how: Flooding = SHORT) -> Waits:
    """Let one person flood a bot of their own; check what holds for every flood."""
    async with scene_in(folder) as scene:
        waits = await flood(scene, catalogue, RATE, SECONDS, how)
    assert waits.written == RATE * SECONDS
    assert Waits.p95(waits.fetched) <= MOST_FETCHED
    assert in_time(Waits.p95(waits.flooded), Waits.p95(waits.idle) + 1)
    assert waits.grown < MOST_MEMORY
    return waits


async def test_one_who_floods_holds_up_nobody_else(tmp_path: Path, catalogue: Catalogue) -> None:
    """Memory and log stay small. If it is measured, the p95 of the others' waits grows by at most 1 s."""

    async def play(number: int) -> None:
        waits = await floods(tmp_path / str(number), catalogue)

        # About one a second in a chat, after a burst.
        assert 0 < waits.answered <= MOST_WAITING + waits.seconds + 10
        assert waits.warnings <= 1

    await holds_once(play)


@pytest.mark.parametrize("name", ["red-flag words", "red-flag words, edited, in groups"])
async def test_the_worst_texts_hold_up_nobody_else(tmp_path: Path, catalogue: Catalogue, name: str) -> None:
    """4,096 characters that take long to read, new or edited, in one chat or in 200; more in the long set."""

    async def play(number: int) -> None:
        waits = await floods(tmp_path / str(number), catalogue, worst_floods(catalogue)[name])

        assert waits.warnings == 0
        assert in_time(waits.cpu, MOST_CPU * waits.written)

    await holds_once(play)
