"""A person sets the quiet hours, or looks at them."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.domain.quiet import Quiet
from bot.screens import reminders as screens


def show_quiet(scene: Scene) -> Phrase | None:
    """Show the quiet hours, and offer some to choose."""
    say(scene, screens.quiet_hours(scene.chat.quiet))
    return None


def set_quiet(scene: Scene, quiet: Quiet | None) -> Phrase | None:
    """Set the quiet hours; None: turn them off."""
    chat = scene.chat
    scene.keep(replace(chat, quiet=quiet))
    change(scene, screens.quiet_hours(quiet))
    return None
