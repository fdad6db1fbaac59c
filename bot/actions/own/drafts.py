"""The draft of an own routine, and what of it is not saved yet."""

from __future__ import annotations

from bot.actions.planning.find_routine import find_own
from bot.actions.saying.answers import change
from bot.domain.own import Draft, OwnRoutine
from bot.ports import Asked, Work
from bot.screens import builder


def unsaved(work: Work, asked: Asked) -> Draft | None:
    """Return the draft, if it has steps that stand nowhere else."""
    draft = work.own.draft(asked.chat)
    if draft is None or not draft.pieces:
        return None
    own = edited_by(work, asked, draft)
    return None if own is not None and own.pieces == draft.pieces else draft


def ask_about_unsaved(work: Work, asked: Asked, then: str) -> bool:
    """Ask whether what is not saved yet may go; `then`: the button that lets it. False: there is nothing."""
    draft = unsaved(work, asked)
    if draft is None:
        return False
    change(work, asked, builder.unsaved(edited_by(work, asked, draft), then))
    return True


def edited_by(work: Work, asked: Asked, draft: Draft | None) -> OwnRoutine | None:
    """Return the routine that a draft is a copy of."""
    return find_own(work, asked.chat, draft.edits) if draft is not None and draft.edits is not None else None
