"""A person builds a routine, tap by tap; the draft is in the database, so a restart takes nothing away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.actions.answers import change
from bot.actions.manage_own import is_full, must_be_private
from bot.domain import own as building
from bot.domain.catalogue import Step, TechniqueKey
from bot.domain.message import Message, Phrase, phrase
from bot.domain.own import NOTCH, Draft, Limit, limits_of, steps_of
from bot.domain.screens import own as screens
from bot.ports import Asked, Work

# How the draft is shown after a tap, from its steps.
Show = Callable[[tuple[Step, ...]], Message]


def build_new(work: Work, asked: Asked) -> Phrase | None:
    """An empty draft; what was being built before is gone."""
    if must_be_private(work, asked):
        return None
    if is_full(work, asked):
        change(work, asked, screens.is_full())
        return None
    work.own.put_draft(Draft(asked.chat))
    return build(work, asked)


def build(work: Work, asked: Asked) -> Phrase | None:
    """Show what is being built; with nothing begun, begin."""
    if work.own.draft(asked.chat) is None:
        return build_new(work, asked)
    return _tap(work, asked, lambda draft: draft, screens.builder)


def add_technique(work: Work, asked: Asked, key: TechniqueKey) -> Phrase | None:
    """Put a technique at the end, with its least time."""
    technique = work.catalogue.techniques[key]
    return _tap(work, asked, lambda draft: building.add(draft, technique), screens.builder)


def undo(work: Work, asked: Asked) -> Phrase | None:
    """Take the newest change back."""
    return _tap(work, asked, building.undo, screens.builder)


def choose_order(work: Work, asked: Asked, at: int) -> Phrase | None:
    """Choose the piece to move."""
    return _tap(work, asked, lambda draft: _choose(draft, at), lambda steps: screens.order(steps, at))


def choose_time(work: Work, asked: Asked, at: int) -> Phrase | None:
    """Choose the piece to make shorter or longer."""
    return _tap(work, asked, lambda draft: _choose(draft, at), lambda steps: screens.times(steps, at))


def move_piece(work: Work, asked: Asked, at: int, by: int) -> Phrase | None:
    """Move a piece up (-1) or down (1); it stays the chosen one."""
    return _tap(
        work,
        asked,
        lambda draft: building.move(draft, at, by),
        lambda steps: screens.order(steps, at + by),
    )


def stretch_piece(work: Work, asked: Asked, at: int, notches: int) -> Phrase | None:
    """Make a piece longer or shorter by notches of 30 s, inside the technique's limits."""
    techniques = work.catalogue.techniques
    said = _tap(
        work,
        asked,
        lambda draft: building.stretch(draft, at, notches * NOTCH, techniques),
        lambda steps: screens.times(steps, at),
    )
    draft = work.own.draft(asked.chat)
    if said is None or said.id != Limit.time.value or draft is None:
        return said
    technique = techniques[draft.pieces[at].technique]
    return screens.time_limits(technique.key, *limits_of(technique))


def _choose(draft: Draft, at: int) -> Draft | Limit:
    if not draft.pieces:
        return Limit.empty
    return draft if at < len(draft.pieces) else Limit.gone


def _tap(work: Work, asked: Asked, do: Callable[[Draft], Draft | Limit], show: Show) -> Phrase | None:
    """Change the draft and show it, or say why it cannot be. No name is awaited after a tap."""
    draft = work.own.draft(asked.chat)
    if draft is None:
        return phrase("e_stale")
    changed = do(draft)
    if isinstance(changed, Limit):
        return phrase(changed.value)
    work.own.put_draft(replace(changed, asked_at=None, renames=None))
    change(work, asked, show(steps_of(changed.pieces, work.catalogue.techniques)))
    return None
