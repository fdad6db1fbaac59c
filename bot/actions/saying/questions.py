"""The bot's open questions: for the zone, for an hour, or for the name of an own routine."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.scene import Scene


def awaits_name(scene: Scene) -> bool:
    """Is the next line a name?"""
    draft = scene.draft
    return draft is not None and draft.awaits_name(scene.now.people)


def forget_name(scene: Scene) -> None:
    """Ask for no name any more: the next line is none."""
    draft = scene.draft
    if draft is not None and draft.asked_at is not None:
        scene.keep_draft(replace(draft, asked_at=None, renames=None))


def forget_questions(scene: Scene) -> None:
    """Ask nothing any more: the next line is no zone, no bare hour and no name."""
    known = scene.known
    if known is not None and known.question is not None:
        scene.keep(replace(known, question=None))
    forget_name(scene)
