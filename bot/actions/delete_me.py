"""A person wants everything about them deleted: ask once, then delete it."""

from __future__ import annotations

from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.ports import Lane
from bot.screens import basics


def ask_to_delete(scene: Scene) -> Phrase | None:
    """Ask whether to delete everything."""
    say(scene, basics.delete())
    return None


def delete_me(scene: Scene) -> Phrase | None:
    """Delete everything stored about this chat; only the answer remains, until it was sent."""
    scene.forget()
    change(scene, basics.plain("deleted"), Lane.farewell)
    return None


def keep_me(scene: Scene) -> Phrase | None:
    """Delete nothing."""
    change(scene, basics.plain("delete_kept"))
    return None
