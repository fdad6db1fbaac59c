"""A person changes a saved routine: in the builder, on a copy that takes its place once it is saved."""

from __future__ import annotations

from bot.actions.build_own import build
from bot.actions.manage_own import show_own
from bot.actions.own.drafts import ask_about_unsaved
from bot.actions.own.refusals import refuse_own
from bot.actions.planning.find_routine import find_own
from bot.actions.saying.answers import change
from bot.domain.ids import OwnId
from bot.domain.message import Phrase, phrase
from bot.domain.own import as_routine, copy_of
from bot.ports import Asked, Work
from bot.screens import own as screens


def edit_own(work: Work, asked: Asked, number: OwnId) -> Phrase | None:
    """Open the builder on a copy, or go on with it; another draft that is not saved is asked about first."""
    draft = work.own.draft(asked.chat)
    if draft is not None and draft.edits == number:
        return build(work, asked, number)
    is_here = find_own(work, asked.chat, number) is not None
    if is_here and ask_about_unsaved(work, asked, f"edit:{number}:afresh"):
        return None
    return edit_afresh(work, asked, number)


def edit_afresh(work: Work, asked: Asked, number: OwnId) -> Phrase | None:
    """Open the builder on a new copy; what was being built before is gone."""
    own = find_own(work, asked.chat, number)
    if own is None:
        return refuse_own(work, asked)
    work.own.put_draft(copy_of(own, work.catalogue.techniques))
    return build(work, asked, number)


def save_edit(work: Work, asked: Asked, number: OwnId) -> Phrase | None:
    """Keep the copy's steps instead of the routine's; sessions and friends' copies keep what they have."""
    own = find_own(work, asked.chat, number)
    if own is None:
        return refuse_own(work, asked)
    draft = work.own.draft(asked.chat)
    if draft is None or draft.edits != number:
        return phrase("e_stale")
    if not draft.pieces:
        return phrase("e_empty_draft")
    work.own.rebuild(number, draft.pieces)
    work.own.drop_draft(asked.chat)
    saved = find_own(work, asked.chat, number) or own
    change(work, asked, screens.edited(saved, as_routine(saved, work.catalogue.techniques)))
    return None


def leave_edit(work: Work, asked: Asked, number: OwnId) -> Phrase | None:
    """Leave the routine as it was."""
    draft = work.own.draft(asked.chat)
    own = find_own(work, asked.chat, number)
    if own is not None and draft is not None and draft.edits == number:
        work.own.drop_draft(asked.chat)
    return show_own(work, asked, own.key) if own is not None else refuse_own(work, asked)
