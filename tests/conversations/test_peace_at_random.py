"""Weeks of a person who changes everything at random moments: no ring breaks the peace, and no day is lost.

`python -m tests.conversations.years` does the same for a year in each time zone.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from bot.domain.catalogue import Catalogue
from tests.conversations.any_life import Ground, life_on
from tests.conversations.ring_watch import Watch
from tests.conversations.ringing import on
from tests.conversations.stage import kinds
from tests.conversations.watched_life import Watched

ZONES = ("Pacific/Apia", "Europe/Berlin", "Africa/Cairo", "Australia/Lord_Howe", "America/New_York")
# Over Apia's lost day, over a leap day, and over both changes of a clock.
BEGINS = (
    ("Pacific/Apia", date(2011, 12, 26)),
    ("Africa/Cairo", date(2028, 2, 26)),
    ("Europe/Berlin", date(2027, 3, 25)),
    ("Australia/Lord_Howe", date(2027, 3, 31)),
    ("America/New_York", date(2026, 10, 29)),
)
LIVES, STEPS = 14, 25


def test_weeks_of_changes_break_no_peace(catalogue: Catalogue, empty: Path) -> None:
    """Zones, hours, pauses, sessions, blocks and outages at random; what must happen in them has happened."""
    ground = Ground(catalogue, empty, BEGINS, ZONES, Counter())

    run_state_machine_as_test(
        life_on(ground), settings=settings(max_examples=LIVES, stateful_step_count=STEPS)
    )

    assert min(ground.saw[name] for name in ("reminder", "cancelled", "turns")) > 0


async def test_what_is_due_since_a_block_has_its_turn_in_the_zone_of_now(
    tmp_path: Path, catalogue: Catalogue, empty: Path
) -> None:
    """It rings late for its date. In a zone that is behind, the hour of that date comes without a ring."""
    stage = Watched(tmp_path, catalogue, empty)
    await stage.open()
    chat = stage.private()
    watch = stage.watch = Watch(chat)
    await chat.says("/timezone Berlin")
    await chat.says("/remind 8:00, 19:00")
    await chat.membership("member", "kicked")
    watch.is_blocked = True
    await watch.waits(on(23, 18, 30))
    watch.is_blocked, watch.let_in_at = False, stage.clock.at
    await chat.membership("kicked", "member")
    await chat.says("/timezone New York")
    await chat.says("/remind sundays 12:00")

    await watch.waits(on(25, 12))

    rung = [
        row["dedup_key"] for row in kinds(await stage.rows("outbox"), "reminder") if row["state"] == "sent"
    ]
    assert rung == ["2:2026-11-23", "1:2026-11-24", "2:2026-11-24"]
    await stage.close()
