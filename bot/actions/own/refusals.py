"""Refusals about own routines: one does not exist, there are too many, or the chat is a group."""

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
    """Has the chat as many own routines as it may have?"""
    return len(scene.own.of(scene.chat_id)) >= MOST_ROUTINES


def must_be_private(scene: Scene, start: str = "my_routines") -> bool:
    """In a group say, with a link, that own routines belong to one person, and return True.

    `start`: the text that the link sends to the bot.
    """
    scene.meet()
    if scene.asked.is_private:
        return False
    say(scene, screens.is_private(scene.asked.bot, start))
    return True
