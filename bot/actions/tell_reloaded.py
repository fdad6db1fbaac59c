"""An administrator of the bot has let it read its texts anew."""

from __future__ import annotations

from bot.actions.saying.answers import say
from bot.actions.scene import Scene
from bot.screens import basics


def tell_reloaded(scene: Scene) -> None:
    """Say that the new texts are in use."""
    say(scene, basics.plain("reloaded"))


def tell_faulty(scene: Scene, faults: int, first: str) -> None:
    """Say that the texts stay as they were, how many faults the new ones have, and the first of them."""
    say(scene, basics.plain("not_reloaded", n=faults, fault=first))
