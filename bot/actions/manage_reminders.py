"""A person lists the reminders, deletes one, undoes a new one, or turns all of them off."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase
from bot.reading.line import NO_HOURS, HoursNamed
from bot.screens import reminders as screens


def show_reminders(scene: Scene) -> Phrase | None:
    """List the reminders and name the next ring."""
    say(scene, screens.overview(scene.reminders.of(scene.chat_id), scene.chat.zone))
    return None


def drop_reminders(scene: Scene, which: Sequence[ReminderId]) -> Phrase | None:
    """Delete some reminders of this chat; reminders of other chats are not touched."""
    for reminder in which:
        if scene.reminders.drop(scene.chat_id, reminder):
            scene.outbox.cancel_rings(scene.chat_id, reminder)
    change(scene, screens.overview(scene.reminders.of(scene.chat_id), scene.chat.zone))
    return None


def stop_reminders(scene: Scene, named: HoursNamed = NO_HOURS) -> Phrase | None:
    """Delete all reminders; if hours are named, delete only the reminders at these, and show the rest."""
    if named.has_digit:
        return drop_reminders(
            scene, [each.id for each in scene.reminders.of(scene.chat_id) if each.at in named.at]
        )
    scene.reminders.drop(scene.chat_id)
    scene.outbox.cancel_rings(scene.chat_id)
    say(scene, screens.all_off())
    return None
