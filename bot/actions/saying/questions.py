"""What the next line answers: a question for the zone, for an hour, or for a name."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.scene import Scene


def drop_question(scene: Scene) -> None:
    """Forget what was asked last: whoever does something else is not answering it any more."""
    known = scene.known
    if known is not None and known.asked is not None:
        scene.keep(replace(known, asked=None))


def awaits_name(scene: Scene) -> bool:
    """Is the next line a name?"""
    draft = scene.own.draft(scene.chat_id)
    return draft is not None and draft.awaits_name(scene.now.people)


def forget_name(scene: Scene) -> None:
    """Whoever does something else is not naming any more: the next line is no name."""
    draft = scene.own.draft(scene.chat_id)
    if draft is not None and draft.asked_at is not None:
        scene.own.put_draft(replace(draft, asked_at=None, renames=None))


def forget_questions(scene: Scene) -> None:
    """Whoever does something else is answering no question any more."""
    drop_question(scene)
    forget_name(scene)
