"""When reminders ring next: once the chat's time zone is known, and not while the person is away."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.actions.ringing.habits import habits_of
from bot.actions.scene import Visit
from bot.domain.away import stay_away
from bot.domain.reminder import Reminder, move_past, set_zone, skip_days


def start_ringing(visit: Visit, kept: Sequence[Reminder], zone: str) -> list[Reminder]:
    """Plan the rings of `kept` in `zone`; return them moved past the rings that are due by now.

    Weekly reminders do not ring on a day on which the person has done it already.
    """
    now, there = visit.now.people, ZoneInfo(zone)
    ringing = [set_zone(reminder, there, now) for reminder in kept if not reminder.is_over]
    if any(each.once_on is None and each.ring is not None for each in ringing):
        ringing = _in_peace(visit, ringing, there)
    for reminder in ringing:
        visit.reminders.put(reminder)
    return [move_past(reminder, there, now) for reminder in ringing]


def _in_peace(visit: Visit, ringing: Sequence[Reminder], zone: ZoneInfo) -> list[Reminder]:
    """Leave out the rings of days that are done, and of the days on which the person is away.

    Not only today may be done: it may be a later date where the person has just come from, or before
    another hour was set at which a day begins.
    """
    now, chat = visit.now.people, visit.known
    done, begins = habits_of(visit, zone).days_done, chat.day_begins if chat is not None else 0
    planned = []
    for each in ringing:
        if each.once_on is None and each.ring is not None and each.ring.at > now:
            each = skip_days(done, each, zone, begins)
        if chat is not None and chat.away is not None:
            each = stay_away(each, chat.away.back_on, zone)
        planned.append(each)
    return planned
