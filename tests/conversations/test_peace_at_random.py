"""Weeks of a person who changes everything at random moments: no ring breaks the peace.

`python -m tests.conversations.years` does the same for a year in each time zone.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from tests.conversations.random_life import Watch, does_something
from tests.conversations.ringing import lives_in
from tests.conversations.stage import HandClock, Stage, Talk

ZONES = ("Pacific/Apia", "Europe/Berlin", "Africa/Cairo", "Australia/Lord_Howe", "America/New_York")


@pytest.mark.parametrize(
    ("seed", "start"), [(1, datetime(2011, 12, 20, 9, tzinfo=UTC)), (2, datetime(2028, 2, 20, 9, tzinfo=UTC))]
)
async def test_weeks_of_changes_break_no_peace(chat: Talk, stage: Stage, seed: int, start: datetime) -> None:
    """Over Apia's lost day and over a leap day; zones, hours, pauses, sessions and outages at random."""
    assert isinstance(stage.clock, HandClock)
    stage.clock.at = start
    dice, watch = random.Random(seed), Watch(chat)
    await lives_in(chat)
    await chat.says("/remind 8:00, 8:01, 20:00")
    for _ in range(20):
        await chat.waits(minutes=dice.randrange(24 * 60))
        await watch.looks()
        await does_something(chat, dice, ZONES)
        await watch.looks()

    assert watch.rung >= 5
