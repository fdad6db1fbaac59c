"""Three equal processes on one PostgreSQL database, and each of them is killed."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from tests.faults.killing import MOST_COPIES
from tests.faults.scene import IMPATIENT
from tests.faults.together import Together, kill_again_and_again
from tests.process.programs import until

KILLS = 3
REMINDERS = 90
# Short leases, in seconds.
HASTY = (*IMPATIENT, "bot.delivery.life.LENGTH=3", "bot.storage.intake.LEASE=3")


@pytest.fixture
async def together(tmp_path: Path, new_postgres: Callable[[], str]) -> AsyncIterator[Together]:
    """The scene, without a bot."""
    scene = Together(tmp_path, new_postgres())
    async with scene:
        yield scene


async def test_three_processes_lose_nothing_when_each_is_killed(
    together: Together, catalogue: Catalogue
) -> None:
    """Every reminder arrives; a second copy needs a kill during its call. Updates are soon fetched again."""
    verdict = await kill_again_and_again(
        together, catalogue, *HASTY, processes=3, reminders=REMINDERS, kills=KILLS
    )

    assert verdict.kills == KILLS
    assert verdict.lost == []
    assert verdict.doubled_without_reason == []
    assert verdict.most_copies <= MOST_COPIES
    assert set(verdict.states) <= {"sent", "unknown"}
    assert verdict.states.total() == REMINDERS

    [writer] = together.crowd(1)
    (await together.fetcher()).dies()
    await together.says(writer, "/help")

    async def is_answered() -> bool:
        return bool(together.shown(writer))

    await until(is_answered, "nobody has taken over", within=30)
    for bot in together.alive:
        await bot.stops()
    assert Counter(row["state"] for row in together.ledger.rows("reply")) == {"sent": 1}
