"""What the next line answers: a question for the zone, for an hour, or for a name."""

from __future__ import annotations

from dataclasses import replace

from bot.ports import Asked, Work


def drop_question(work: Work, asked: Asked) -> None:
    """Forget what was asked last: whoever does something else is not answering it any more."""
    known = work.chats.get(asked.chat)
    if known is not None and known.asked is not None:
        work.chats.put(replace(known, asked=None))


def awaits_name(work: Work, asked: Asked) -> bool:
    """Is the next line a name?"""
    draft = work.own.draft(asked.chat)
    return draft is not None and draft.awaits_name(asked.now.people)


def forget_name(work: Work, asked: Asked) -> None:
    """Whoever does something else is not naming any more: the next line is no name."""
    draft = work.own.draft(asked.chat)
    if draft is not None and draft.asked_at is not None:
        work.own.put_draft(replace(draft, asked_at=None, renames=None))


def forget_questions(work: Work, asked: Asked) -> None:
    """Whoever does something else is answering no question any more."""
    drop_question(work, asked)
    forget_name(work, asked)
