"""Why an own routine cannot be had: it is gone, there are too many, or the chat is a group."""

from __future__ import annotations

from bot.actions.saying.answers import change, say
from bot.actions.scene import Scene
from bot.domain.message import Phrase
from bot.domain.own import MOST_ROUTINES
from bot.screens import own as screens


def refuse_own(scene: Scene) -> Phrase | None:
    """Answer a tap on a routine that was deleted, or that belongs to somebody else."""
    change(scene, screens.gone())
    return None


def is_full(scene: Scene) -> bool:
    """Are there as many routines as there may be?"""
    return len(scene.own.of(scene.chat_id)) >= MOST_ROUTINES


def must_be_private(scene: Scene, start: str = "my_routines") -> bool:
    """Own routines belong to one person; in a group say so, with a link, and return True.

    `start`: what the link says to the bot.
    """
    scene.meet()
    if scene.asked.is_private:
        return False
    say(scene, screens.is_private(scene.asked.bot, start))
    return True
