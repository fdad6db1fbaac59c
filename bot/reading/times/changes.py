"""What a line may ask of one reminder: to go ("bin the half 6 one"), or to ring at another hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.said_times import Part, SaidChange, SaidHour
from bot.reading.times.hours import hour_in

_GOES = frozenset({"cancel", "never", "gone"})
_MOVES = frozenset({"move", "instead"})


@dataclass(slots=True)
class HoursNamed:
    """The hours of a line in their order, and what stands around them."""

    every: list[SaidHour] = field(default_factory=list)
    pointed: list[SaidHour] = field(default_factory=list)  # "the 8:30 one"
    is_of_one: bool = False  # "the 8:30 one", and not "one at 8:30", which may be a new one
    replaced: list[SaidHour] = field(default_factory=list)  # behind "instead of"
    refused: list[SaidHour] = field(default_factory=list)  # "not 8:30"
    has_range: bool = False  # "8 am to 7 am"
    is_listed: bool = False  # "8 am and 7 am"
    shift: timedelta | None = None  # "an hour later"
    shift_said: str = ""
    parts: list[Part] = field(default_factory=list)  # "the morning one"
    begins_off: bool = False  # "off 13:00", as behind /remind
    or_at: tuple[SaidHour, SaidHour, SaidHour] | None = None  # "move 10 to 9": both hours, and 8:50


def read_change(
    named: HoursNamed, kinds: frozenset[str], part: Part | None, *, is_sure: bool
) -> SaidChange | None:
    """Return what a line may ask of one reminder; None: nothing, or the line is not clear about it."""
    if named.parts:
        return _of_part(named.parts, named, kinds, is_sure=is_sure)
    every = [_in_part(hour, part) for hour in dict.fromkeys(named.every)]
    if named.or_at is not None and set(every) <= set(named.or_at):
        old, new, clock = named.or_at
        return SaidChange(old, new, or_at=clock, is_sure=False)
    if len(every) == 1:
        return _of_one(every[0], named, kinds, is_sure=is_sure)
    if len(every) != 2 or kinds & _GOES or named.shift is not None:
        return None
    first, second = every
    turned = [*named.replaced, *named.refused]
    if turned and turned[0] == named.every[-1]:
        return SaidChange(second, first, is_sure=is_sure)
    is_moved = turned or (kinds & _MOVES and not named.is_listed)
    is_range = named.has_range and is_sure and not kinds & {"from", "between"}
    is_pointed = named.pointed == named.every[:1] and not named.is_listed and "add" not in kinds
    return SaidChange(first, second, is_sure=is_sure) if is_moved or is_range or is_pointed else None


def _of_part(
    parts: Sequence[Part], named: HoursNamed, kinds: frozenset[str], *, is_sure: bool
) -> SaidChange | None:
    """Return what a line may ask of "the morning one": to go, to ring at an hour, or so much later."""
    part, *others = parts
    if others or named.refused or len(named.every) > 1 or kinds & {"except", "whole"}:
        return None
    if named.shift is not None:
        return None if named.every else SaidChange(part, shift=named.shift, is_sure=is_sure)
    if named.every:
        return SaidChange(part, named.every[0], is_sure=is_sure and bool(kinds & _MOVES))
    goes = bool(kinds & _GOES) or ("off" in kinds and bool(kinds & {"turn", "move", "ring"}))
    may_go = goes or "stop" in kinds  # "skip the evening one" may mean tonight
    is_move = bool(kinds & _MOVES) and "off" not in kinds
    return SaidChange(part, is_sure=is_sure and goes) if may_go and not is_move else None


def _of_one(old: SaidHour, named: HoursNamed, kinds: frozenset[str], *, is_sure: bool) -> SaidChange | None:
    """Return what a line with one hour may ask: to ring so much later, or to go."""
    if named.refused:
        return None  # "all reminders except 8:30"
    if named.shift is not None:
        return SaidChange(old, shift=named.shift, is_sure=is_sure)
    stops = "stop" in kinds and "whole" not in kinds and (named.pointed or "ring" in kinds)
    goes = (kinds & _GOES or stops) and not kinds & {"add", "move"}
    is_off = "whole" not in kinds and turns_off(named, kinds, is_sure=is_sure)
    return SaidChange(old, is_sure=is_sure) if goes or is_off else None


def turns_off(named: HoursNamed, kinds: frozenset[str], *, is_sure: bool) -> bool:
    """Does a line with an hour turn something off: "turn my 8:30 off", "switch the 8:30 one off"?

    Not "I get off the train at 8:30", "we will be off at 8:30".
    """
    is_turned = is_sure and (named.begins_off or kinds & {"turn", "move"})
    return "off" in kinds and bool(is_turned or "ring" in kinds or named.pointed)


def _in_part(hour: SaidHour, part: Part | None) -> SaidHour:
    """Return the hour in the part of the day that the line names."""
    at = hour_in(part, hour) if part is not None and hour.is_twelve else None
    return hour if at is None else SaidHour(at)
