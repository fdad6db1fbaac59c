"""Buttons that set reminders, show them, or delete them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar, assert_never

from bot.domain.hours import Hours
from bot.domain.ids import ReminderId
from bot.domain.said_times import Part
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads, alone

_LONGEST_SPAN = 366 * 24 * 60  # minutes
_TAKE_BACK = "undo"  # in older data of DropReminders, for new reminders


@dataclass(frozen=True, slots=True)
class AskHour:
    """Ask for the hour of a new reminder."""

    word: ClassVar[str] = "remind"


@dataclass(frozen=True, slots=True)
class AskHourOn:
    """Ask for the hour of a single ring on a date, in a part of the day."""

    word: ClassVar[str] = "hour_on"
    on: date
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class SetHour:
    """Set a reminder for every day."""

    word: ClassVar[str] = "hour"
    hour: time


@dataclass(frozen=True, slots=True)
class SetHours:
    """Set reminders, even inside the quiet hours."""

    word: ClassVar[str] = "sure"
    hours: Hours


@dataclass(frozen=True, slots=True)
class SetOnce:
    """Set single rings on a date, even inside the quiet hours."""

    word: ClassVar[str] = "once"
    on: date
    hours: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class RingIn:
    """Set a single ring so many minutes from now."""

    word: ClassVar[str] = "ring_in"
    span: int


@dataclass(frozen=True, slots=True)
class MoveReminder:
    """Let a reminder ring at another hour."""

    word: ClassVar[str] = "move"
    reminder: ReminderId
    hour: time


@dataclass(frozen=True, slots=True)
class ShowReminders:
    """List the reminders."""

    word: ClassVar[str] = "reminders"


@dataclass(frozen=True, slots=True)
class DropReminders:
    """Delete some reminders."""

    word: ClassVar[str] = "drop"
    which: tuple[ReminderId, ...]


@dataclass(frozen=True, slots=True)
class StopReminders:
    """Ask whether to delete all reminders."""

    word: ClassVar[str] = "all_off"


SettingPress = AskHourOn | SetHour | SetHours | SetOnce | RingIn | MoveReminder

ReminderPress = AskHour | SettingPress | ShowReminders | DropReminders | StopReminders


def write(press: ReminderPress) -> Parts:
    """Return the parts of the button's data."""
    if isinstance(press, SettingPress):
        return _write_setting(press)
    match press:
        case AskHour() | ShowReminders() | StopReminders():
            return (press.word,)
        case DropReminders():
            return press.word, ",".join(str(each) for each in press.which)
    assert_never(press)


def _write_setting(press: SettingPress) -> Parts:
    match press:
        case AskHourOn():
            part = () if press.part is None else (press.part.value,)
            return press.word, parts.date_text(press.on), *part
        case SetHour():
            return press.word, parts.hour_text(press.hour)
        case SetHours():
            return press.word, parts.hours_text(press.hours.at), str(press.hours.days.mask)
        case SetOnce():
            return press.word, parts.date_text(press.on), parts.hours_text(press.hours)
        case RingIn():
            return press.word, str(press.span)
        case MoveReminder():
            return press.word, str(press.reminder), parts.hour_text(press.hour)
    assert_never(press)


def _hours(rest: Sequence[str]) -> SetHours:
    several, mask = rest
    return SetHours(Hours(parts.hours(several), parts.days(mask)))


def _hour_on(rest: Sequence[str]) -> AskHourOn:
    on, *part = rest
    return AskHourOn(parts.day_of(on), Part(parts.only(part)) if part else None)


def _once(rest: Sequence[str]) -> SetOnce:
    on, several = rest
    return SetOnce(parts.day_of(on), parts.hours(several))


def _ring_in(rest: Sequence[str]) -> RingIn:
    span = parts.number(parts.only(rest))
    if not 0 < span <= _LONGEST_SPAN:
        raise ValueError(rest)
    return RingIn(span)


def _move(rest: Sequence[str]) -> MoveReminder:
    reminder, hour = rest
    return MoveReminder(ReminderId(parts.number(reminder)), parts.hour(hour))


def _drop(rest: Sequence[str]) -> DropReminders:
    which = parts.only(rest).split(",")
    return DropReminders(tuple(ReminderId(parts.number(each)) for each in which))


READS: Reads[ReminderPress] = {
    AskHour.word: alone(AskHour()),
    AskHourOn.word: _hour_on,
    SetHour.word: lambda rest: SetHour(parts.hour(parts.only(rest))),
    SetHours.word: _hours,
    ShowReminders.word: alone(ShowReminders()),
    DropReminders.word: _drop,
    _TAKE_BACK: _drop,
    StopReminders.word: alone(StopReminders()),
    SetOnce.word: _once,
    RingIn.word: _ring_in,
    MoveReminder.word: _move,
}
