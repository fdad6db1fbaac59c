"""Buttons that begin a session, answer the safety question, or steer the running session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import ClassVar, assert_never

from bot.domain.ids import SessionId
from bot.domain.plan import Wanted
from bot.screens.presses import parts
from bot.screens.presses.parts import AUDIO, RESUME, SUGGESTED, SWAP, Parts, Reads, alone


class Walk(StrEnum):
    """What moves a session forward, back or to its end, or stops its clock."""

    now = "now"
    skip = "skip"
    back = "back"
    pause = "pause"
    resume = "resume"
    stop = "stop"
    repeat = "repeat"


class Adjust(StrEnum):
    """What changes the current step, or shows other buttons on the card."""

    lighter = "lighter"
    as_before = "as_before"
    just_right = "just_right"
    more = "more"
    less = "less"
    plus = "plus"
    minus = "minus"


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin a session."""

    word: ClassVar[str] = "begin"
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Listen:
    """Get the plan as an audio file, with its words."""

    word: ClassVar[str] = AUDIO
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class SwapPlaces:
    """Begin the same session again, with giver and receiver swapped."""

    session: SessionId


@dataclass(frozen=True, slots=True)
class ConfirmSafety:
    """Say yes to the safety question and go on to `then`; None: to the waiting session."""

    word: ClassVar[str] = "clear"
    then: Begin | Listen | SwapPlaces | None = None


@dataclass(frozen=True, slots=True)
class DoubtSafety:
    """Say that it may not be safe."""

    word: ClassVar[str] = "unsure"


@dataclass(frozen=True, slots=True)
class ClearRedFlag:
    """Say that words with a red flag were not meant seriously."""

    word: ClassVar[str] = "not_meant"


@dataclass(frozen=True, slots=True)
class Steer:
    """Steer a session, on the card of one of its turns."""

    how: Walk | Adjust
    session: SessionId
    turn: int


SessionPress = Begin | Listen | SwapPlaces | ConfirmSafety | DoubtSafety | ClearRedFlag | Steer


def write(press: SessionPress) -> Parts:
    """Return the parts of the button's data."""
    match press:
        case Begin():
            marked = parts.wanted_parts(press.wanted)
            return marked if press.wanted.suggested else (press.word, *marked)
        case Listen():
            return press.word, *parts.wanted_parts(press.wanted)
        case SwapPlaces():
            return SWAP, str(press.session)
        case ConfirmSafety():
            return press.word, *_then(press.then)
        case DoubtSafety() | ClearRedFlag():
            return (press.word,)
        case Steer():
            return press.how, str(press.session), str(press.turn)
    assert_never(press)


def _then(then: Begin | Listen | SwapPlaces | None) -> Parts:
    match then:
        case None:
            return (RESUME,)
        case Begin():
            return parts.wanted_parts(then.wanted)
        case Listen():
            return AUDIO, *parts.wanted_parts(then.wanted)
        case SwapPlaces():
            return SWAP, str(then.session)
    assert_never(then)


def _clear(rest: Sequence[str]) -> ConfirmSafety:
    if list(rest) == [RESUME]:
        return ConfirmSafety()
    if rest[0] == SWAP:
        return ConfirmSafety(_swap(rest[1:]))
    if rest[0] == AUDIO:
        return ConfirmSafety(Listen(parts.wanted(rest[1:])))
    return ConfirmSafety(Begin(parts.wanted(rest)))


def _swap(rest: Sequence[str]) -> SwapPlaces:
    return SwapPlaces(SessionId(parts.number(parts.only(rest))))


def _steer(how: Walk | Adjust, rest: Sequence[str]) -> Steer:
    session, turn = (parts.number(each) for each in rest)
    return Steer(how, SessionId(session), turn)


READS: Reads[SessionPress] = {
    Begin.word: lambda rest: Begin(parts.wanted(rest)),
    SUGGESTED: lambda rest: Begin(parts.wanted([SUGGESTED, *rest])),
    Listen.word: lambda rest: Listen(parts.wanted(rest)),
    SWAP: _swap,
    ConfirmSafety.word: _clear,
    DoubtSafety.word: alone(DoubtSafety()),
    ClearRedFlag.word: alone(ClearRedFlag()),
    **{how.value: partial(_steer, how) for how in (*Walk, *Adjust)},
}
