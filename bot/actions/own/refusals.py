"""Why an own routine cannot be had: it is gone, there are too many, or the chat is a group."""

from __future__ import annotations

from bot.actions.saying.answers import change, chat_of, say
from bot.domain.message import Phrase
from bot.domain.own import MOST_ROUTINES
from bot.ports import Asked, Work
from bot.screens import own as screens


def refuse_own(work: Work, asked: Asked) -> Phrase | None:
    """Answer a tap on a routine that was deleted, or that belongs to somebody else."""
    change(work, asked, screens.gone())
    return None


def is_full(work: Work, asked: Asked) -> bool:
    """Are there as many routines as there may be?"""
    return len(work.own.of(asked.chat)) >= MOST_ROUTINES


def must_be_private(work: Work, asked: Asked, start: str = "my_routines") -> bool:
    """Own routines belong to one person; in a group say so, with a link, and return True.

    `start`: what the link says to the bot.
    """
    chat_of(work, asked)
    if asked.is_private:
        return False
    say(work, asked, screens.is_private(asked.bot, start))
    return True
