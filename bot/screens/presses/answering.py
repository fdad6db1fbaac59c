"""Buttons by which a person answers a ring: later, done, and taking it back; and what suits of the tips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, assert_never

from bot.domain.catalogue import TipKey
from bot.domain.ids import ReminderId
from bot.domain.reminder import LATER
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads, of_reminder

MINUTES = frozenset(int(span.total_seconds()) // 60 for span in LATER)
_MUCH = {"more": True, "less": False}


@dataclass(frozen=True, slots=True)
class ShowLater:
    """Show when a reminder can ring again."""

    word: ClassVar[str] = "later_when"
    reminder: ReminderId


@dataclass(frozen=True, slots=True)
class SnoozeFor:
    """Let a reminder ring again in so many minutes."""

    word: ClassVar[str] = "later_in"
    reminder: ReminderId
    wait: int  # minutes


@dataclass(frozen=True, slots=True)
class SnoozeTonight:
    """Let a reminder ring again this evening."""

    word: ClassVar[str] = "tonight"
    reminder: ReminderId


@dataclass(frozen=True, slots=True)
class AskLater:
    """Ask when a reminder shall ring again."""

    word: ClassVar[str] = "later_own"
    reminder: ReminderId


@dataclass(frozen=True, slots=True)
class DoneToday:
    """Note that it is done for today."""

    word: ClassVar[str] = "did"
    reminder: ReminderId


@dataclass(frozen=True, slots=True)
class RingAfterAll:
    """Take back "Done" or "Not today" of a date."""

    word: ClassVar[str] = "ring_again"
    on: date


@dataclass(frozen=True, slots=True)
class WantTips:
    """Want more (or less) of what is like a tip."""

    word: ClassVar[str] = "tips"
    tip: TipKey
    more: bool


AnsweringPress = ShowLater | SnoozeFor | SnoozeTonight | AskLater | DoneToday | RingAfterAll | WantTips


def write(press: AnsweringPress) -> Parts:
    """Return the parts of the button's data."""
    match press:
        case SnoozeFor():
            return press.word, str(press.reminder), str(press.wait)
        case RingAfterAll():
            return press.word, parts.date_text(press.on)
        case WantTips():
            return press.word, press.tip, "more" if press.more else "less"
        case ShowLater() | SnoozeTonight() | AskLater() | DoneToday():
            return press.word, str(press.reminder)
    assert_never(press)


def _snooze(rest: Sequence[str]) -> SnoozeFor:
    reminder, minutes = rest
    if (span := parts.number(minutes)) not in MINUTES:
        raise ValueError(rest)
    return SnoozeFor(ReminderId(parts.number(reminder)), span)


def _tips(rest: Sequence[str]) -> WantTips:
    tip, much = rest
    if not tip:
        raise ValueError(rest)
    return WantTips(TipKey(tip), _MUCH[much])


READS: Reads[AnsweringPress] = {
    ShowLater.word: of_reminder(ShowLater),
    SnoozeFor.word: _snooze,
    SnoozeTonight.word: of_reminder(SnoozeTonight),
    AskLater.word: of_reminder(AskLater),
    DoneToday.word: of_reminder(DoneToday),
    RingAfterAll.word: lambda rest: RingAfterAll(parts.day_of(parts.only(rest))),
    WantTips.word: _tips,
}
