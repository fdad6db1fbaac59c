"""A person who did not answer for a while says what shall become of the reminders."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import change
from bot.actions.scene import Scene
from bot.domain.days import WEEKDAYS, Days, two_of
from bot.domain.message import Phrase
from bot.domain.reminder import Reminder, days_left
from bot.screens import peace
from bot.screens.presses import Fewer


def keep_rings(scene: Scene) -> Phrase | None:
    """Let the reminders ring as they are set: the tap itself is the sign of life that resets all."""
    change(scene, peace.rings_stay(scene.reminders.of(scene.chat_id), scene.chat.zone))
    return None


def ring_less(scene: Scene, fewer: Fewer) -> Phrase | None:
    """Let the weekly reminders ring on fewer days."""
    chat = scene.chat
    for each in _weekly(scene):
        left = _days_left(scene, each, fewer)
        if left is None or left == each.days:
            continue
        shorter = replace(each, days=left)
        scene.reminders.put(shorter)
        if chat.zone is not None:
            start_ringing(scene, [shorter], chat.zone)
    scene.outbox.cancel_rings(scene.chat_id)
    change(scene, peace.rings_stay(scene.reminders.of(scene.chat_id), chat.zone))
    return None


def _days_left(scene: Scene, reminder: Reminder, fewer: Fewer) -> Days | None:
    """Return the fewer days, without those on which another reminder rings at the hour; None: no day."""
    days = two_of(reminder.days) if fewer is Fewer.twice_a_week else _weekdays_of(reminder.days)
    others = [other for other in _weekly(scene) if other.id != reminder.id]
    return days_left(days, reminder.at, others)


def _weekdays_of(days: Days) -> Days:
    """Return the working days among `days`; where there are none, `days` itself."""
    return Days(days.mask & WEEKDAYS.mask or days.mask)


def _weekly(scene: Scene) -> list[Reminder]:
    return [each for each in scene.reminders.of(scene.chat_id) if each.once_on is None]
