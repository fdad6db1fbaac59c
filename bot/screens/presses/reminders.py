"""Buttons that set reminders, the time zone and the quiet hours, or answer a reminder that rang."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar, assert_never

from bot.domain.catalogue import Audience, RoutineKey
from bot.domain.hours import Hours
from bot.domain.ids import ReminderId
from bot.domain.plan import Wanted
from bot.domain.quiet import Quiet
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads, alone

_OFF = "off"
_LONGEST_SPAN = 366 * 24 * 60  # minutes
_FARTHEST = 15 * 60  # minutes; no clock on earth is farther from UTC
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]{1,40}")
_TAKE_BACK = "undo"  # in older data of DropReminders, for new reminders


@dataclass(frozen=True, slots=True)
class AskHour:
    """Ask for the hour of a new reminder."""

    word: ClassVar[str] = "remind"


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
    """Delete all reminders."""

    word: ClassVar[str] = "all_off"


@dataclass(frozen=True, slots=True)
class AskZone:
    """Ask for the time zone."""

    word: ClassVar[str] = "zone"


@dataclass(frozen=True, slots=True)
class SetZone:
    """Set the time zone, an IANA name."""

    word: ClassVar[str] = "zone"
    zone: str


@dataclass(frozen=True, slots=True)
class SetOffset:
    """Find the time zone by how far its clock is from UTC now, in minutes."""

    word: ClassVar[str] = "offset"
    offset: int


@dataclass(frozen=True, slots=True)
class ShowQuiet:
    """Show the quiet hours."""

    word: ClassVar[str] = "quiet"


@dataclass(frozen=True, slots=True)
class SetQuiet:
    """Set the quiet hours; None: there are none."""

    word: ClassVar[str] = "quiet"
    quiet: Quiet | None


@dataclass(frozen=True, slots=True)
class StartFromReminder:
    """Begin what a reminder offered; `minutes` None: the length of last time, or the routine's own length."""

    word: ClassVar[str] = "go"
    reminder: ReminderId
    routine: RoutineKey
    audience: Audience
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Snooze:
    """Let a reminder ring again a little later."""

    word: ClassVar[str] = "later"
    reminder: ReminderId


@dataclass(frozen=True, slots=True)
class NotToday:
    """Let no reminder ring again today."""

    word: ClassVar[str] = "not_today"
    reminder: ReminderId


SettingPress = SetHour | SetHours | SetOnce | RingIn | MoveReminder

ReminderPress = AskHour | SettingPress | ShowReminders | DropReminders | StopReminders

HoursPress = AskZone | SetZone | SetOffset | ShowQuiet | SetQuiet

RingPress = StartFromReminder | Snooze | NotToday


def write(press: ReminderPress | HoursPress | RingPress) -> Parts:
    """Return the parts of the button's data."""
    if isinstance(press, SettingPress):
        return _write_setting(press)
    match press:
        case AskHour() | ShowReminders() | StopReminders() | AskZone() | ShowQuiet():
            return (press.word,)
        case SetZone() | SetOffset():
            return press.word, press.zone if isinstance(press, SetZone) else str(press.offset)
        case DropReminders():
            return press.word, ",".join(str(each) for each in press.which)
        case SetQuiet():
            return press.word, *_quiet_parts(press.quiet)
        case StartFromReminder():
            wanted = Wanted(press.routine, press.audience, press.minutes)
            return press.word, str(press.reminder), *parts.wanted_parts(wanted)
        case Snooze() | NotToday():
            return press.word, str(press.reminder)
    assert_never(press)


def _write_setting(press: SettingPress) -> Parts:
    match press:
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


def _quiet_parts(quiet: Quiet | None) -> Parts:
    return (parts.hour_text(quiet.begins), parts.hour_text(quiet.ends)) if quiet else (_OFF,)


def _hours(rest: Sequence[str]) -> SetHours:
    several, mask = rest
    return SetHours(Hours(parts.hours(several), parts.days(mask)))


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


def _zone(rest: Sequence[str]) -> AskZone | SetZone:
    if not rest:
        return AskZone()
    zone = parts.only(rest)
    if _ZONE.fullmatch(zone) is None:
        raise ValueError(zone)
    return SetZone(zone)


def _offset(rest: Sequence[str]) -> SetOffset:
    text = parts.only(rest)
    minutes = parts.number(text.removeprefix("-")) * (-1 if text.startswith("-") else 1)
    if abs(minutes) > _FARTHEST or text.startswith("-0"):
        raise ValueError(text)
    return SetOffset(minutes)


def _quiet(rest: Sequence[str]) -> ShowQuiet | SetQuiet:
    if not rest:
        return ShowQuiet()
    if list(rest) == [_OFF]:
        return SetQuiet(None)
    begins, ends = (parts.hour(each) for each in rest)
    return SetQuiet(Quiet(begins, ends))


def _drop(rest: Sequence[str]) -> DropReminders:
    which = parts.only(rest).split(",")
    return DropReminders(tuple(ReminderId(parts.number(each)) for each in which))


def _go(rest: Sequence[str]) -> StartFromReminder:
    wanted = parts.wanted(rest[1:])
    if wanted.suggested or wanted.pace is not None:
        raise ValueError(rest)
    return StartFromReminder(_reminder(rest[:1]), wanted.routine, wanted.audience, wanted.minutes)


def _reminder(rest: Sequence[str]) -> ReminderId:
    return ReminderId(parts.number(parts.only(rest)))


READS: Reads[ReminderPress | HoursPress | RingPress] = {
    AskHour.word: alone(AskHour()),
    SetHour.word: lambda rest: SetHour(parts.hour(parts.only(rest))),
    SetHours.word: _hours,
    ShowReminders.word: alone(ShowReminders()),
    DropReminders.word: _drop,
    _TAKE_BACK: _drop,
    StopReminders.word: alone(StopReminders()),
    SetOnce.word: _once,
    RingIn.word: _ring_in,
    MoveReminder.word: _move,
    SetZone.word: _zone,
    SetOffset.word: _offset,
    ShowQuiet.word: _quiet,
    StartFromReminder.word: _go,
    Snooze.word: lambda rest: Snooze(_reminder(rest)),
    NotToday.word: lambda rest: NotToday(_reminder(rest)),
}
