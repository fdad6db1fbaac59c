"""The question about reminders whose hours are inside the quiet hours: ring there, or at their end?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.message import Button, ClockTime, Message, listed, phrase
from bot.domain.reminder import Reminder
from bot.screens import presses
from bot.screens.buttons import button


def asks_about(reminders: Sequence[Reminder], said: Message) -> Message:
    """Return `said`, with the question if some of `reminders` wait for the end of the quiet hours."""
    waiting = [each for each in reminders if each.waits_until is not None]
    if not waiting:
        return said
    hours = listed([ClockTime(at) for at in sorted({each.at for each in waiting})])
    ends = ClockTime(waiting[0].rings_at)
    asked = phrase("quiet_waits", list=hours, ends=ends)
    choice = (_ring_inside(waiting), button("ring_at", presses.KeepRings(), time=ends))
    return replace(said, parts=(*said.parts, asked), buttons=(choice, *said.buttons))


def _ring_inside(waiting: Sequence[Reminder]) -> Button:
    if len(waiting) > 1:
        return button("ring_inside", presses.RingInside())
    [only] = waiting
    return button("ring_at", presses.RingInside(only.id), time=ClockTime(only.at))
