"""P5 during a flood by one person: the others get their answers as usual."""

from __future__ import annotations

import pytest

from bot.domain.catalogue import Catalogue
from tests.faults.flooding import Waits, flood
from tests.faults.scene import Scene

RATE = 200  # updates a second, which a busy machine can take; the long set floods with 1,000 for 20 s
SECONDS = 4.0
MOST_MEMORY = 64 * 2**20
MOST_WAITING = 20


@pytest.mark.alone
async def test_one_who_floods_costs_the_others_no_second(scene: Scene, catalogue: Catalogue) -> None:
    """The p95 of the others' waits grows by at most a second; memory and log stay small."""
    waits = await flood(scene, catalogue, RATE, SECONDS)

    assert waits.written == RATE * SECONDS
    assert Waits.p95(waits.flooded) <= Waits.p95(waits.idle) + 1
    # About one a second in a chat, after a burst.
    assert 0 < waits.answered <= MOST_WAITING + waits.seconds + 10
    assert waits.grown < MOST_MEMORY
    assert waits.warnings <= 1
