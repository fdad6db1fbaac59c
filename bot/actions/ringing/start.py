"""Reminders begin to ring once the chat's time zone is known."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.actions.scene import Visit
from bot.domain.reminder import Reminder, move_past, set_zone


def start_ringing(visit: Visit, kept: Sequence[Reminder], zone: str) -> list[Reminder]:
    """Plan the rings of `kept` in `zone`; return them moved past the rings that are due by now."""
    now, there = visit.now.people, ZoneInfo(zone)
    ringing = [set_zone(reminder, there, now) for reminder in kept if not reminder.is_over]
    for reminder in ringing:
        visit.reminders.put(reminder)
    return [move_past(reminder, there, now) for reminder in ringing]
