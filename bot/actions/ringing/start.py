"""Reminders begin to ring once it is known what time it is in the chat."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.domain.reminder import Reminder, move_past, set_zone
from bot.ports import Asked, Work


def start_ringing(work: Work, asked: Asked, kept: Sequence[Reminder], zone: str) -> list[Reminder]:
    """Let `kept` ring in `zone`; return them as they stand once what is due by now has rung."""
    now, there = asked.now.people, ZoneInfo(zone)
    ringing = [set_zone(reminder, there, now) for reminder in kept]
    for reminder in ringing:
        work.reminders.put(reminder)
    return [move_past(reminder, there, now) for reminder in ringing]
