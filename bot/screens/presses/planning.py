"""Buttons of the screens before a session: the audience, the plan, its length, pace and cues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, assert_never

from bot.domain.catalogue import RoutineKey
from bot.domain.ids import OwnId
from bot.domain.own import own_id, own_key
from bot.domain.plan import Choice, Cues, Wanted
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads


@dataclass(frozen=True, slots=True)
class ChooseAudience:
    """Choose between a partner and alone."""

    word: ClassVar[str] = "who"
    routine: RoutineKey


@dataclass(frozen=True, slots=True)
class ShowRoutine:
    """Show the plan of a routine of the catalogue, without regard to likes and dislikes."""

    word: ClassVar[str] = "plan"
    routine: RoutineKey


@dataclass(frozen=True, slots=True)
class ShowOwn:
    """Show a routine that a person built."""

    word: ClassVar[str] = "plan"
    own: OwnId


@dataclass(frozen=True, slots=True)
class ShowPlan:
    """Show the plan of what is wanted."""

    word: ClassVar[str] = "plan"
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class ChooseLength:
    """Choose how long the plan is."""

    word: ClassVar[str] = "length"
    choice: Choice


@dataclass(frozen=True, slots=True)
class ChoosePace:
    """Choose the pace of the plan."""

    word: ClassVar[str] = "pace"
    choice: Choice


@dataclass(frozen=True, slots=True)
class ChooseCues:
    """Choose which cues are said."""

    word: ClassVar[str] = "cues"
    choice: Choice


@dataclass(frozen=True, slots=True)
class SwitchCue:
    """Turn one cue on or off for all future sessions of the chat."""

    word: ClassVar[str] = "cue"
    choice: Choice
    cue: Cues


PlanningPress = (
    ChooseAudience | ShowRoutine | ShowOwn | ShowPlan | ChooseLength | ChoosePace | ChooseCues | SwitchCue
)


def write(press: PlanningPress) -> Parts:
    """Return the parts of the button's data."""
    match press:
        case ChooseAudience() | ShowRoutine():
            return press.word, press.routine
        case ShowOwn():
            return press.word, own_key(press.own)
        case ShowPlan():
            return press.word, *parts.wanted_parts(press.wanted)
        case ChooseLength() | ChoosePace() | ChooseCues():
            return press.word, *parts.wanted_parts(press.choice.wanted)
        case SwitchCue():
            return press.word, *parts.wanted_parts(press.choice.wanted), str(press.cue.name)
    assert_never(press)


def _plan(rest: Sequence[str]) -> PlanningPress:
    if len(rest) > 1:
        wanted = parts.wanted(rest)
        own = own_id(wanted.routine)
        return ShowPlan(wanted) if own is None else ShowOwn(own)
    key = parts.routine(parts.only(rest))
    own = own_id(key)
    return ShowRoutine(key) if own is None else ShowOwn(own)


def _cue(rest: Sequence[str]) -> SwitchCue:
    *choice, name = rest
    return SwitchCue(parts.choice(choice), Cues[name])


READS: Reads[PlanningPress] = {
    ChooseAudience.word: lambda rest: ChooseAudience(parts.routine(parts.only(rest))),
    ShowPlan.word: _plan,
    ChooseLength.word: lambda rest: ChooseLength(parts.choice(rest)),
    ChoosePace.word: lambda rest: ChoosePace(parts.choice(rest)),
    ChooseCues.word: lambda rest: ChooseCues(parts.choice(rest)),
    SwitchCue.word: _cue,
}
