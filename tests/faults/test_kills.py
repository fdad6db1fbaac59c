"""P2 through kill -9: no reminder is lost, and a second copy needs a call without a usable answer."""

from __future__ import annotations

from bot.delivery.budget import SLOTS
from bot.domain.catalogue import Catalogue
from tests.faults.killing import MOST_COPIES, kill_again_and_again
from tests.faults.scene import Scene

KILLS = 10
REMINDERS = 500


async def test_ten_kills_lose_none_of_five_hundred_reminders(scene: Scene, catalogue: Catalogue) -> None:
    """Every reminder arrives, and gets at most one more copy for each kill during its call."""
    verdict = await kill_again_and_again(scene, catalogue, REMINDERS, KILLS)

    # The fault happened: processes died, and some of them with calls in flight.
    assert verdict.kills == KILLS
    assert 0 < verdict.mid_call.total() <= KILLS * SLOTS.bulk
    assert verdict.lost == []
    assert verdict.doubled_without_reason == []
    assert verdict.most_copies <= MOST_COPIES
    assert set(verdict.states) <= {"sent", "unknown"}
    assert verdict.states.total() == REMINDERS
    assert verdict.is_whole
