"""A routine that a person builds (techniques in an order), its draft and its name.

What changes a draft is in `drafting`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.catalogue import (
    Audience,
    PhraseId,
    Routine,
    RoutineKey,
    Step,
    StepKind,
    Technique,
    TechniqueKey,
)
from bot.domain.cleaning import one_line
from bot.domain.ids import ChatId, OwnId

MOST_ROUTINES = 20  # of a chat
LONGEST_NAME = 40  # characters
NOTCH = 30  # seconds
AROUND = 30  # seconds of settle and of finish
NAME_AWAITED_FOR = timedelta(hours=1)

_KEY = re.compile(r"own_(0|[1-9][0-9]{0,14})")


class NameFault(StrEnum):
    """What is wrong with a name."""

    empty = "empty"
    long = "long"


@dataclass(frozen=True, slots=True)
class Piece:
    """One technique of an own routine, and its seconds."""

    technique: TechniqueKey
    seconds: int


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class OwnRoutine:
    """A routine that a chat has built. `token` and `sender` (a first name) are set when it is shared.

    `is_deleted`: only the name is kept, for the history of the sessions that used the routine.
    """

    id: OwnId
    chat: ChatId
    name: str
    pieces: Pieces
    token: str | None = None
    sender: str | None = None
    is_deleted: bool = False

    @property
    def key(self) -> RoutineKey:
        """Return the key under which sessions and buttons know it."""
        return own_key(self.id)


@dataclass(frozen=True, slots=True)
class Draft:
    """The routine that a chat is building. `past`: the pieces before each change, the newest change last.

    `edits`: the saved routine that the draft changes; None: the draft is a new routine. `asked_at`: when the
    bot asked for a name; `renames`: the routine that gets the name; None: this draft.
    """

    chat: ChatId
    pieces: Pieces = ()
    past: tuple[Pieces, ...] = ()
    edits: OwnId | None = None
    asked_at: datetime | None = None
    renames: OwnId | None = None

    def awaits_name(self, now: datetime) -> bool:
        """Is the next line that the person types a name?"""
        # The clock may have been set back since the question: then it lies in the future.
        return self.asked_at is not None and abs(now - self.asked_at) < NAME_AWAITED_FOR


def own_key(number: OwnId) -> RoutineKey:
    """Return the key of an own routine."""
    return RoutineKey(f"own_{number}")


def own_id(key: str) -> OwnId | None:
    """Return the id inside the key of an own routine; None: `key` is not the key of an own routine."""
    found = _KEY.fullmatch(key)
    return OwnId(int(found[1])) if found else None


def total_seconds(pieces: Pieces) -> int:
    """Return the seconds of the whole plan, settle and finish included."""
    return 2 * AROUND + sum(piece.seconds for piece in pieces)


def steps_of(pieces: Pieces, techniques: Mapping[TechniqueKey, Technique]) -> tuple[Step, ...]:
    """Return the plan: settle, the pieces, finish. A technique that no longer exists is left out."""
    return (
        _around(StepKind.settle),
        *(_step(piece, techniques[piece.technique]) for piece in pieces if piece.technique in techniques),
        _around(StepKind.finish),
    )


def as_routine(own: OwnRoutine, techniques: Mapping[TechniqueKey, Technique]) -> Routine:
    """Return an own routine as a Routine; its minutes are rounded up."""
    steps = steps_of(own.pieces, techniques)
    minutes = -(-sum(step.seconds for step in steps) // 60)
    return Routine(own.key, minutes, {Audience.partner: steps}, title=own.name)


def read_name(text: str) -> str | NameFault:
    """Return `text` as a name on one line without invisible characters, or what is wrong with the text."""
    name = one_line(text)
    if not name:
        return NameFault.empty
    return name if len(name) <= LONGEST_NAME else NameFault.long


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return `name`, or the first of `name 2`, `name 3`, ... that is not taken, at most LONGEST_NAME long."""
    folded = {each.casefold() for each in taken}
    number = 1
    free = name
    while free.casefold() in folded:
        number += 1
        free = f"{name[: LONGEST_NAME - len(str(number)) - 1].rstrip()} {number}"
    return free


def _around(kind: StepKind) -> Step:
    return Step(kind, PhraseId(f"step.{kind}"), PhraseId(f"step_name.{kind}"), AROUND)


def _step(piece: Piece, technique: Technique) -> Step:
    return Step(
        kind=StepKind.technique,
        prompt=PhraseId(f"step.{technique.key}"),
        name=PhraseId(f"technique.{technique.key}.name"),
        seconds=piece.seconds,
        technique=technique.key,
        sides=technique.own_sides,
        pressure=technique.pressure,
    )
