"""A person looks after their own routines: the list, one of them, share, delete."""

from __future__ import annotations

from bot.actions.answers import change, chat_of, say
from bot.actions.find_routine import find_own
from bot.domain.catalogue import RoutineKey
from bot.domain.ids import OwnId
from bot.domain.message import Phrase
from bot.domain.own import MOST_ROUTINES, as_routine, own_id
from bot.domain.screens import basics
from bot.domain.screens import own as screens
from bot.ports import Asked, Work


def show_my_routines(work: Work, asked: Asked) -> Phrase | None:
    """`/my_routines`."""
    if must_be_private(work, asked):
        return None
    techniques = work.catalogue.techniques
    routines = [(own, as_routine(own, techniques)) for own in work.own.of(asked.chat)]
    change(work, asked, screens.mine(routines, work.own.draft(asked.chat)))
    return None


def show_own(work: Work, asked: Asked, key: RoutineKey) -> Phrase | None:
    """One own routine and all that can be done with it."""
    own = find_own(work, asked.chat, own_id(key) or OwnId(0))
    if own is None:
        return refuse_own(work, asked)
    change(work, asked, screens.one(own, as_routine(own, work.catalogue.techniques)))
    return None


def share_own(work: Work, asked: Asked, number: OwnId) -> Phrase | None:
    """The link for a friend; whoever has it may keep a copy, and reads the sender's first name."""
    own = find_own(work, asked.chat, number)
    if own is None:
        return refuse_own(work, asked)
    change(work, asked, screens.share(own, asked.bot, work.own.share(own.id, asked.name)))
    return None


def ask_to_delete_own(work: Work, asked: Asked, number: OwnId) -> Phrase | None:
    """Delete it? Asked once."""
    own = find_own(work, asked.chat, number)
    if own is None:
        return refuse_own(work, asked)
    change(work, asked, screens.ask_to_delete(own))
    return None


def delete_own(work: Work, asked: Asked, number: OwnId) -> Phrase | None:
    """Delete it, and with it the link."""
    own = find_own(work, asked.chat, number)
    if own is None:
        return refuse_own(work, asked)
    work.own.drop(own)
    change(work, asked, screens.deleted(own))
    return None


def refuse_own(work: Work, asked: Asked) -> Phrase | None:
    """Answer a tap on a routine that was deleted, or that belongs to somebody else."""
    change(work, asked, screens.gone())
    return None


def is_full(work: Work, asked: Asked) -> bool:
    """Are there as many routines as there may be?"""
    return len(work.own.of(asked.chat)) >= MOST_ROUTINES


def must_be_private(work: Work, asked: Asked) -> bool:
    """Own routines belong to one person; in a group say so, and return True."""
    chat_of(work, asked)
    if asked.is_private:
        return False
    say(work, asked, basics.plain("e_own_private"))
    return True
