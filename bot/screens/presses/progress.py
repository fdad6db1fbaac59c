"""Buttons that show what somebody has done, add a session, or say when a day begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, assert_never

from bot.domain.added import LONGEST
from bot.domain.ids import AddedId
from bot.domain.own_day import HOURS
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads, alone

_SWITCH = {"on": True, "off": False}


@dataclass(frozen=True, slots=True)
class ShowProgress:
    """Show the month, the week and what they come to."""

    word: ClassVar[str] = "progress"


@dataclass(frozen=True, slots=True)
class AskDay:
    """Ask on which day the session was that is to be added."""

    word: ClassVar[str] = "add"


@dataclass(frozen=True, slots=True)
class AskLength:
    """Ask how long a session on a date was."""

    word: ClassVar[str] = "add"
    on: date


@dataclass(frozen=True, slots=True)
class AddSession:
    """Add a session of so many minutes on a date."""

    word: ClassVar[str] = "add"
    on: date
    lasts: int  # minutes


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take an added session out again."""

    word: ClassVar[str] = "take_out"
    added: AddedId


@dataclass(frozen=True, slots=True)
class WantStreak:
    """Show the streak, or hide it."""

    word: ClassVar[str] = "streak"
    shows: bool


@dataclass(frozen=True, slots=True)
class AskDayBegins:
    """Ask at which hour a day begins."""

    word: ClassVar[str] = "day_begins"


@dataclass(frozen=True, slots=True)
class SetDayBegins:
    """Let days begin at an hour."""

    word: ClassVar[str] = "day_begins"
    at_hour: int


@dataclass(frozen=True, slots=True)
class WantDark:
    """Draw pictures dark, or light."""

    word: ClassVar[str] = "dark"
    dark: bool


ProgressPress = (
    ShowProgress
    | AskDay
    | AskLength
    | AddSession
    | TakeBack
    | WantStreak
    | AskDayBegins
    | SetDayBegins
    | WantDark
)


def write(press: ProgressPress) -> Parts:
    """Return the parts of the button's data."""
    match press:
        case ShowProgress() | AskDay() | AskDayBegins():
            return (press.word,)
        case AskLength():
            return press.word, parts.date_text(press.on)
        case AddSession():
            return press.word, parts.date_text(press.on), str(press.lasts)
        case TakeBack():
            return press.word, str(press.added)
        case WantStreak():
            return press.word, "on" if press.shows else "off"
        case SetDayBegins():
            return press.word, str(press.at_hour)
        case WantDark():
            return press.word, "on" if press.dark else "off"
    assert_never(press)


def _add(rest: Sequence[str]) -> AskDay | AskLength | AddSession:
    if not rest:
        return AskDay()
    on, *minutes = rest
    if not minutes:
        return AskLength(parts.day_of(on))
    length = parts.number(parts.only(minutes), LONGEST)
    if not length:
        raise ValueError(rest)
    return AddSession(parts.day_of(on), length)


READS: Reads[ProgressPress] = {
    ShowProgress.word: alone(ShowProgress()),
    AskDay.word: _add,
    TakeBack.word: lambda rest: TakeBack(AddedId(parts.number(parts.only(rest)))),
    WantStreak.word: lambda rest: WantStreak(_SWITCH[parts.only(rest)]),
    AskDayBegins.word: lambda rest: (
        SetDayBegins(parts.number(parts.only(rest), HOURS[-1])) if rest else AskDayBegins()
    ),
    WantDark.word: lambda rest: WantDark(_SWITCH[parts.only(rest)]),
}
