"""Buttons of the builder. They change the draft of a new routine, or of a saved one.

`of` is the saved routine that the draft changes; None: the draft is a new routine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, assert_never

from bot.domain.catalogue import TechniqueKey
from bot.domain.ids import OwnId
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts

NEW, SAVED = "own", "edit"  # how the data begins: for a new routine, and for a saved one


class Change(StrEnum):
    """What the builder does with one piece of a draft; `order` and `times` only choose it."""

    order = "order"
    times = "times"
    up = "up"
    down = "down"
    remove = "remove"
    shorter = "shorter"
    longer = "longer"


@dataclass(frozen=True, slots=True)
class BuildNew:
    """Begin a new routine; first ask about an unsaved draft."""

    word: ClassVar[str] = "new"


@dataclass(frozen=True, slots=True)
class BuildAfresh:
    """Begin a new routine, and drop the unsaved draft."""

    word: ClassVar[str] = "afresh"


@dataclass(frozen=True, slots=True)
class AskName:
    """Ask for the name of the new routine."""

    word: ClassVar[str] = "name"


@dataclass(frozen=True, slots=True)
class Build:
    """Show the builder."""

    word: ClassVar[str] = "build"
    of: OwnId | None


@dataclass(frozen=True, slots=True)
class AddTechnique:
    """Add a technique to the draft."""

    word: ClassVar[str] = "add"
    of: OwnId | None
    technique: TechniqueKey


@dataclass(frozen=True, slots=True)
class UndoChange:
    """Undo the newest change of the draft."""

    word: ClassVar[str] = "undo"
    of: OwnId | None


@dataclass(frozen=True, slots=True)
class ChangePiece:
    """Choose or change the piece of the draft at `at`, counted from 0."""

    of: OwnId | None
    change: Change
    at: int


BuildingPress = BuildNew | BuildAfresh | AskName | Build | AddTechnique | UndoChange | ChangePiece


def write(press: BuildingPress) -> Parts:
    """Return the parts of the button's data."""
    match press:
        case BuildNew() | BuildAfresh() | AskName():
            return NEW, press.word
        case Build() | UndoChange():
            return *_draft(press.of), press.word
        case AddTechnique():
            return *_draft(press.of), press.word, press.technique
        case ChangePiece():
            return *_draft(press.of), press.change, str(press.at)
    assert_never(press)


def _draft(of: OwnId | None) -> Parts:
    return (NEW,) if of is None else (SAVED, str(of))


def read(of: OwnId | None, word: str, rest: Sequence[str]) -> BuildingPress:
    """Read the parts after the draft; ValueError, KeyError: the data is not ours."""
    if not rest:
        return _read_alone(of, word)
    part = parts.only(rest)
    if word == AddTechnique.word:
        return AddTechnique(of, parts.technique(part))
    return ChangePiece(of, Change(word), parts.place(part))


def _read_alone(of: OwnId | None, word: str) -> BuildingPress:
    both: dict[str, BuildingPress] = {Build.word: Build(of), UndoChange.word: UndoChange(of)}
    new = (BuildNew(), BuildAfresh(), AskName()) if of is None else ()
    return (both | {press.word: press for press in new})[word]
