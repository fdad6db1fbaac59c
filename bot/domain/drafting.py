"""Changes to the draft of an own routine, each inside the limits of a routine and its techniques.

Each function returns the changed draft, or the limit that forbids the change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from bot.domain.catalogue import Technique, TechniqueKey
from bot.domain.own import Draft, OwnRoutine, Piece, Pieces, total_seconds

MOST_STEPS = 15  # settle and finish included
MOST_SECONDS = 30 * 60
MOST_UNDONE = 30  # changes that can be undone


class Limit(StrEnum):
    """Why a draft cannot be changed in this way; the value is the phrase that says so."""

    steps = "e_fifteen"
    minutes = "e_thirty"
    time = "e_step_time"
    end = "e_step_order"
    gone = "e_stale"
    nothing = "e_nothing_to_undo"
    empty = "e_empty_draft"


def copy_of(own: OwnRoutine, techniques: Mapping[TechniqueKey, Technique]) -> Draft:
    """Return a draft with the steps of a saved routine. A technique that no longer exists is left out."""
    pieces = tuple(piece for piece in own.pieces if piece.technique in techniques)
    return Draft(own.chat, pieces, edits=own.id)


def add(draft: Draft, technique: Technique) -> Draft | Limit:
    """Add a technique at the end, with its least time."""
    least, _ = technique.own_seconds
    return _changed(draft, (*draft.pieces, Piece(technique.key, least)))


def stretch(
    draft: Draft, at: int, seconds: int, techniques: Mapping[TechniqueKey, Technique]
) -> Draft | Limit:
    """Make the piece at `at` longer or shorter by `seconds`, inside the technique's limits."""
    if at >= len(draft.pieces):
        return Limit.gone
    piece = draft.pieces[at]
    least, most = techniques[piece.technique].own_seconds
    if not least <= piece.seconds + seconds <= most:
        return Limit.time
    longer = replace(piece, seconds=piece.seconds + seconds)
    return _changed(draft, (*draft.pieces[:at], longer, *draft.pieces[at + 1 :]))


def move(draft: Draft, at: int, by: int) -> Draft | Limit:
    """Swap the piece at `at` with the one before it (`by` -1) or after it (`by` 1)."""
    if at >= len(draft.pieces):
        return Limit.gone
    if not 0 <= at + by < len(draft.pieces):
        return Limit.end
    pieces = list(draft.pieces)
    pieces[at], pieces[at + by] = pieces[at + by], pieces[at]
    return _changed(draft, tuple(pieces))


def remove(draft: Draft, at: int) -> Draft | Limit:
    """Remove the piece at `at`."""
    if at >= len(draft.pieces):
        return Limit.gone
    return _changed(draft, (*draft.pieces[:at], *draft.pieces[at + 1 :]))


def undo(draft: Draft) -> Draft | Limit:
    """Undo the newest change."""
    if not draft.past:
        return Limit.nothing
    return replace(draft, pieces=draft.past[-1], past=draft.past[:-1])


def _changed(draft: Draft, pieces: Pieces) -> Draft | Limit:
    if len(pieces) + 2 > MOST_STEPS:
        return Limit.steps
    if total_seconds(pieces) > MOST_SECONDS:
        return Limit.minutes
    return replace(draft, pieces=pieces, past=(*draft.past, draft.pieces)[-MOST_UNDONE:])
