"""A person wants what is kept about them as a file. The file is made when its message leaves."""

from __future__ import annotations

from bot.actions.saying.answers import say
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.domain.reminder import are_to_ring
from bot.screens import files


def take_out(scene: Scene) -> Phrase | None:
    """Answer `/export`: send everything that is kept about the chat."""
    if scene.known is None:
        say(scene, files.nothing_kept())
    else:
        say(scene, files.everything())
    return None


def take_calendar(scene: Scene) -> Phrase | None:
    """Answer `/calendar`: send the reminders as a calendar file, if any of them rings."""
    rings = are_to_ring(scene.reminders.of(scene.chat_id))
    if rings and scene.chat.zone is not None:
        say(scene, files.calendar())
    else:
        say(scene, files.nothing_to_ring(has_zone=scene.chat.zone is not None or not rings))
    return None
