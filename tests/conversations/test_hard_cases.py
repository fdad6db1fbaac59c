"""Each hard case of a reminder happens once, on purpose, and the watch over the rings finds no fault in it.

Random lives (`test_peace_at_random.py`) may never come to some of them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.catalogue import Catalogue
from tests.conversations.hard_cases import Case
from tests.conversations.ringing import on, rings_again_later
from tests.conversations.stage import MONDAY_NOON, HandClock, plays
from tests.conversations.watched_life import Life, Watched
from tests.texts import button

Story = Callable[[Life], Awaitable[None]]
DAILY = 127


async def session_at_the_hour(life: Life) -> None:
    await life.chat.says("/remind 12:01")
    await plays(life.chat, "quick")
    await life.waits(minutes=2)


async def session_on_hold(life: Life) -> None:
    await life.chat.says("/remind 15:00")
    await plays(life.chat, "quick")
    await life.chat.presses(button.pause)
    await life.waits(hours=4)


async def done_before_the_hour(life: Life) -> None:
    await life.chat.says("/remind 13:00")
    await life.chat.says("i did it")
    await life.waits(hours=4)


async def done_and_taken_back(life: Life) -> None:
    await life.chat.says("/remind 13:00")
    await life.chat.says("i did it")
    await life.takes_back()
    await life.waits(hours=4)


async def later_in_quiet_hours(life: Life) -> None:
    await life.chat.presses_data("quiet:2100:0800")
    await life.chat.says("/remind 20:55")
    await life.watch.waits(on(23, 20, 55))
    await rings_again_later(life.chat)
    await life.watch.waits(on(24, 9))


async def later_over_midnight(life: Life) -> None:
    await life.chat.says("/remind 23:50")
    await life.watch.waits(on(23, 23, 50))
    await rings_again_later(life.chat)
    await life.watch.waits(on(24, 9))


async def flight_before_the_hour(life: Life) -> None:
    await life.chat.says("/remind 18:00")
    await life.travels("Europe/Berlin")
    await life.waits(hours=8)


async def flight_over_the_hour(life: Life) -> None:
    await life.chat.says("/remind 12:30")
    await life.travels("Europe/Berlin")
    await life.waits(hours=26)


async def clock_set_forward(life: Life) -> None:
    await life.chat.presses_data(f"sure:0230:{DAILY}")
    await life.waits(days=3)


async def clock_set_back(life: Life) -> None:
    await life.chat.presses_data(f"sure:0230:{DAILY}")
    await life.waits(days=3)


async def lost_day_of_apia(life: Life) -> None:
    """Samoa went from the 29th of December 2011 to the 31st."""
    await life.chat.says("/remind 8:00")
    await life.waits(days=4)


async def leap_day(life: Life) -> None:
    await life.chat.says("/remind 8:00")
    await life.waits(days=3)


async def late_beginning_of_the_day(life: Life) -> None:
    await life.chat.presses_data("day_begins:6")
    await life.chat.presses_data(f"sure:0015:{DAILY}")
    await life.waits(days=2)


async def away_with_a_snooze(life: Life) -> None:
    await life.chat.says("/remind 12:10")
    await life.waits(minutes=10)
    await rings_again_later(life.chat)
    await life.goes_away(2)
    await life.waits(days=4)


async def silence(life: Life) -> None:
    await life.chat.says("/remind 13:00")
    await life.waits(days=40)


async def short_outage(life: Life) -> None:
    await life.chat.says("/remind 13:00")
    await life.is_out(minutes=120)
    await life.waits(days=1)


async def long_outage(life: Life) -> None:
    await life.chat.says("/remind 13:00")
    await life.is_out(minutes=45 * 60)
    await life.waits(days=1)


async def block(life: Life) -> None:
    await life.chat.says("/remind 13:00")
    await life.blocks(timedelta(hours=4))
    await life.waits(days=1)


async def two_at_once(life: Life) -> None:
    """A single ring is set first, and then a daily one for the same minute."""
    await life.chat.says("remind me in 60 minutes")
    await life.chat.says("/remind 13:00")
    await life.waits(days=1)


async def single_ring(life: Life) -> None:
    await life.chat.says("remind me in 20 minutes")
    await life.waits(days=1)


STORIES: dict[Story, set[Case]] = {
    session_at_the_hour: {Case.held_back},
    session_on_hold: {Case.on_hold},
    done_before_the_hour: {Case.dropped_after_done},
    done_and_taken_back: {Case.taken_back},
    later_in_quiet_hours: {Case.after_quiet},
    later_over_midnight: {Case.over_midnight},
    flight_before_the_hour: {Case.moved_by_travel},
    flight_over_the_hour: {Case.passed_over},
    clock_set_forward: {Case.skipped_hour},
    clock_set_back: {Case.hour_twice},
    lost_day_of_apia: {Case.skipped_date},
    leap_day: {Case.leap_day},
    late_beginning_of_the_day: {Case.in_the_night},
    away_with_a_snooze: {Case.away_with_snooze, Case.told_back},
    silence: {Case.asked_fewer, Case.turned_weekly, Case.said_goodbye},
    short_outage: {Case.caught_up},
    long_outage: {Case.too_late},
    block: {Case.after_block},
    two_at_once: {Case.two_in_a_minute},
    single_ring: {Case.single},
}
# Where and when a story begins that needs its own day; the others begin in Lisbon, on a Monday at noon.
BEGINS: dict[Story, tuple[str, datetime]] = {
    clock_set_forward: ("Europe/Berlin", datetime(2027, 3, 27, 12, tzinfo=UTC)),
    clock_set_back: ("Europe/Berlin", datetime(2027, 10, 30, 12, tzinfo=UTC)),
    lost_day_of_apia: ("Pacific/Apia", datetime(2011, 12, 29, 12, tzinfo=UTC)),
    leap_day: ("Europe/Lisbon", datetime(2028, 2, 28, 12, tzinfo=UTC)),
}


@pytest.fixture
async def life(tmp_path: Path, catalogue: Catalogue, empty: Path) -> AsyncIterator[Life]:
    """A person who has done nothing yet."""
    stage = Watched(tmp_path, catalogue, empty, clock=HandClock())
    await stage.open()
    yield Life(stage)
    await stage.close()


def test_each_case_has_a_story() -> None:
    assert set().union(*STORIES.values()) == set(Case)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
async def test_the_case_happens_and_breaks_no_rule(life: Life, story: Story) -> None:
    """The watch raises a `Breach` where a ring breaks a rule, and where one is missing."""
    await life.begins(*BEGINS.get(story, ("Europe/Lisbon", MONDAY_NOON)))
    assert not STORIES[story] & life.saw.keys()

    await story(life)

    assert STORIES[story] <= life.saw.keys()
