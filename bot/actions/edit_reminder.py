"""A person edits a reminder by buttons: its hour, its days."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.actions.ringing.missed import note_missed_of
from bot.actions.ringing.outside import moved_to
from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import change
from bot.actions.scene import Scene
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase, phrase
from bot.domain.reminder import Reminder, days_left, ring_on
from bot.screens import editing_reminders as screens
from bot.screens.presses import ChangeReminder, EditPart


def show_reminder(scene: Scene, which: ReminderId, part: EditPart) -> Phrase | None:
    """Show one reminder of this chat, with buttons to change it."""
    reminder = _ours(scene, which)
    if reminder is None:
        return phrase("e_stale")
    change(scene, screens.one(reminder, scene.chat.zone, part))
    return None


def change_reminder(scene: Scene, wanted: ChangeReminder) -> Phrase | None:
    """Let a reminder of this chat ring at another hour or on other days, and show it."""
    known = _ours(scene, wanted.reminder)
    if known is None:
        return phrase("e_stale")
    days = known.days if known.once_on is not None else wanted.days
    if (known.at, known.days) == (wanted.hour, days):
        return None  # a second tap
    moved = replace(known, at=wanted.hour, days=days, ring=None, snooze_at=None, keeps_moment=False)
    moved = moved_to(scene, moved, known)
    refusal = _refusal(scene, moved)
    if refusal is not None:
        return refusal
    note_missed_of(scene, [known])
    scene.outbox.cancel_rings(scene.chat_id, known.id)
    kept = _keep(scene, known, moved)
    zone = scene.chat.zone
    [ringing] = start_ringing(scene, [kept], zone) if zone is not None else [kept]
    change(scene, screens.one(ringing, zone, wanted.part))
    return None


def _ours(scene: Scene, which: ReminderId) -> Reminder | None:
    reminder = scene.reminder(which)
    return reminder if reminder is not None and not reminder.is_over else None


def _refusal(scene: Scene, moved: Reminder) -> Phrase | None:
    """Return why it cannot ring then; None: it can. On one day an hour has one reminder."""
    others = [each for each in scene.reminders.of(scene.chat_id) if each.id != moved.id]
    if moved.once_on is None:
        is_free = days_left(moved.days, moved.at, others) == moved.days
        return None if is_free else phrase("e_hour_taken")
    zone = scene.chat.zone
    if zone is None:
        return phrase("e_zone_first")
    if ring_on(moved.once_on, moved.at, ZoneInfo(zone)) <= scene.now.people:
        return phrase("e_moment_past")
    is_taken = any((each.at, each.once_on) == (moved.at, moved.once_on) for each in others)
    return phrase("e_hour_taken") if is_taken else None


def _keep(scene: Scene, known: Reminder, moved: Reminder) -> Reminder:
    """Keep the changed reminder. One that has rung counts as a new one, which can ring today again."""
    for over in scene.reminders.rung(scene.chat_id):
        if over.is_over and (over.at, over.once_on) == (moved.at, moved.once_on):
            scene.reminders.drop(scene.chat_id, over.id)
    if known.rung_on is not None:
        scene.reminders.drop(scene.chat_id, known.id)
        return scene.reminders.add(replace(moved, rung_on=None))
    scene.reminders.put(moved)
    return moved
