"""A person looks after their own routines: the list, one of them, share, delete, what is not saved yet."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.own.drafts import edited_by, unsaved
from bot.actions.own.refusals import must_be_private, refuse_own
from bot.actions.planning.find_routine import find_own
from bot.actions.saying.answers import change
from bot.domain.catalogue import RoutineKey
from bot.domain.ids import OwnId
from bot.domain.message import Phrase
from bot.domain.own import as_routine, own_id
from bot.ports import Asked, Work
from bot.screens import own as screens


def show_my_routines(work: Work, asked: Asked) -> Phrase | None:
    """`/my_routines`."""
    if must_be_private(work, asked):
        return None
    techniques = work.catalogue.techniques
    routines = [(own, as_routine(own, techniques)) for own in work.own.of(asked.chat)]
    draft = unsaved(work, asked)
    change(work, asked, screens.mine(routines, draft, edited_by(work, asked, draft)))
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
