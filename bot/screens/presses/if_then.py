"""Buttons that make the if-then plan of a reminder, in two taps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, assert_never

from bot.domain.ids import ReminderId
from bot.domain.if_then import Barrier, Cue
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads, of_reminder


@dataclass(frozen=True, slots=True)
class AskCue:
    """Ask which moment of the day a reminder's plan is tied to."""

    word: ClassVar[str] = "habit"
    reminder: ReminderId


@dataclass(frozen=True, slots=True)
class ChooseCue:
    """Tie a reminder's plan to a moment of the day."""

    word: ClassVar[str] = "habit_cue"
    reminder: ReminderId
    cue: Cue


@dataclass(frozen=True, slots=True)
class AskOwnCue:
    """Ask for the person's own words for the moment of the day."""

    word: ClassVar[str] = "habit_own"
    reminder: ReminderId


@dataclass(frozen=True, slots=True)
class ChooseBarrier:
    """Say what is in the way of a reminder's plan most often."""

    word: ClassVar[str] = "habit_if"
    reminder: ReminderId
    barrier: Barrier


@dataclass(frozen=True, slots=True)
class DropPlan:
    """Forget a reminder's plan."""

    word: ClassVar[str] = "habit_off"
    reminder: ReminderId


IfThenPress = AskCue | ChooseCue | AskOwnCue | ChooseBarrier | DropPlan


def write(press: IfThenPress) -> Parts:
    """Return the parts of the button's data."""
    match press:
        case ChooseCue():
            return press.word, str(press.reminder), press.cue
        case ChooseBarrier():
            return press.word, str(press.reminder), press.barrier
        case AskCue() | AskOwnCue() | DropPlan():
            return press.word, str(press.reminder)
    assert_never(press)


def _cue(rest: Sequence[str]) -> ChooseCue:
    reminder, cue = rest
    return ChooseCue(ReminderId(parts.number(reminder)), Cue(cue))


def _barrier(rest: Sequence[str]) -> ChooseBarrier:
    reminder, barrier = rest
    return ChooseBarrier(ReminderId(parts.number(reminder)), Barrier(barrier))


READS: Reads[IfThenPress] = {
    AskCue.word: of_reminder(AskCue),
    ChooseCue.word: _cue,
    AskOwnCue.word: of_reminder(AskOwnCue),
    ChooseBarrier.word: _barrier,
    DropPlan.word: of_reminder(DropPlan),
}
