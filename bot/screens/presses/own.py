"""Buttons of the routines that a person built: listing, sharing, copying, deleting and changing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, assert_never

from bot.domain.ids import OwnId
from bot.screens.presses import building, parts
from bot.screens.presses.building import NEW, SAVED, BuildingPress
from bot.screens.presses.parts import Parts, Reads


@dataclass(frozen=True, slots=True)
class ShowMyRoutines:
    """List the routines that a person built."""

    word: ClassVar[str] = "list"


@dataclass(frozen=True, slots=True)
class ShareOwn:
    """Make a link to a routine."""

    word: ClassVar[str] = "share"
    own: OwnId


@dataclass(frozen=True, slots=True)
class AskNewName:
    """Ask for another name of a routine."""

    word: ClassVar[str] = "rename"
    own: OwnId


@dataclass(frozen=True, slots=True)
class AskToDeleteOwn:
    """Ask whether to delete a routine."""

    word: ClassVar[str] = "delete"
    own: OwnId


@dataclass(frozen=True, slots=True)
class DeleteOwn:
    """Delete a routine."""

    word: ClassVar[str] = "erase"
    own: OwnId


@dataclass(frozen=True, slots=True)
class LookAtCopy:
    """Show the steps of a routine that was shared under `token`."""

    word: ClassVar[str] = "look"
    token: str


@dataclass(frozen=True, slots=True)
class KeepCopy:
    """Keep a copy of a routine that was shared under `token`."""

    word: ClassVar[str] = "take"
    token: str


@dataclass(frozen=True, slots=True)
class LeaveCopy:
    """Keep no copy."""

    word: ClassVar[str] = "leave"


@dataclass(frozen=True, slots=True)
class EditOwn:
    """Change a routine; first ask about an unsaved draft."""

    own: OwnId


@dataclass(frozen=True, slots=True)
class EditAfresh:
    """Change a routine, and drop the unsaved draft."""

    word: ClassVar[str] = "afresh"
    own: OwnId


@dataclass(frozen=True, slots=True)
class SaveEdit:
    """Save the changes of a routine."""

    word: ClassVar[str] = "save"
    own: OwnId


@dataclass(frozen=True, slots=True)
class LeaveEdit:
    """Leave a routine as it was."""

    word: ClassVar[str] = "leave"
    own: OwnId


OwnPress = ShowMyRoutines | ShareOwn | AskNewName | AskToDeleteOwn | DeleteOwn

CopyPress = LookAtCopy | KeepCopy | LeaveCopy

EditPress = EditOwn | EditAfresh | SaveEdit | LeaveEdit


_SHARED: Mapping[str, Callable[[str], CopyPress]] = {kind.word: kind for kind in (LookAtCopy, KeepCopy)}
_ONE: Mapping[str, Callable[[OwnId], OwnPress]] = {
    kind.word: kind for kind in (ShareOwn, AskNewName, AskToDeleteOwn, DeleteOwn)
}
_EDITED: Mapping[str, Callable[[OwnId], EditPress]] = {
    kind.word: kind for kind in (EditAfresh, SaveEdit, LeaveEdit)
}


def write(press: OwnPress | CopyPress | EditPress) -> Parts:
    """Return the parts of the button's data."""
    match press:
        case ShowMyRoutines() | LeaveCopy():
            return NEW, press.word
        case ShareOwn() | AskNewName() | AskToDeleteOwn() | DeleteOwn():
            return NEW, press.word, str(press.own)
        case LookAtCopy() | KeepCopy():
            return NEW, press.word, press.token
        case EditOwn():
            return SAVED, str(press.own)
        case EditAfresh() | SaveEdit() | LeaveEdit():
            return SAVED, str(press.own), press.word
    assert_never(press)


def _own(rest: Sequence[str]) -> OwnPress | CopyPress | BuildingPress:
    word, *more = rest
    if not more and word in (ShowMyRoutines.word, LeaveCopy.word):
        return ShowMyRoutines() if word == ShowMyRoutines.word else LeaveCopy()
    if word in _SHARED:
        return _SHARED[word](parts.token(parts.only(more)))
    if word in _ONE:
        return _ONE[word](parts.own_number(parts.only(more)))
    return building.read(None, word, more)


def _edit(rest: Sequence[str]) -> EditPress | BuildingPress:
    own = parts.own_number(rest[0])
    if len(rest) == 1:
        return EditOwn(own)
    _, word, *more = rest
    if word in _EDITED and not more:
        return _EDITED[word](own)
    return building.read(own, word, more)


READS: Reads[OwnPress | CopyPress | EditPress | BuildingPress] = {NEW: _own, SAVED: _edit}
