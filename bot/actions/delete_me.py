"""A person wants everything about them deleted: ask once, then delete it."""

from __future__ import annotations

from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.screens import basics


def ask_to_delete(scene: Scene) -> Phrase | None:
    """Ask whether to delete everything."""
    say(scene, basics.delete())
    return None


def delete_me(scene: Scene) -> Phrase | None:
    """Delete everything stored about this chat; only the answer remains, for 48 hours."""
    scene.forget()
    change(scene, basics.plain("deleted"))
    return None


def keep_me(scene: Scene) -> Phrase | None:
    """Delete nothing."""
    change(scene, basics.plain("delete_kept"))
    return None
