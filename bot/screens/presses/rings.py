"""Buttons that answer a reminder that rang, or start what it offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, assert_never

from bot.domain.catalogue import Audience, RoutineKey
from bot.domain.ids import ReminderId
from bot.domain.plan import Wanted
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads


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


RingPress = StartFromReminder | Snooze | NotToday


def write(press: RingPress) -> Parts:
    """Return the parts of the button's data."""
    match press:
        case StartFromReminder():
            wanted = Wanted(press.routine, press.audience, press.minutes)
            return press.word, str(press.reminder), *parts.wanted_parts(wanted)
        case Snooze() | NotToday():
            return press.word, str(press.reminder)
    assert_never(press)


def _go(rest: Sequence[str]) -> StartFromReminder:
    wanted = parts.wanted(rest[1:])
    if wanted.suggested or wanted.pace is not None:
        raise ValueError(rest)
    return StartFromReminder(_reminder(rest[:1]), wanted.routine, wanted.audience, wanted.minutes)


def _reminder(rest: Sequence[str]) -> ReminderId:
    return ReminderId(parts.number(parts.only(rest)))


READS: Reads[RingPress] = {
    StartFromReminder.word: _go,
    Snooze.word: lambda rest: Snooze(_reminder(rest)),
    NotToday.word: lambda rest: NotToday(_reminder(rest)),
}
