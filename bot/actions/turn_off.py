"""A person taps *Turn off*: ask whether this reminder is meant or all, and then delete it, or them.

Deleted reminders lose their plans, so there is no *Undo* that could bring all back. That is why a tap asks.
"""

from __future__ import annotations

from bot.actions.manage_reminders import delete, overview_of, stop_reminders
from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.ids import ReminderId
from bot.domain.message import Phrase, phrase
from bot.screens import reminders as screens


def ask_turn_off(scene: Scene, reminder: ReminderId | None = None) -> Phrase | None:
    """Ask what to turn off: the reminder that rang, or all. None: the button was about all of them."""
    known = scene.reminders.of(scene.chat_id)
    rang = next((each for each in known if each.id == reminder), None)
    say(scene, screens.ask_turn_off(known, rang) if known else screens.all_off())
    return None


def turn_off(scene: Scene, reminder: ReminderId | None) -> Phrase | None:
    """Delete a reminder of this chat, or all of them, in place of the question."""
    if reminder is None:
        return stop_reminders(scene)
    known = scene.reminder(reminder)
    if known is None:
        return phrase("e_stale")
    delete(scene, known)
    change(scene, screens.is_dropped(known, overview_of(scene)))
    return None
