"""A person manages their own routines: lists them, opens, shares or deletes one."""

from __future__ import annotations

from dataclasses import replace

from bot.actions.own.drafts import edited_by, unsaved
from bot.actions.own.refusals import must_be_private, refuse_own
from bot.actions.planning.find_routine import find_own
from bot.actions.saying.answers import change
from bot.actions.scene import Scene
from bot.domain.catalogue import RoutineKey
from bot.domain.ids import OwnId
from bot.domain.message import Phrase
from bot.domain.own import as_routine, own_id
from bot.screens import own as screens


def show_my_routines(scene: Scene) -> Phrase | None:
    """Answer `/my_routines`."""
    if must_be_private(scene):
        return None
    techniques = scene.texts.techniques
    routines = [(own, as_routine(own, techniques)) for own in scene.own.of(scene.chat_id)]
    draft = unsaved(scene)
    change(scene, screens.mine(routines, draft, edited_by(scene, draft)))
    return None


def show_own(scene: Scene, key: RoutineKey) -> Phrase | None:
    """Show one own routine and all that can be done with it."""
    own = find_own(scene, own_id(key) or OwnId(0))
    if own is None:
        return refuse_own(scene)
    change(scene, screens.one(own, as_routine(own, scene.texts.techniques)))
    return None


def share_own(scene: Scene, number: OwnId) -> Phrase | None:
    """Show the link for a friend. Whoever has the link may keep a copy, and sees the sender's first name."""
    own = find_own(scene, number)
    if own is None:
        return refuse_own(scene)
    change(scene, screens.share(own, scene.asked.bot, scene.own.share(own.id, scene.asked.name)))
    return None


def ask_to_delete_own(scene: Scene, number: OwnId) -> Phrase | None:
    """Ask whether to delete a routine."""
    own = find_own(scene, number)
    if own is None:
        return refuse_own(scene)
    change(scene, screens.ask_to_delete(own))
    return None


def delete_own(scene: Scene, number: OwnId) -> Phrase | None:
    """Delete a routine and its link. An unsaved draft that changes it becomes the draft of a new routine."""
    own = find_own(scene, number)
    if own is None:
        return refuse_own(scene)
    draft = scene.draft
    if draft is not None and draft.edits == own.id:
        if unsaved(scene) is None:
            scene.drop_draft()
        else:
            scene.keep_draft(replace(draft, edits=None))
    scene.own.drop(own)
    change(scene, screens.deleted(own))
    return None
