"""A person looks at the reminders, drops one, takes a new one back, or turns them all off."""

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
    """Delete some reminders of this chat; those of others are not touched."""
    for reminder in which:
        if scene.reminders.drop(scene.chat_id, reminder):
            scene.outbox.cancel_rings(scene.chat_id, reminder)
    change(scene, screens.overview(scene.reminders.of(scene.chat_id), scene.chat.zone))
    return None


def stop_reminders(scene: Scene, named: HoursNamed = NO_HOURS) -> Phrase | None:
    """Turn all reminders off; where hours are named, only the reminders of these, and show what is left."""
    if named.has_digit:
        return drop_reminders(
            scene, [each.id for each in scene.reminders.of(scene.chat_id) if each.at in named.at]
        )
    scene.reminders.drop(scene.chat_id)
    scene.outbox.cancel_rings(scene.chat_id)
    say(scene, screens.all_off())
    return None
