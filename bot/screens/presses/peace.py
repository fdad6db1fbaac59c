"""Buttons that keep reminders quiet: fewer rings, a pause, a time away, free quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import ClassVar, assert_never

from bot.domain.days import Days
from bot.domain.ids import ReminderId
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads, alone, of_reminder


class Fewer(StrEnum):
    """Fewer rings than now; each is a label of a button, too."""

    weekdays_only = "weekdays_only"
    twice_a_week = "twice_a_week"


@dataclass(frozen=True, slots=True)
class KeepRings:
    """Let the reminders ring as they are set."""

    word: ClassVar[str] = "keep_rings"


@dataclass(frozen=True, slots=True)
class RingLess:
    """Let the reminders ring on fewer days."""

    word: ClassVar[str] = "fewer"
    fewer: Fewer


@dataclass(frozen=True, slots=True)
class AskHourToMove:
    """Ask at which other hour a reminder shall ring."""

    word: ClassVar[str] = "other_hour"


@dataclass(frozen=True, slots=True)
class PauseReminder:
    """Let a reminder rest until it is resumed."""

    word: ClassVar[str] = "pause_one"
    reminder: ReminderId


@dataclass(frozen=True, slots=True)
class ResumeReminder:
    """Let a paused reminder ring again."""

    word: ClassVar[str] = "resume_one"
    reminder: ReminderId


@dataclass(frozen=True, slots=True)
class AskTurnOff:
    """Ask whether to turn off the reminder that rang, or all of them."""

    word: ClassVar[str] = "turn_off"
    reminder: ReminderId


@dataclass(frozen=True, slots=True)
class TurnOff:
    """Delete one reminder; None: all of them."""

    word: ClassVar[str] = "off_now"
    reminder: ReminderId | None = None


@dataclass(frozen=True, slots=True)
class ShowAway:
    """Show until when the reminders are quiet, and offer some dates."""

    word: ClassVar[str] = "away"


@dataclass(frozen=True, slots=True)
class GoAway:
    """Keep the reminders quiet until a date."""

    word: ClassVar[str] = "away"
    back_on: date


@dataclass(frozen=True, slots=True)
class RestWeekly:
    """Let the weekly reminders ring no more on some days of each week."""

    word: ClassVar[str] = "rest_weekly"
    days: Days


@dataclass(frozen=True, slots=True)
class ComeBack:
    """End the time away now."""

    word: ClassVar[str] = "back_now"


@dataclass(frozen=True, slots=True)
class AskQuiet:
    """Ask when the quiet hours begin; with `begins`, when they end."""

    word: ClassVar[str] = "quiet_from"
    begins: time | None = None


@dataclass(frozen=True, slots=True)
class RingInside:
    """Let a reminder ring at its hour inside the quiet hours; None: all that wait for their end."""

    word: ClassVar[str] = "ring_inside"
    reminder: ReminderId | None = None


PeacePress = (
    KeepRings
    | RingLess
    | AskHourToMove
    | PauseReminder
    | ResumeReminder
    | AskTurnOff
    | TurnOff
    | ShowAway
    | GoAway
    | RestWeekly
    | ComeBack
    | AskQuiet
    | RingInside
)


def write(press: PeacePress) -> Parts:
    """Return the parts of the button's data."""
    match press:
        case RingLess():
            return press.word, press.fewer
        case GoAway():
            return press.word, parts.date_text(press.back_on)
        case RestWeekly():
            return press.word, str(press.days.mask)
        case AskQuiet():
            return (press.word,) if press.begins is None else (press.word, parts.hour_text(press.begins))
        case PauseReminder() | ResumeReminder() | AskTurnOff():
            return press.word, str(press.reminder)
        case TurnOff() | RingInside():
            return (press.word,) if press.reminder is None else (press.word, str(press.reminder))
        case KeepRings() | AskHourToMove() | ShowAway() | ComeBack():
            return (press.word,)
    assert_never(press)


READS: Reads[PeacePress] = {
    KeepRings.word: alone(KeepRings()),
    RingLess.word: lambda rest: RingLess(Fewer(parts.only(rest))),
    AskHourToMove.word: alone(AskHourToMove()),
    PauseReminder.word: of_reminder(PauseReminder),
    ResumeReminder.word: of_reminder(ResumeReminder),
    AskTurnOff.word: of_reminder(AskTurnOff),
    TurnOff.word: lambda rest: of_reminder(TurnOff)(rest) if rest else TurnOff(),
    ShowAway.word: lambda rest: GoAway(parts.day_of(parts.only(rest))) if rest else ShowAway(),
    RestWeekly.word: lambda rest: RestWeekly(parts.days(parts.only(rest))),
    ComeBack.word: alone(ComeBack()),
    RingInside.word: lambda rest: of_reminder(RingInside)(rest) if rest else RingInside(),
    AskQuiet.word: lambda rest: AskQuiet(parts.hour(parts.only(rest)) if rest else None),
}
