"""Ten weeks of one person's life with reminders on a phone, then weeks of silence, a return and a farewell.

`python -m tests.screens.ten_weeks FOLDER` plays them and keeps pictures in FOLDER. Time jumps from one due
moment to the next. What happens is in `tests/screens/weeks/`, by subject; here is only on which day. On every
day the rings are those that the person expects, at their minute by the wall, and no others; old rings have no
buttons; no tip comes twice in 30 days; nothing comes inside the quiet hours.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from tests.screens.alone import play
from tests.screens.phone import Phone
from tests.screens.weeks import data, habits, peace, rings, setting, silence, tips
from tests.screens.weeks.life import BEGIN, LISBON, MILESTONES, Life

Day = Callable[[Life], Awaitable[None]]

TRIP = 18  # days of the story
EVENINGS = range(24, 51)
AWAY = range(51, 51 + peace.AWAY_DAYS)
SILENCE = range(silence.BEGINS, silence.BEGINS + silence.LASTS)
STRENGTH = 108
LAST = 116

DAYS: Mapping[int, Day] = {
    0: rings.begins,
    1: rings.later_in_a_quarter,
    2: rings.later_in_an_hour_and_at_an_own_hour,
    3: rings.later_tonight_and_then_not_today,
    4: tips.wants_tips,
    5: peace.session_before_the_ring,
    6: setting.single_rings,
    7: setting.several,
    8: setting.changing,
    9: peace.done_and_undo,
    10: peace.session_between_rings,
    11: peace.stopped_session,
    12: peace.session_over_the_ring,
    13: peace.quiet_hours,
    14: peace.outage,
    15: setting.resumes,
    16: peace.long_outage,
    17: setting.back_to_one,
    TRIP: setting.flies_to_berlin,
    TRIP + 1: setting.is_in_madrid,
    TRIP + 2: setting.is_back_in_lisbon,
    TRIP + 3: rings.later_over_a_restart,
    AWAY.start: peace.goes_away,
    **dict.fromkeys(AWAY[1:], peace.is_away),
    AWAY.stop: peace.comes_back,
    45: habits.misses,
    60: habits.day_ends_late,
    SILENCE.stop: silence.says_hi,
    STRENGTH + 1: habits.misses,
}
# What the person looks at or sets when the day's rings are over.
AFTERWARDS: Mapping[int, Day] = {
    13: habits.looks_back,
    22: habits.hides_the_streak,
    44: habits.looks_at_it_in_the_dark,
    46: habits.adds_forgotten_sessions,
    61: habits.looks_back,
    SILENCE.stop: habits.looks_back,
    STRENGTH: habits.notes_the_strength,
    STRENGTH + 2: habits.has_kept_the_strength,
}


async def story(phone: Phone) -> None:
    """Live all days, and then take leave."""
    life = Life(phone)
    for life.day in range(LAST):
        try:
            await _lives_a_day(life)
        except BaseException as broken:
            broken.add_note(f"on day {life.day} of the story, {life.today}")
            raise
    assert life.usual == habits.EVENING
    assert life.milestones == set(MILESTONES)
    await data.takes_leave(life)


async def _lives_a_day(life: Life) -> None:
    """Look whether the day before was well, and live this one."""
    if life.day:
        await life.lives_until(life.at(7))
        await life.is_well()
    await _day_of(life)(life)
    await AFTERWARDS.get(life.day, _nothing)(life)


def _day_of(life: Life) -> Day:
    if life.day in DAYS:
        return DAYS[life.day]
    if life.day in SILENCE:
        return silence.does_nothing
    if life.day in EVENINGS and life.usual != habits.EVENING:
        return habits.does_it_in_the_evening
    return habits.usual


async def _nothing(life: Life) -> None:
    """Most days end without a look at the chat."""


if __name__ == "__main__":
    play("ten_weeks", story, at=BEGIN, zone=LISBON.key)
