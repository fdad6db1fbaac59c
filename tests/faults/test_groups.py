"""P3 and P5 in a group: a session keeps its place while one member talks all the time."""

from __future__ import annotations

from bot.domain.catalogue import Catalogue
from tests.faults.grouping import MOST_IN_A_MINUTE, MOST_LATE, play_in_group
from tests.faults.scene import Scene

SPEED = 2  # of people's time; the long set plays ten minutes in real time


async def test_a_group_plays_while_one_member_talks_all_the_time(scene: Scene, catalogue: Catalogue) -> None:
    """Each prompt and the end come, in time; no call is refused, and somebody is told what was left out."""
    played = await play_in_group(scene, catalogue, routine="taster", speed=SPEED)

    assert played.wrong == []
    assert max(played.late) <= MOST_LATE
    assert played.most <= MOST_IN_A_MINUTE
    assert played.refused == 0
    assert played.answers
    assert played.overflows
