"""Buttons that set the time zone and the quiet hours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, assert_never

from bot.domain.quiet import Quiet
from bot.screens.presses import parts
from bot.screens.presses.parts import Parts, Reads

_OFF = "off"
_FARTHEST = 15 * 60  # minutes; no clock on earth is farther from UTC
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]{1,40}")


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


HoursPress = AskZone | SetZone | SetOffset | ShowQuiet | SetQuiet


def write(press: HoursPress) -> Parts:
    """Return the parts of the button's data."""
    match press:
        case AskZone() | ShowQuiet():
            return (press.word,)
        case SetZone() | SetOffset():
            return press.word, press.zone if isinstance(press, SetZone) else str(press.offset)
        case SetQuiet():
            return press.word, *_quiet_parts(press.quiet)
    assert_never(press)


def _quiet_parts(quiet: Quiet | None) -> Parts:
    return (parts.hour_text(quiet.begins), parts.hour_text(quiet.ends)) if quiet else (_OFF,)


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


READS: Reads[HoursPress] = {
    SetZone.word: _zone,
    SetOffset.word: _offset,
    ShowQuiet.word: _quiet,
}
