"""A person changes a saved routine: in the builder, as a draft that replaces its steps once it is saved."""

from __future__ import annotations

from bot.actions.build_own import build
from bot.actions.manage_own import show_own
from bot.actions.own.drafts import ask_about_unsaved
from bot.actions.own.refusals import refuse_own
from bot.actions.planning.find_routine import find_own
from bot.actions.saying.answers import change
from bot.actions.scene import Scene
from bot.domain.drafting import copy_of
from bot.domain.ids import OwnId
from bot.domain.message import Phrase, phrase
from bot.domain.own import as_routine
from bot.screens import own as screens
from bot.screens.presses import EditAfresh


def edit_own(scene: Scene, number: OwnId) -> Phrase | None:
    """Open the builder on a copy, or continue with the copy; first ask about another unsaved draft."""
    draft = scene.draft
    if draft is not None and draft.edits == number:
        return build(scene, number)
    is_here = find_own(scene, number) is not None
    if is_here and ask_about_unsaved(scene, EditAfresh(number)):
        return None
    return edit_afresh(scene, number)


def edit_afresh(scene: Scene, number: OwnId) -> Phrase | None:
    """Open the builder on a new copy; the earlier draft is dropped."""
    own = find_own(scene, number)
    if own is None:
        return refuse_own(scene)
    scene.keep_draft(copy_of(own, scene.texts.techniques))
    return build(scene, number)


def save_edit(scene: Scene, number: OwnId) -> Phrase | None:
    """Give the routine the copy's steps; sessions and friends' copies keep their steps."""
    own = find_own(scene, number)
    if own is None:
        return refuse_own(scene)
    draft = scene.draft
    if draft is None or draft.edits != number:
        return phrase("e_stale")
    if not draft.pieces:
        return phrase("e_empty_draft")
    scene.own.rebuild(number, draft.pieces)
    scene.drop_draft()
    saved = find_own(scene, number) or own
    change(scene, screens.edited(saved, as_routine(saved, scene.texts.techniques)))
    return None


def leave_edit(scene: Scene, number: OwnId) -> Phrase | None:
    """Leave the routine as it was."""
    draft = scene.draft
    own = find_own(scene, number)
    if own is not None and draft is not None and draft.edits == number:
        scene.drop_draft()
    return show_own(scene, own.key) if own is not None else refuse_own(scene)
