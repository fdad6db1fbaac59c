"""A person lets one reminder rest, and lets it ring again."""

from __future__ import annotations

from bot.actions.manage_reminders import named, show_reminders
from bot.actions.ringing.missed import note_missed_of
from bot.actions.ringing.start import start_ringing
from bot.actions.saying.answers import change
from bot.actions.scene import Scene
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase, phrase
from bot.domain.reminder import Reminder, pause, resume
from bot.domain.said_times import SaidTimes
from bot.screens import editing_reminders as screens


def pause_reminder(scene: Scene, reminder: ReminderId) -> Phrase | None:
    """Let a weekly reminder of this chat rest; it stays in the list."""
    known = _of_chat(scene, reminder)
    if known is None:
        return phrase("e_stale")
    note_missed_of(scene, [known])
    paused = pause(known)
    scene.reminders.put(paused)
    scene.outbox.cancel_rings(scene.chat_id, reminder)
    change(scene, screens.one(paused, scene.chat.zone))
    return None


def pause_named(scene: Scene, said: SaidTimes) -> Phrase | None:
    """Let the one weekly reminder rest that a line names; otherwise show them all."""
    weekly = [each for each in scene.reminders.of(scene.chat_id) if each.once_on is None]
    meant = [each for each in weekly if named(each, said.hours)]
    return pause_reminder(scene, meant[0].id) if len(meant) == 1 else show_reminders(scene)


def resume_reminder(scene: Scene, reminder: ReminderId) -> Phrase | None:
    """Let a paused reminder of this chat ring again, from now on."""
    known = _of_chat(scene, reminder)
    if known is None:
        return phrase("e_stale")
    zone, resumed = scene.chat.zone, resume(known)
    scene.reminders.put(resumed)
    [ringing] = start_ringing(scene, [resumed], zone) if zone is not None else [resumed]
    change(scene, screens.one(ringing, zone))
    return None


def _of_chat(scene: Scene, reminder: ReminderId) -> Reminder | None:
    known = scene.reminder(reminder)
    return known if known is not None and known.once_on is None else None
