"""The draft of an own routine, and whether it is saved."""

from __future__ import annotations

from bot.actions.planning.find_routine import find_own
from bot.actions.saying.answers import change
from bot.actions.scene import Scene
from bot.domain.own import Draft, OwnRoutine
from bot.screens import builder
from bot.screens.presses import BuildAfresh, EditAfresh


def unsaved(scene: Scene) -> Draft | None:
    """Return the draft if it has unsaved steps; else None."""
    draft = scene.draft
    if draft is None or not draft.pieces:
        return None
    own = edited_by(scene, draft)
    return None if own is not None and own.pieces == draft.pieces else draft


def ask_about_unsaved(scene: Scene, then: BuildAfresh | EditAfresh) -> bool:
    """Ask whether the unsaved draft may be dropped; `then`: the press that drops it. False: no draft."""
    draft = unsaved(scene)
    if draft is None:
        return False
    change(scene, builder.unsaved(edited_by(scene, draft), then))
    return True


def edited_by(scene: Scene, draft: Draft | None) -> OwnRoutine | None:
    """Return the routine that a draft is a copy of."""
    return find_own(scene, draft.edits) if draft is not None and draft.edits is not None else None
