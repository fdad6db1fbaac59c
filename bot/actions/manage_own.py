"""A person looks after their own routines: the list, one of them, share, delete, what is not saved yet."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.planning.find_routine import find_own
from bot.actions.saying.answers import change, chat_of, say
from bot.domain.catalogue import RoutineKey
from bot.domain.ids import OwnId
from bot.domain.message import Phrase
from bot.domain.own import MOST_ROUTINES, Draft, OwnRoutine, as_routine, own_id
from bot.ports import Asked, Work
from bot.screens import builder
from bot.screens import own as screens


def show_my_routines(work: Work, asked: Asked) -> Phrase | None:
    """`/my_routines`."""
    if must_be_private(work, asked):
        return None
    techniques = work.catalogue.techniques
    routines = [(own, as_routine(own, techniques)) for own in work.own.of(asked.chat)]
    draft = unsaved(work, asked)
    change(work, asked, screens.mine(routines, draft, _edited(work, asked, draft)))
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
    """Delete it, and with it the link. Changes of it that are not saved are kept, as a new routine."""
    own = find_own(work, asked.chat, number)
    if own is None:
        return refuse_own(work, asked)
    draft = work.own.draft(asked.chat)
    if draft is not None and draft.edits == own.id:
        if unsaved(work, asked) is None:
            work.own.drop_draft(asked.chat)
        else:
            work.own.put_draft(replace(draft, edits=None))
    work.own.drop(own)
    change(work, asked, screens.deleted(own))
    return None


def refuse_own(work: Work, asked: Asked) -> Phrase | None:
    """Answer a tap on a routine that was deleted, or that belongs to somebody else."""
    change(work, asked, screens.gone())
    return None


def unsaved(work: Work, asked: Asked) -> Draft | None:
    """Return the draft, if it has steps that stand nowhere else."""
    draft = work.own.draft(asked.chat)
    if draft is None or not draft.pieces:
        return None
    own = _edited(work, asked, draft)
    return None if own is not None and own.pieces == draft.pieces else draft


def ask_about_unsaved(work: Work, asked: Asked, then: str) -> bool:
    """Ask whether what is not saved yet may go; `then`: the button that lets it. False: there is nothing."""
    draft = unsaved(work, asked)
    if draft is None:
        return False
    change(work, asked, builder.unsaved(_edited(work, asked, draft), then))
    return True


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


def _edited(work: Work, asked: Asked, draft: Draft | None) -> OwnRoutine | None:
    """Return the routine that a draft is a copy of."""
    return find_own(work, asked.chat, draft.edits) if draft is not None and draft.edits is not None else None
