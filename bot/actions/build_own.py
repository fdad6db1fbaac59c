"""A person builds a routine, tap by tap. The draft is in the database, so a restart loses nothing.

`of`: the saved routine whose builder was tapped; None: the builder of a new routine. A tap on the builder is
stale once another draft has replaced its draft.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.actions.own.drafts import ask_about_unsaved
from bot.actions.own.refusals import is_full, must_be_private, refuse_own
from bot.actions.planning.find_routine import find_own
from bot.actions.saying.answers import change
from bot.actions.scene import Scene
from bot.domain import drafting
from bot.domain.catalogue import Step, TechniqueKey
from bot.domain.drafting import Limit
from bot.domain.ids import OwnId
from bot.domain.message import Message, Phrase, phrase
from bot.domain.own import NOTCH, Draft, OwnRoutine, steps_of
from bot.screens import builder
from bot.screens import own as screens
from bot.screens.presses import BuildAfresh

# How the draft is shown after a tap, from its steps and the routine that it is a copy of.
Show = Callable[[tuple[Step, ...], OwnRoutine | None], Message]


def build_new(scene: Scene) -> Phrase | None:
    """Begin an empty draft; first ask about an unsaved draft."""
    may_begin = scene.asked.is_private and not is_full(scene)
    if may_begin and ask_about_unsaved(scene, BuildAfresh()):
        return None
    return build_afresh(scene)


def build_afresh(scene: Scene) -> Phrase | None:
    """Begin an empty draft; the earlier draft is dropped."""
    if must_be_private(scene):
        return None
    if is_full(scene):
        change(scene, screens.is_full())
        return None
    scene.keep_draft(Draft(scene.chat_id))
    return build(scene)


def build(scene: Scene, of: OwnId | None = None) -> Phrase | None:
    """Show the draft, or begin one if there is none."""
    if of is None and scene.draft is None:
        return build_new(scene)
    return _tap(scene, of, lambda draft: draft, _builder(scene))


def add_technique(scene: Scene, of: OwnId | None, key: TechniqueKey) -> Phrase | None:
    """Add a technique at the end, with its least time."""
    technique = scene.texts.techniques[key]
    return _tap(scene, of, lambda draft: drafting.add(draft, technique), _builder(scene))


def undo(scene: Scene, of: OwnId | None) -> Phrase | None:
    """Undo the newest change."""
    return _tap(scene, of, drafting.undo, _builder(scene))


def choose_order(scene: Scene, of: OwnId | None, at: int) -> Phrase | None:
    """Choose the piece to move or to remove."""
    return _tap(scene, of, lambda draft: _choose(draft, at), _order(scene, at))


def choose_time(scene: Scene, of: OwnId | None, at: int) -> Phrase | None:
    """Choose the piece to make shorter or longer."""
    return _tap(
        scene,
        of,
        lambda draft: _choose(draft, at),
        lambda steps, own: builder.times(steps, at, own),
    )


def move_piece(scene: Scene, of: OwnId | None, at: int, by: int) -> Phrase | None:
    """Move a piece up (`by` -1) or down (1); it stays the chosen piece."""
    return _tap(scene, of, lambda draft: drafting.move(draft, at, by), _order(scene, at + by))


def remove_piece(scene: Scene, of: OwnId | None, at: int) -> Phrase | None:
    """Remove a piece; then the next piece is chosen."""
    return _tap(scene, of, lambda draft: drafting.remove(draft, at), _order(scene, at))


def stretch_piece(scene: Scene, of: OwnId | None, at: int, notches: int) -> Phrase | None:
    """Make a piece longer or shorter by notches of 30 s, inside the technique's limits."""
    techniques = scene.texts.techniques
    said = _tap(
        scene,
        of,
        lambda draft: drafting.stretch(draft, at, notches * NOTCH, techniques),
        lambda steps, own: builder.times(steps, at, own),
    )
    draft = scene.draft
    if said is None or said.id != Limit.time.value or draft is None:
        return said
    technique = techniques[draft.pieces[at].technique]
    return builder.time_limits(technique.key, *technique.own_seconds)


def _choose(draft: Draft, at: int) -> Draft | Limit:
    if not draft.pieces:
        return Limit.empty
    return draft if at < len(draft.pieces) else Limit.gone


def _builder(scene: Scene) -> Show:
    """Show the draft with a button to add each technique."""
    return partial(builder.builder, techniques=scene.texts.techniques)


def _order(scene: Scene, at: int) -> Show:
    """Show the order with the piece at `at` chosen, or the last piece, or an empty builder."""

    def show(steps: tuple[Step, ...], own: OwnRoutine | None) -> Message:
        pieces = len(steps) - 2
        return builder.order(steps, min(at, pieces - 1), own) if pieces else _builder(scene)(steps, own)

    return show


def _tap(scene: Scene, of: OwnId | None, do: Callable[[Draft], Draft | Limit], show: Show) -> Phrase | None:
    """Change the draft and show it, or say why the change is not possible."""
    own = find_own(scene, of) if of is not None else None
    if of is not None and own is None:
        return refuse_own(scene)
    draft = scene.draft
    if draft is None or draft.edits != of:
        return phrase("e_stale")
    changed = do(draft)
    if isinstance(changed, Limit):
        return phrase(changed.value)
    scene.keep_draft(replace(changed, asked_at=None, renames=None))
    change(scene, show(steps_of(changed.pieces, scene.texts.techniques), own))
    return None
