"""Buttons by which a person answers a ring: later, done, and taking it back; and what suits of the tips."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, assert_never

from bot.domain.catalogue import TipKey
from bot.domain.ids import ReminderId
from bot.domain.reminder import LATER
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads, of_reminder

MOST_PUT_OFF = 2  # the data of a button has 64 bytes
LATEST = 4 * 24 * 60  # minutes
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
class PutOff:
    """A reminder that was to ring once more, so many minutes after the date before began in UTC."""

    reminder: ReminderId
    after: int


@dataclass(frozen=True, slots=True)
class RingAfterAll:
    """Take back "Done" or "Not today" of a date. `put_off`: what it has dropped."""

    word: ClassVar[str] = "ring_again"
    on: date
    put_off: tuple[PutOff, ...] = ()


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
            return press.word, parts.date_text(press.on), *_put_off(press)
        case WantTips():
            return press.word, press.tip, "more" if press.more else "less"
        case ShowLater() | SnoozeTonight() | AskLater() | DoneToday():
            return press.word, str(press.reminder)
    assert_never(press)


def _put_off(press: RingAfterAll) -> Iterator[str]:
    for each in press.put_off[:MOST_PUT_OFF]:
        yield str(each.reminder)
        yield str(each.after)


def _ring_after_all(rest: Sequence[str]) -> RingAfterAll:
    on, *dropped = rest
    if len(dropped) > 2 * MOST_PUT_OFF:
        raise ValueError(rest)
    numbers = zip(dropped[::2], dropped[1::2], strict=True)
    put_off = (PutOff(ReminderId(parts.number(each)), parts.number(after, LATEST)) for each, after in numbers)
    return RingAfterAll(parts.day_of(on), tuple(put_off))


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
    RingAfterAll.word: _ring_after_all,
    WantTips.word: _tips,
}
