"""A person wants everything about them to be gone: asked once, then done."""

from __future__ import annotations

from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.screens import basics


def ask_to_delete(scene: Scene) -> Phrase | None:
    """Ask once."""
    say(scene, basics.delete())
    return None


def delete_me(scene: Scene) -> Phrase | None:
    """Delete everything that is kept of this chat; only the answer to it remains, for 48 hours."""
    scene.forget()
    change(scene, basics.plain("deleted"))
    return None


def keep_me(scene: Scene) -> Phrase | None:
    """Nothing is deleted."""
    change(scene, basics.plain("delete_kept"))
    return None
